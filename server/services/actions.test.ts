import { usualAlertSettings } from '../../domain/services/usual.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { testContext } from '../../test/context.ts'
import type { PersonCalling } from '../people/caller.ts'
import { havePerson, haveTeam, logOf, noon, peopleDatabase, refusalOf } from '../people/people.test-support.ts'
import { atOnce } from './rivals.test-support.ts'
import { ask } from './wire.test-support.ts'
import { newId } from '../secrets.ts'
import { servicesActions } from './actions.ts'
import { linksOf } from './store.ts'

let database: Awaited<ReturnType<typeof peopleDatabase>>
let teamId: string
let otherTeamId: string
let policyId: string
let ana: PersonCalling

beforeAll(async () => {
  database = await peopleDatabase()
  teamId = await haveTeam(database.db, 'payments')
  otherTeamId = await haveTeam(database.db, 'search')
  policyId = await havePolicy('ordinary')
  ana = await havePerson(database.db, 'Ana', { role: 'manager', hasPassword: false })
})
afterAll(() => database.end())
beforeEach(async () => {
  await sql`truncate log_entry cascade`.execute(database.db)
  await sql`delete from alert; delete from source; delete from service`.execute(database.db)
})

const context = () => testContext(database.db, { actor: ana })

describe('createService', () => {
  it('adds a service, also with the policy of another team, and tells it', async () => {
    const ctx = context()
    const made = await ask(servicesActions, 'createService', ctx, draft({ teamId: otherTeamId }))
    expect(made).toEqual({
      id: expect.any(String),
      slug: 'checkout',
      name: 'Checkout',
      description: 'Takes money',
      teamId: otherTeamId,
      policyId,
      tier: null,
      ...usualAlertSettings,
      openAlerts: 0,
      links: [],
    })
    const { links: _, ...listed } = made
    expect(await ask(servicesActions, 'listServices', ctx, {})).toEqual({ services: [listed] })
    expect(await logOf(database.db)).toEqual(['Ana added the service Checkout'])
    expect(ctx.announced).toEqual(['services', 'log'])
    const told = await database.db.selectFrom('log_entry').select(['subject', 'team_id']).executeTakeFirst()
    expect(told).toEqual({ subject: `service:${made.id}`, team_id: otherTeamId })
  })

  it('refuses a short name that is taken, once of several at the same moment', async () => {
    const rivals = Array.from({ length: 4 }, () => ask(servicesActions, 'createService', context(), draft()))
    const outcomes = await Promise.allSettled(rivals)
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    const taken = { reason: { body: { code: 'slug_taken', errors: [{ path: 'slug' }] } } }
    expect(refused).toMatchObject([taken, taken, taken])
    expect(await logOf(database.db)).toHaveLength(1)
  })

  it.each([
    ['a team', () => ({ teamId: newId() }), ['teamId']],
    ['a policy', () => ({ policyId: newId() }), ['policyId']],
    ['both', () => ({ teamId: newId(), policyId: newId() }), ['teamId', 'policyId']],
  ])('refuses %s that is not there', async (_, words, paths) => {
    const refused = await refusalOf(ask(servicesActions, 'createService', context(), draft(words())))
    expect(refused.code).toBe('unknown_reference')
    expect(refused.errors?.map(({ path }) => path)).toEqual(paths)
  })
})

describe('listServices', () => {
  it('counts the alerts that are open, by the order of names', async () => {
    const busy = await create({ slug: 'busy', name: 'Busy' })
    await create({ slug: 'calm', name: 'Calm' })
    await haveAlert(busy.id, 'triggered')
    await haveAlert(busy.id, 'acknowledged')
    await haveAlert(busy.id, 'closed')
    const { services } = await ask(servicesActions, 'listServices', context(), {})
    expect(services.map(({ name, openAlerts }) => [name, openAlerts])).toEqual([
      ['Busy', 2],
      ['Calm', 0],
    ])
  })
})

describe('changeService', () => {
  it('changes what is named and leaves the rest', async () => {
    const made = await create()
    await haveAlert(made.id, 'triggered')
    const other = await havePolicy(`other-${newId()}`)
    const ctx = context()
    const changed = await ask(servicesActions, 'changeService', ctx, { serviceId: made.id, policyId: other })
    expect(changed).toEqual({ ...made, policyId: other, openAlerts: 1 })
    const renamed = await ask(servicesActions, 'changeService', ctx, {
      serviceId: made.id,
      name: 'Till',
      description: '',
    })
    expect(renamed).toEqual({ ...made, policyId: other, name: 'Till', description: '', openAlerts: 1 })
    expect((await logOf(database.db)).slice(1)).toEqual([
      'Ana changed the service Checkout',
      'Ana changed the service Till',
    ])
    expect(ctx.announced).toEqual(['services', 'log', 'services', 'log'])
  })

  it('says nothing where nothing changes', async () => {
    const made = await create()
    const ctx = context()
    expect(await ask(servicesActions, 'changeService', ctx, { serviceId: made.id, name: made.name })).toEqual(made)
    expect(ctx.announced).toEqual([])
    expect(await logOf(database.db)).toHaveLength(1)
  })

  it('refuses a service or a policy that is not there', async () => {
    const made = await create()
    const missing = ask(servicesActions, 'changeService', context(), { serviceId: newId(), name: 'Till' })
    expect((await refusalOf(missing)).code).toBe('not_found')
    const unknown = ask(servicesActions, 'changeService', context(), { serviceId: made.id, policyId: newId() })
    expect(await refusalOf(unknown)).toMatchObject({ code: 'unknown_reference', errors: [{ path: 'policyId' }] })
  })
})

