// Services and their integrations (Baton's sources) over PagerDuty's REST API.
import { invalid, notFound, type Reply } from '../../../domain/intake/pagerduty-rest-answers.ts'
import { fieldsIn, referenceIn, textIn, type Fields } from '../../../domain/intake/pagerduty-rest-asks.ts'
import { uuidIn } from '../../../domain/intake/pagerduty-rest-ids.ts'
import { own } from '../../../domain/intake/json.ts'
import {
  integrationOf,
  integrationReference,
  serviceOf,
  teamOf,
  vendorOf,
  vendors,
} from '../../../domain/intake/pagerduty-rest-objects.ts'
import { escalationPolicyOf, teamIn } from '../../../domain/intake/pagerduty-rest-policies.ts'
import { isNamed, listIn, paged } from '../../../domain/intake/pagerduty-rest-query.ts'
import type { Source } from '../../../domain/intake/source.ts'
import type { Service } from '../../../domain/services/service.ts'
import { allNames, must, namesOf, pageOf, pathUuid, slugFor, tell, type Asking } from './asking.ts'

export async function listServices(asking: Asking): Promise<Reply> {
  const teams = listIn(asking.query, 'team_ids').map((id) => uuidIn(id))
  const services = (await asking.known.services()).filter(
    (service) => isNamed(asking.query, service.name) && (teams.length === 0 || teams.includes(service.teamId)),
  )
  const shown = await included(asking)
  return { status: 200, body: paged('services', services.map(shown), pageOf(asking)) }
}

export async function getService(asking: Asking, id: string): Promise<Reply> {
  const service = await found(asking, id)
  return { status: 200, body: { service: (await included(asking))(service) } }
}

export async function createService(asking: Asking): Promise<Reply> {
  const { fields } = must(fieldsIn(asking.body, 'service'))
  const name = nameIn(fields)
  const services = await asking.known.services()
  refuseTaken(services, name, null)
  const policyId = uuidIn(referenceIn(fields, 'escalation_policy'))
  const policy = (await asking.known.policies()).find(({ id }) => id === policyId)
  if (!policy) return tell(invalid('Escalation policy must be the id of one'))
  const { id } = await asking.ask('createService', {
    slug: slugFor(name, services, 'service'),
    name,
    description: textIn(fields, 'description').slice(0, 2_000).toWellFormed(),
    teamId: teamIn(fields) ?? policy.teamId,
    policyId: policy.id,
  })
  return { status: 201, body: { service: await shownNow(asking, id) } }
}

export async function updateService(asking: Asking, id: string): Promise<Reply> {
  const service = await found(asking, id)
  const { fields } = must(fieldsIn(asking.body, 'service'))
  const name = own(fields, 'name') === undefined ? service.name : nameIn(fields)
  refuseTaken(await asking.known.services(), name, service.id)
  const policy =
    own(fields, 'escalation_policy') == null ? service.policyId : uuidIn(referenceIn(fields, 'escalation_policy'))
  if (policy === null) return tell(invalid('Escalation policy must be the id of one'))
  const description = own(fields, 'description')
  await asking.ask('changeService', {
    serviceId: service.id,
    name,
    policyId: policy,
    ...(typeof description === 'string'
      ? { description: textIn(fields, 'description').slice(0, 2_000).toWellFormed() }
      : {}),
  })
  return { status: 200, body: { service: await shownNow(asking, service.id) } }
}

export async function listIntegrations(asking: Asking, id: string): Promise<Reply> {
  const service = await found(asking, id)
  const { sources } = await asking.ask('listSources', {})
  const own = sources.filter(({ serviceId }) => serviceId === service.id)
  const shown = own.map((source) => integrationOf(asking.here, source, service, null))
  return { status: 200, body: paged('integrations', shown, pageOf(asking)) }
}

export async function getIntegration(asking: Asking, id: string, integrationId: string): Promise<Reply> {
  const service = await found(asking, id)
  const source = await integration(asking, service, integrationId)
  return { status: 200, body: { integration: integrationOf(asking.here, source, service, null) } }
}

export async function createIntegration(asking: Asking, id: string): Promise<Reply> {
  const service = await found(asking, id)
  const { fields } = must(fieldsIn(asking.body, 'integration'))
  const type = textIn(fields, 'type')
  if (!takenTypes.test(type))
    tell(
      invalid(
        'Baton makes integrations of type events_api_v2_inbound_integration; other senders are added under Sources',
      ),
    )
  const vendorId = referenceIn(fields, 'vendor')
  const vendor = vendors.find((one) => vendorOf(asking.here, one).id === vendorId)
  const name = (
    textIn(fields, 'name').trim() ||
    textIn(fields, 'summary').trim() ||
    vendor?.name ||
    'Events API V2'
  ).slice(0, 200)
  const { sources } = await asking.ask('listSources', {})
  const { source, key } = await asking.ask('createSource', {
    slug: slugFor(`${service.name} ${name}`, sources, 'source'),
    name: name.toWellFormed(),
    serviceId: service.id,
    dialect: vendor?.dialect ?? 'pagerduty',
  })
  return { status: 201, body: { integration: integrationOf(asking.here, source, service, key) } }
}

