import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { testContext } from '../../test/context.ts'
import type { PersonCalling } from '../people/caller.ts'
import { havePerson, haveTeam, logOf, noon, peopleDatabase, refusalOf } from '../people/people.test-support.ts'
import { newId } from '../secrets.ts'
import { servicesActions } from './actions.ts'
import { atOnce } from './rivals.test-support.ts'
import { ask } from './wire.test-support.ts'

let database: Awaited<ReturnType<typeof peopleDatabase>>
let payments: string
let search: string
let policyId: string
let ana: PersonCalling
let ben: PersonCalling

beforeAll(async () => {
  database = await peopleDatabase()
  payments = await haveTeam(database.db, 'payments')
  search = await haveTeam(database.db, 'search')
  await haveTeam(database.db, 'lonely')
  policyId = await havePolicy('payments', payments)
  await havePolicy('search', search)
  ana = await havePerson(database.db, 'Ana', { role: 'manager', hasPassword: false })
  ben = await havePerson(database.db, 'Ben', { role: 'responder', hasPassword: false })
})
afterAll(() => database.end())
beforeEach(async () => {
  await sql`truncate log_entry cascade`.execute(database.db)
  await sql`delete from alert; delete from source; delete from service`.execute(database.db)
})

const context = (actor: PersonCalling = ana) => testContext(database.db, { actor })

const list = `
services:
  - slug: checkout
    name: Checkout
    team: payments
    tier: 1
    description: Takes money
    dependsOn: [ledger, nowhere]
    links:
      - { name: Restart, url: 'https://wiki.example.com/restart', kind: runbook }
  - slug: ledger
    name: Ledger
    team: payments
    dependsOn: [checkout]
  - slug: index
    name: Index
    team: searchers
`

const backstage = `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: shop, title: Shop }
spec: { type: website, lifecycle: production, owner: payments, dependsOn: ['resource:default/shop-db'] }
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: shop-db }
spec: { type: database, owner: 'group:default/payments' }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: shop-api }
spec: { type: openapi, owner: payments }
---
`

describe('a preview', () => {
  it('tells what would be new, what is not understood, and which owners mean nobody; and changes nothing', async () => {
    const ctx = context()
    const told = await importing(ctx, { yaml: list })
    expect(told).toMatchObject({ created: 2, changed: 0, same: 0, skipped: 1, isImported: false })
    expect(
      told.services.map(({ slug, place, does, skip, team, policy, notes }) => [
        `${slug} ${place} ${does}`,
        skip?.why ?? null,
        `${team} ${policy}`,
        notes.map(({ what, text }) => `${what} ${text}`.trim()),
      ]),
    ).toEqual([
      ['checkout 3:5 create', null, 'payments payments', ['dependency_unknown nowhere', 'in_circle']],
      ['ledger 11:5 create', null, 'payments payments', ['in_circle']],
      ['index 15:5 skip', 'unknown_owner', 'null null', []],
    ])
    expect(told.owners).toEqual([
      { owner: 'searchers', team: null, services: 1 },
      { owner: 'payments', team: 'payments', services: 2 },
    ])
    expect(await slugs()).toEqual([])
    expect(ctx.announced).toEqual([])
  })

  it('of Backstage files leaves out what is no service', async () => {
    const told = await importing(context(), { yaml: backstage })
    expect(told.services.map(({ slug, does, skip }) => [slug, does, skip?.why ?? null])).toEqual([
      ['shop', 'create', null],
      ['shop-db', 'create', null],
      ['shop-api', 'skip', 'not_a_service'],
    ])
  })
})

