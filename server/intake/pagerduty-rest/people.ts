// People, teams and the small lists of PagerDuty's REST API.
import { failed, codes, invalid, notFound, type Reply } from '../../../domain/intake/pagerduty-rest-answers.ts'
import { uuidIn } from '../../../domain/intake/pagerduty-rest-ids.ts'
import {
  contactMethodOf,
  notificationRulesOf,
  priorityOf,
  reference,
  teamOf,
  userOf,
} from '../../../domain/intake/pagerduty-rest-objects.ts'
import { isNamed, listIn, paged } from '../../../domain/intake/pagerduty-rest-query.ts'
import { priorities } from '../../../domain/paging/priority.ts'
import type { Person } from '../../../domain/people/person.ts'
import { namesOf, pageOf, pathUuid, tell, type Asking } from './asking.ts'

/** Whoever is out of service is no user any more, but can still be asked for by their id. */
export async function listUsers(asking: Asking): Promise<Reply> {
  const { query } = asking
  const teams = listIn(query, 'team_ids').map(uuidIn)
  const people = (await asking.known.people()).filter(
    (person) =>
      person.deactivatedAt === null &&
      isNamed(query, person.name, person.email) &&
      (teams.length === 0 || person.teams.some(({ teamId }) => teams.includes(teamId))),
  )
  const page = pageOf(asking)
  const chosen = people.slice(page.offset, page.offset + page.limit)
  const shown = await usersShown(asking, chosen)
  const all = people.map((person) => shown.get(person.id) ?? {})
  return { status: 200, body: paged('users', all, page) }
}

export async function getUser(asking: Asking, id: string): Promise<Reply> {
  return oneUser(asking, await personAt(asking, id))
}

export async function getMe(asking: Asking): Promise<Reply> {
  const { actor } = asking.ctx
  if (actor.kind !== 'person') return invalid('Only a personal token is somebody: this one belongs to no person')
  return oneUser(asking, await asking.ask('getPerson', { personId: actor.id }))
}

export async function listContactMethods(asking: Asking, id: string): Promise<Reply> {
  return { status: 200, body: { contact_methods: (await reachOf(asking, await personAt(asking, id))).contact_methods } }
}

export async function getContactMethod(asking: Asking, id: string, methodId: string): Promise<Reply> {
  const { contact_methods: methods } = await reachOf(asking, await personAt(asking, id))
  const contactId = pathUuid(methodId)
  const method = methods.find((one) => uuidIn(one.id) === contactId)
  return method ? { status: 200, body: { contact_method: method } } : notFound()
}

export async function listNotificationRules(asking: Asking, id: string): Promise<Reply> {
  const { notification_rules } = await reachOf(asking, await personAt(asking, id))
  return { status: 200, body: { notification_rules } }
}

export async function listTeams(asking: Asking): Promise<Reply> {
  const teams = (await asking.known.teams()).filter(({ name }) => isNamed(asking.query, name))
  return {
    status: 200,
    body: paged(
      'teams',
      teams.map((team) => teamOf(asking.here, team)),
      pageOf(asking),
    ),
  }
}

export async function getTeam(asking: Asking, id: string): Promise<Reply> {
  const team = await teamAt(asking, id)
  return { status: 200, body: { team: teamOf(asking.here, team) } }
}

export async function listMembers(asking: Asking, id: string): Promise<Reply> {
  const team = await teamAt(asking, id)
  const names = namesOf(await asking.known.people())
  const members = team.members.map(({ personId, role }) => ({
    user: reference(asking.here, 'user', personId, names.nameOf(personId)),
    role: role === 'viewer' ? 'observer' : role === 'responder' ? 'responder' : 'manager',
  }))
  return { status: 200, body: paged('members', members, pageOf(asking)) }
}

export async function listPriorities(asking: Asking): Promise<Reply> {
  await asking.permit('listAlerts', {})
  const shown = priorities.map((name) => priorityOf(asking.here, name))
  return { status: 200, body: paged('priorities', shown, pageOf(asking)) }
}

/** What SDKs probe for before they use it. */
const abilities = ['teams', 'urgencies', 'read_only_users']

export async function listAbilities(asking: Asking): Promise<Reply> {
  await asking.permit('listServices', {})
  return { status: 200, body: { abilities } }
}

export async function testAbility(asking: Asking, name: string): Promise<Reply> {
  await asking.permit('listServices', {})
  if (abilities.includes(name)) return { status: 204, body: null }
  return failed(402, codes.notFound, 'Payment Required', [`Baton has no ability ${JSON.stringify(name.slice(0, 100))}`])
}

async function oneUser(asking: Asking, person: Person): Promise<Reply> {
  const user = (await usersShown(asking, [person])).get(person.id)
  return { status: 200, body: { user } }
}

/** People as users, with their contacts where those are asked for. */
export async function usersShown(asking: Asking, people: readonly Person[]): Promise<ReadonlyMap<string, object>> {
  const { here, known, query } = asking
  const include = new Set(listIn(query, 'include'))
  const all = await known.teams()
  const shown = new Map<string, object>()
  for (const person of people) {
    const user = userOf(here, person, namesOf(all))
    const wantsReach = include.has('contact_methods') || include.has('notification_rules')
    const reach = wantsReach ? await reachOf(asking, person) : null
    const teams = all.filter(({ id }) => person.teams.some(({ teamId }) => teamId === id))
    shown.set(person.id, {
      ...user,
      ...(include.has('contact_methods') && reach ? { contact_methods: reach.contact_methods } : {}),
      ...(include.has('notification_rules') && reach ? { notification_rules: reach.notification_rules } : {}),
      ...(include.has('teams') ? { teams: teams.map((team) => teamOf(here, team)) } : {}),
    })
  }
  return shown
}

/** Addresses are masked for whoever may not see them, as on the person's own page. */
async function reachOf({ here, ask }: Asking, { id: personId }: Person) {
  const { contacts, rules } = await ask('getContacts', { personId })
  return {
    contact_methods: contacts.flatMap((contact) => contactMethodOf(here, personId, contact) ?? []),
    notification_rules: notificationRulesOf(here, personId, { contacts, rules }),
  }
}

async function personAt({ ask }: Asking, id: string): Promise<Person> {
  return ask('getPerson', { personId: pathUuid(id) })
}

async function teamAt({ known }: Asking, id: string) {
  const teamId = pathUuid(id)
  return (await known.teams()).find((team) => team.id === teamId) ?? tell(notFound())
}