describe('tier and links', () => {
  const links = [
    { name: 'Dashboard', url: 'https://graphs.example.com/d/checkout', kind: 'dashboard' as const },
    { name: 'Restart', url: 'https://wiki.example.com/restart', kind: 'runbook' as const },
  ]

  it('are kept in their order, found by id and by short name, and stay where they are not named', async () => {
    const made = await create({ tier: 1, links })
    expect(made).toMatchObject({ tier: 1, links })
    expect(await ask(servicesActions, 'getService', context(), { service: made.id })).toEqual(made)
    expect(await ask(servicesActions, 'getService', context(), { service: 'checkout' })).toEqual(made)
    const renamed = await ask(servicesActions, 'changeService', context(), { serviceId: made.id, name: 'Till' })
    expect(renamed).toEqual({ ...made, name: 'Till' })
    const turned = await ask(servicesActions, 'changeService', context(), {
      serviceId: made.id,
      links: links.toReversed(),
      tier: null,
    })
    expect(turned).toMatchObject({ tier: null, links: links.toReversed() })
    expect(await logOf(database.db)).toHaveLength(3)
    await ask(servicesActions, 'changeService', context(), {
      serviceId: made.id,
      links: links.toReversed(),
      tier: null,
    })
    expect(await logOf(database.db)).toHaveLength(3)
    const nobody = ask(servicesActions, 'getService', context(), { service: 'nobody' })
    expect((await refusalOf(nobody)).code).toBe('not_found')
  })

  it('are those of this service: asked for several at once', async () => {
    const made = await create({ links })
    const other = await create({ slug: 'other', links: links.slice(1) })
    await create({ slug: 'bare' })
    expect(await linksOf(database.db, [made.id, other.id])).toEqual(
      new Map([
        [made.id, links],
        [other.id, links.slice(1)],
      ]),
    )
    expect(await linksOf(database.db, [])).toEqual(new Map())
    expect((await linksOf(database.db, 'all')).size).toBe(2)
  })

  it('an id is found before a short name that looks like it', async () => {
    const made = await create()
    const alike = await create({ slug: made.id })
    expect(await ask(servicesActions, 'getService', context(), { service: made.id })).toEqual(made)
    expect(alike.id).not.toBe(made.id)
  })
})

describe('removeService', () => {
  it('removes a service that nothing uses', async () => {
    const made = await create()
    const ctx = context()
    expect(await ask(servicesActions, 'removeService', ctx, { serviceId: made.id })).toEqual({ done: true })
    expect(await ask(servicesActions, 'listServices', ctx, {})).toEqual({ services: [] })
    expect((await logOf(database.db)).at(-1)).toBe('Ana removed the service Checkout')
    expect(ctx.announced).toEqual(['services', 'log'])
    const again = ask(servicesActions, 'removeService', context(), { serviceId: made.id })
    expect((await refusalOf(again)).code).toBe('not_found')
  })

  it('refuses while sources send to it, and names them', async () => {
    const made = await create()
    await haveSource(made.id, 'Prometheus')
    await haveSource(made.id, 'Grafana')
    const refused = await refusalOf(ask(servicesActions, 'removeService', context(), { serviceId: made.id }))
    expect(refused).toMatchObject({
      code: 'still_used',
      facts: { usedBy: ['Grafana', 'Prometheus'], hadAlerts: false },
    })
  })

  it('refuses when a source is added at the same moment', async () => {
    const made = await create()
    const [removed] = await atOnce(database.db, (tx) => haveSource(made.id, 'Prometheus', tx), [
      () => ask(servicesActions, 'removeService', context(), { serviceId: made.id }),
    ])
    expect(removed).toMatchObject({ reason: { body: { code: 'still_used', facts: { usedBy: ['Prometheus'] } } } })
  })

  it('refuses when it ever had an alert', async () => {
    const made = await create()
    await haveAlert(made.id, 'closed')
    const refused = await refusalOf(ask(servicesActions, 'removeService', context(), { serviceId: made.id }))
    expect(refused).toMatchObject({ code: 'still_used', facts: { usedBy: [], hadAlerts: true } })
  })
})

function draft(words: Partial<EndpointInput<'createService'>> = {}): EndpointInput<'createService'> {
  return { slug: 'checkout', name: 'Checkout', description: 'Takes money', teamId, policyId, ...words }
}

function create(words: Partial<EndpointInput<'createService'>> = {}) {
  return ask(servicesActions, 'createService', context(), draft(words))
}

async function havePolicy(slug: string): Promise<string> {
  const id = newId()
  const times = { created_at: noon, updated_at: noon }
  await database.db
    .insertInto('policy')
    .values({ id, slug, name: slug, team_id: teamId, ...times })
    .execute()
  return id
}

async function haveSource(serviceId: string, name: string, db = database.db): Promise<void> {
  const source = { id: newId(), slug: name.toLowerCase(), name, service_id: serviceId, dialect: 'generic' as const }
  const key = { key_hash: Buffer.from(name), key_hint: '1234' }
  await db
    .insertInto('source')
    .values({ ...source, ...key, created_at: noon })
    .execute()
}

async function haveAlert(serviceId: string, state: 'triggered' | 'acknowledged' | 'closed'): Promise<void> {
  const times = { first_at: noon, last_at: noon, closed_at: state === 'closed' ? noon : null }
  const alert = { team_id: teamId, service_id: serviceId, key: newId(), state, priority: 1, summary: 'Slow' }
  const paging_due_at = state === 'triggered' ? noon : null
  await database.db
    .insertInto('alert')
    .values({ ...alert, ...times, paging_due_at })
    .execute()
}