describe('an import', () => {
  it('adds what was previewed, with its log entries; a second time it changes nothing', async () => {
    const owners = [{ owner: 'searchers', team: 'search' }]
    const { seen } = await importing(context(), { yaml: list, owners })
    const ctx = context()
    const done = await importing(ctx, { yaml: list, owners, dryRun: false, seen })
    expect(done).toMatchObject({ created: 3, changed: 0, isImported: true })
    const { services } = await ask(servicesActions, 'listServices', context(), {})
    const [checkout, index, ledger] = services
    expect(checkout).toMatchObject({
      slug: 'checkout',
      tier: 1,
      description: 'Takes money',
      teamId: payments,
      policyId,
      dependsOn: [ledger?.id],
      watchMinutes: 10,
    })
    expect(ledger).toMatchObject({ dependsOn: [checkout?.id], tier: null })
    expect(index).toMatchObject({ teamId: search })
    expect(await logOf(database.db)).toEqual([
      'Ana added the service Checkout',
      'Ana added the service Ledger',
      'Ana added the service Index',
      'Ana imported services: 3 added, 0 changed',
    ])
    expect(ctx.announced).toEqual(['services', 'log'])

    const again = context()
    const twice = await importing(again, { yaml: list, owners, dryRun: false })
    expect(twice).toMatchObject({ created: 0, changed: 0, same: 3, skipped: 0 })
    expect(again.announced).toEqual([])
    expect(await logOf(database.db)).toHaveLength(4)
  })

  it('twice from Backstage changes nothing the second time', async () => {
    await importing(context(), { yaml: backstage, dryRun: false })
    const told = await importing(context(), { yaml: backstage, dryRun: false })
    expect(told).toMatchObject({ created: 0, changed: 0, same: 2, skipped: 1 })
    expect(await logOf(database.db)).toHaveLength(3)
  })

  it('adds to what is there and takes nothing away; the team and how its alerts become pages stay', async () => {
    const other = await create('other')
    const links = [{ name: 'Logs', url: 'https://logs.example.com', kind: 'logs' as const }]
    const made = await create('checkout', {
      links,
      dependsOn: [other.id],
      tier: 3,
      watchMinutes: 77,
      description: 'Old',
    })
    const yaml = list.replace('team: payments', 'team: search').replace('    tier: 1\n', '')
    const told = await importing(context(), { yaml, dryRun: false })
    expect(told.services[0]).toMatchObject({
      does: 'change',
      team: 'payments',
      fields: [
        { field: 'name', before: 'checkout', after: 'Checkout' },
        { field: 'description', before: 'Old', after: 'Takes money' },
        { field: 'dependsOn', before: 'other', after: 'ledger, other' },
        { field: 'links', before: 'logs Logs: https://logs.example.com' },
      ],
    })
    expect(told.services[0]?.notes).toContainEqual({ what: 'team_stays', text: 'payments' })
    const changed = await ask(servicesActions, 'getService', context(), { service: made.id })
    expect(changed).toMatchObject({ tier: 3, watchMinutes: 77, teamId: payments, description: 'Takes money' })
    expect(changed.dependsOn).toHaveLength(2)
    expect(changed.links.map(({ name }) => name)).toEqual(['Logs', 'Restart'])
    expect(await slugs()).toEqual(['checkout', 'ledger', 'other'])
  })

  it('is only of teams whose services one may change', async () => {
    const told = await importing(context(ben), { yaml: list, dryRun: false })
    expect(told).toMatchObject({ created: 0, skipped: 3 })
    expect(told.services[0]?.skip).toEqual({ why: 'not_allowed', text: 'payments' })
    await create('checkout')
    const second = await importing(context(ben), { yaml: list, dryRun: false })
    expect(second.services[0]?.skip).toEqual({ why: 'not_allowed', text: 'payments' })
    expect(await slugs()).toEqual(['checkout'])
    const benOfPayments = { ...ben, teams: { [payments]: 'manager' as const } }
    const third = await importing(context(benOfPayments), { yaml: list, dryRun: false })
    expect(third).toMatchObject({ created: 1, changed: 1, skipped: 1 })
  })

  it('needs a policy for what is new: that of most services of the team, else its own, else the one that is named', async () => {
    const busy = await havePolicy('a-busy-one', search)
    await create('one', { policyId: busy })
    const yaml = `
- { slug: a, team: payments }
- { slug: b, team: lonely }
- { slug: c, team: lonely, policy: search }
- { slug: d, team: payments, policy: nowhere }`
    const { services } = await importing(context(), { yaml })
    expect(services.map(({ slug, policy, skip }) => [slug, policy, skip?.why ?? null])).toEqual([
      ['a', 'a-busy-one', null],
      ['b', null, 'no_policy'],
      ['c', 'search', null],
      ['d', null, 'unknown_policy'],
    ])
    await sql`delete from service`.execute(database.db)
    await sql`delete from policy where id = ${busy}`.execute(database.db)
  })
})

describe('what was previewed and is otherwise by now', () => {
  it('is not carried out', async () => {
    const { seen } = await importing(context(), { yaml: list })
    await create('ledger')
    const late = importing(context(), { yaml: list, dryRun: false, seen })
    expect((await refusalOf(late)).code).toBe('changed_meanwhile')
    expect(await slugs()).toEqual(['ledger'])
  })

  it('one of the same short name is added at the same moment: nothing is imported', async () => {
    const [outcome] = await atOnce(
      database.db,
      async (tx) => {
        const row = { id: newId(), slug: 'checkout', name: 'Rival', team_id: search, policy_id: policyId }
        await tx
          .insertInto('service')
          .values({ ...row, created_at: noon })
          .execute()
      },
      [() => importing(context(), { yaml: list, dryRun: false })],
    )
    expect(outcome).toMatchObject({ reason: { body: { code: 'changed_meanwhile' } } })
    expect(await slugs()).toEqual(['checkout'])
    expect(await logOf(database.db)).toEqual([])
  })
})