/** Both versions of the Events API are spoken with the same key; the others of this kind are older names of them. */
const takenTypes =
  /^(|(events_api_v2|generic_events_api|event_transformer_api|nagios|sumo_logic)_inbound_integration(_reference)?|integration)$/

export async function updateIntegration(asking: Asking, id: string, integrationId: string): Promise<Reply> {
  const service = await found(asking, id)
  const { fields } = must(fieldsIn(asking.body, 'integration'))
  const source = await integration(asking, service, integrationId)
  const name = textIn(fields, 'name').trim()
  const changed = await asking.ask('changeSource', { sourceId: source.id, ...(name === '' ? {} : { name }) })
  return { status: 200, body: { integration: integrationOf(asking.here, changed, service, null) } }
}

export async function listVendors(asking: Asking): Promise<Reply> {
  await asking.permit('listServices', {})
  const shown = vendors.filter(({ name }) => isNamed(asking.query, name)).map((vendor) => vendorOf(asking.here, vendor))
  return { status: 200, body: paged('vendors', shown, pageOf(asking)) }
}

export async function getVendor(asking: Asking, id: string): Promise<Reply> {
  await asking.permit('listServices', {})
  const vendor = vendors.map((one) => vendorOf(asking.here, one)).find((one) => one.id === id)
  return vendor ? { status: 200, body: { vendor } } : notFound()
}

/** How services are shown here, with what they name. */
export async function serviceShown({ here, known }: Pick<Asking, 'here' | 'known'>) {
  const [policies, teams, sources] = await Promise.all([known.policies(), known.teams(), known.sources()])
  const of = Map.groupBy(sources, ({ serviceId }) => serviceId)
  const names = { policies: namesOf(policies), teams: namesOf(teams) }
  return (service: Service) =>
    serviceOf(here, service, {
      ...names,
      integrations: (of.get(service.id) ?? []).map((source) => integrationReference(here, source)),
    })
}

async function included(asking: Asking): Promise<(service: Service) => object> {
  const { here, known, query } = asking
  const include = new Set(listIn(query, 'include'))
  const [shown, names, policies, teams, sources] = await Promise.all([
    serviceShown(asking),
    allNames(known),
    known.policies(),
    known.teams(),
    known.sources(),
  ])
  return (service) => {
    const policy = policies.find(({ id }) => id === service.policyId)
    const team = teams.find(({ id }) => id === service.teamId)
    return {
      ...shown(service),
      ...(include.has('escalation_policies') && policy
        ? { escalation_policy: escalationPolicyOf(here, policy, names, []) }
        : {}),
      ...(include.has('teams') && team ? { teams: [teamOf(here, team)] } : {}),
      ...(include.has('integrations')
        ? {
            integrations: sources
              .filter(({ serviceId }) => serviceId === service.id)
              .map((source) => integrationOf(here, source, service, null)),
          }
        : {}),
    }
  }
}

async function found({ known }: Asking, id: string): Promise<Service> {
  const serviceId = pathUuid(id)
  return (await known.services()).find((service) => service.id === serviceId) ?? tell(notFound())
}

async function integration(asking: Asking, service: Service, id: string): Promise<Source> {
  const sourceId = pathUuid(id)
  const { sources } = await asking.ask('listSources', {})
  return sources.find((source) => source.id === sourceId && source.serviceId === service.id) ?? tell(notFound())
}

/** Read anew: a list that was asked for before the change is older than it. */
async function shownNow({ here, known, ask }: Asking, id: string): Promise<object> {
  const { services } = await ask('listServices', {})
  const service = services.find((one) => one.id === id) ?? tell(notFound())
  return (await serviceShown({ here, known }))(service)
}

function nameIn(fields: Fields): string {
  const name = textIn(fields, 'name').trim().slice(0, 200).toWellFormed()
  return name === '' ? tell(invalid('Name must not be empty')) : name
}

/** As at PagerDuty: whoever makes the same twice is told, and does not get two. */
function refuseTaken(services: readonly Service[], name: string, id: string | null): void {
  if (services.some((service) => service.id !== id && service.name === name))
    tell(invalid('Name has already been taken'))
}