describe('a file that cannot be read', () => {
  const bomb = Array.from(
    { length: 12 },
    (_, i) =>
      `l${i}: &l${i} [${Array(10)
        .fill(i === 0 ? 'x' : `*l${i - 1}`)
        .join(', ')}]`,
  )
  it.each([
    ['no YAML', 'a: b: c', '1:4', 'A value cannot start here'],
    ['an anchor inside itself', 'a: &a\n  b: *a\n', '2:6 a.b', 'stands inside itself'],
    ['a bomb', bomb.join('\n'), '', 'says too much'],
    [
      'a bomb over several documents',
      Array.from({ length: 30 }, () => bomb.slice(0, 5).join('\n')).join('\n---\n'),
      '',
      'says too much',
    ],
    ['ten thousand documents', '---\na: 1\n'.repeat(10_000), '1:1', 'holds 10000 documents'],
    ['more than a megabyte', `a: ${'x'.repeat(1_100_000)}`, '1:1', 'larger than 1 MB'],
    ['more than a megabyte of letters that take three bytes', `a: ${'가'.repeat(400_000)}`, '1:1', 'larger than 1 MB'],
    ['nothing', '', '1:1', 'no service in this file'],
    ['documents with nothing in them', '---\n---\n', '1:1', 'no service in this file'],
    [
      'too many services',
      Array.from({ length: 1_001 }, (_, i) => `- { slug: s${i} }`).join('\n'),
      '1:1',
      'import at most 1000',
    ],
  ])('%s', async (_, yaml, path, say) => {
    const refused = await refusalOf(importing(context(), { yaml, dryRun: false }))
    expect(refused.code).toBe('import_unreadable')
    expect(refused.errors?.[0]?.path).toContain(path)
    expect(refused.errors?.[0]?.say).toContain(say)
  })

  it('an owner cannot mean a team that is not there', async () => {
    const owners = [{ owner: 'searchers', team: 'nobody' }]
    const refused = await refusalOf(importing(context(), { yaml: list, owners }))
    expect(refused).toMatchObject({ code: 'unknown_reference', errors: [{ path: 'owners.searchers' }] })
  })
})

describe('listServiceChanges', () => {
  it('tells the newest first, page by page', async () => {
    const made = await create('checkout')
    const other = await create('other')
    for (const [serviceId, minutes] of [
      [made.id, 3],
      [made.id, 1],
      [other.id, 2],
      [made.id, 1],
    ] as const) {
      await database.db
        .insertInto('change_event')
        .values({
          service_id: serviceId,
          source_id: null,
          at: noon.subtract({ minutes }),
          summary: `${minutes} before`,
        })
        .execute()
    }
    const first = await ask(servicesActions, 'listServiceChanges', context(), {
      serviceId: made.id,
      limit: '2' as never,
    })
    expect(first.changes.map(({ summary }) => summary)).toEqual(['1 before', '1 before'])
    const before = first.nextBefore ?? 0
    const rest = await ask(servicesActions, 'listServiceChanges', context(), { serviceId: made.id, before })
    expect(rest.changes.map(({ summary }) => summary)).toEqual(['3 before'])
    expect(rest.nextBefore).toBeNull()
    const nobody = ask(servicesActions, 'listServiceChanges', context(), { serviceId: newId() })
    expect((await refusalOf(nobody)).code).toBe('not_found')
  })
})

function importing(ctx: ReturnType<typeof context>, input: EndpointInput<'importServices'>) {
  return ask(servicesActions, 'importServices', ctx, input)
}

/** Made without a line in the log that is asked about. */
async function create(slug: string, words: Partial<EndpointInput<'createService'>> = {}) {
  const input = { slug, name: slug, teamId: payments, policyId, ...words }
  const made = await ask(servicesActions, 'createService', context(), input)
  await sql`truncate log_entry cascade`.execute(database.db)
  return made
}

async function slugs(): Promise<string[]> {
  return (await database.db.selectFrom('service').select('slug').orderBy('slug').execute()).map(({ slug }) => slug)
}

async function havePolicy(slug: string, teamId: string): Promise<string> {
  const id = newId()
  const times = { created_at: noon, updated_at: noon }
  await database.db
    .insertInto('policy')
    .values({ id, slug, name: slug, team_id: teamId, ...times })
    .execute()
  return id
}
