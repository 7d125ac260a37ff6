import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { escalate } from '../../domain/escalation/escalate.ts'
import { testContext } from '../../test/context.ts'
import type { Db } from '../db/connect.ts'
import { contactActions } from '../paging/contacts.ts'
import type { PersonCalling } from '../people/caller.ts'
import { havePerson, haveTeam, noon, peopleDatabase } from '../people/people.test-support.ts'
import { schedulesActions } from '../schedules/actions.ts'
import { loadSchedules } from '../schedules/store.ts'
import { ask } from '../services/wire.test-support.ts'
import { newId } from '../secrets.ts'
import { servicesActions } from '../services/actions.ts'
import { escalationActions } from './actions.ts'
import { loadRoster, makeRosterCache } from './roster.ts'

let database: Awaited<ReturnType<typeof peopleDatabase>>
let db: Db
let ids: Configured

beforeAll(async () => {
  database = await peopleDatabase()
  db = database.db
})
afterAll(() => database.end())
beforeEach(async () => {
  await database.clear()
  ids = await haveEverything()
})

describe('loadRoster', () => {
  it('holds everything that decides who is reached', async () => {
    const roster = await loadRoster(db)
    expect(roster.version).toBe(await versionNow())
    expect(roster.people.get(ids.ana.id)).toEqual({
      id: ids.ana.id,
      name: 'Ana',
      zone: 'UTC',
      language: 'en',
      isActive: true,
      contacts: [
        { id: ids.mail, channel: 'email', address: 'ana@example.com', isVerified: false },
        { id: ids.hook, channel: 'webhook', address: 'https://hooks.example.com/a', isVerified: false },
      ],
      rules: [{ priority: 1, contactId: ids.mail, afterMinutes: 0 }],
    })
    expect(roster.people.get(ids.gone.id)).toMatchObject({ name: 'Gone', isActive: false, contacts: [], rules: [] })
    expect([...roster.schedules.values()]).toEqual(await loadSchedules(db))
    expect(roster.schedules.get(ids.schedule)?.overrides).toMatchObject([{ personId: ids.ben.id }])
    expect(roster.policies.get(ids.policy)).toMatchObject({
      name: 'Payments',
      teamId: ids.team,
      repeats: 1,
      returnAfterMinutes: 60,
      steps: [{ waitMinutes: 5, targets: [{ kind: 'schedule', scheduleId: ids.schedule }] }],
    })
    const service = { id: ids.service, name: 'Checkout', teamId: ids.team, policyId: ids.policy, joinsUnanswered: true }
    expect(roster.services.get(ids.service)).toEqual(service)
    expect(roster.teams.get(ids.team)).toEqual({ id: ids.team, name: 'PAYMENTS' })
    expect(roster.managersOf).toEqual(new Map([[ids.team, [ids.ben.id]]]))
    expect(roster.admins).toEqual([ids.mia.id])
    expect([...roster.sealedSecrets.keys()]).toEqual([ids.hook])
  })

  it('leaves out contacts that are switched off, and their secrets', async () => {
    await db.updateTable('contact').set({ is_enabled: false }).where('id', '=', ids.hook).execute()
    const roster = await loadRoster(db)
    expect(roster.people.get(ids.ana.id)?.contacts.map(({ id }) => id)).toEqual([ids.mail])
    expect(roster.sealedSecrets.size).toBe(0)
  })

  it('is what decisions take', async () => {
    const plan = { kind: 'policy', policyId: ids.policy } as const
    const decision = escalate({ plan, from: 'start', priority: 1 }, await loadRoster(db), noon)
    expect(decision).toMatchObject({ do: 'page', reached: [{ personId: ids.ana.id, ways: [{ contactId: ids.mail }] }] })
  })

  it('is empty on an empty installation', async () => {
    await database.clear()
    const roster = await loadRoster(db)
    expect([roster.people.size, roster.schedules.size, roster.policies.size, roster.admins.length]).toEqual([
      0, 0, 0, 0,
    ])
  })
})

describe('the version of the roster', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['somebody joins', () => havePerson(db, 'Dora', { hasPassword: false })],
    ['a name', () => db.updateTable('person').set({ name: 'Anna' }).where('id', '=', ids.ana.id).execute()],
    ['a zone', () => db.updateTable('person').set({ zone: 'Asia/Seoul' }).where('id', '=', ids.ana.id).execute()],
    ['a language', () => db.updateTable('person').set({ language: 'ko' }).where('id', '=', ids.ana.id).execute()],
    ['an admin more', () => db.updateTable('person').set({ role: 'admin' }).where('id', '=', ids.ben.id).execute()],
    ['leaving', () => db.updateTable('person').set({ deactivated_at: noon }).where('id', '=', ids.ana.id).execute()],
    ['somebody is erased', () => db.deleteFrom('person').where('id', '=', ids.gone.id).execute()],
    ['a team more', () => haveTeam(db, 'search')],
    ['a name of a team', () => db.updateTable('team').set({ name: 'Search' }).execute()],
    [
      'a member more',
      () => db.insertInto('team_member').values({ team_id: ids.team, person_id: ids.ana.id }).execute(),
    ],
    ['a manager less', () => db.updateTable('team_member').set({ role: 'viewer' }).execute()],
    ['a member less', () => db.deleteFrom('team_member').execute()],
    ['a contact more', () => addContact('ntfy', 'ana-phone')],
    ['a contact switched off', () => changeContact({ isEnabled: false })],
    ['a contact less', () => ask(contactActions, 'removeContact', context(), { ...ofMail() })],
    ['rules', () => ask(contactActions, 'setContactRules', context(), { personId: ids.ana.id, rules: [] })],
    ['a schedule more', () => createSchedule('other')],
    ['a schedule changed', () => changeSchedule()],
    ['a rotation changed', () => db.updateTable('rotation').set({ length: 2 }).execute()],
    ['a turn changed', () => db.deleteFrom('rotation_turn').execute()],
    ['an override more', () => addOverride()],
    ['an override less', () => removeOverride()],
    ['a temporary schedule more', () => addTemporary()],
    ['a shift of a temporary schedule more', async () => addShift(await addTemporary())],
    ['a schedule less', async () => removeSchedule(await createSchedule('other'))],
    ['a policy more', () => createPolicy('other')],
    ['a policy changed', () => changePolicy()],
    ['a step changed', () => db.updateTable('policy_step').set({ wait_minutes: 9 }).execute()],
    ['a target changed', () => db.deleteFrom('policy_target').execute()],
    ['a policy less', async () => removePolicy(await createPolicy('other'))],
    ['a service more', () => createService('other')],
    ['a service changed', () => changeService()],
    ['a service less', () => ask(servicesActions, 'removeService', context(), { serviceId: ids.service })],
  ])('grows with %s', async (_, change) => {
    const before = await versionNow()
    await change()
    expect(await versionNow()).toBeGreaterThan(before)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['a password', () => db.updateTable('person').set({ password_hash: 'x' }).execute()],
    ['a session', () => haveSession()],
    ['an alert', () => haveAlert()],
    ['a source that is used', () => db.updateTable('source').set({ used_at: noon }).execute()],
  ])('does not grow with %s', async (_, change) => {
    const before = await versionNow()
    await change()
    expect(await versionNow()).toBe(before)
  })
})

describe('makeRosterCache', () => {
  it('loads once for a version, and again when it grew', async () => {
    const cache = makeRosterCache()
    const first = await inTransaction((tx) => cache.current(tx))
    expect(await inTransaction((tx) => cache.current(tx))).toBe(first)
    expect(await cache.current(db)).toBe(first)
    await rename('Anna')
    const second = await inTransaction((tx) => cache.current(tx))
    expect(second.version).toBeGreaterThan(first.version)
    expect(second.people.get(ids.ana.id)?.name).toBe('Anna')
    expect(await cache.current(db)).toBe(second)
  })

  it('reads the schedule that changed, and keeps every other value as it was', async () => {
    const other = await createSchedule('other')
    const cache = makeRosterCache()
    const before = await cache.current(db)
    await addOverride()
    const after = await cache.current(db)
    expect(after.schedules.get(ids.schedule)?.overrides).toHaveLength(2)
    expect(after.schedules.get(other)).toBe(before.schedules.get(other))
    expect(after.people).toBe(before.people)
    expect(after.policies).toBe(before.policies)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['a schedule is added', () => createSchedule('a-first-one')],
    ['a schedule is changed', () => changeSchedule()],
    ['a schedule is renamed', () => db.updateTable('schedule').set({ name: 'zz' }).execute()],
    ['a schedule is removed', async () => removeSchedule(await createSchedule('other'))],
    ['a rotation is changed', () => db.updateTable('rotation').set({ length: 2 }).execute()],
    ['a rotation is removed', () => db.deleteFrom('rotation').execute()],
    ['a turn is added', () => addTurn()],
    [
      'a turn is changed',
      () => db.updateTable('rotation_turn').set({ position: 7 }).where('position', '=', 1).execute(),
    ],
    ['a turn is removed', () => db.deleteFrom('rotation_turn').execute()],
    ['an override is added', () => addOverride()],
    ['an override is changed', () => db.updateTable('schedule_override').set({ reason: 'why' }).execute()],
    ['an override is removed', () => removeOverride()],
    ['a temporary schedule is added', () => addTemporary()],
    ['a shift of one is added', async () => addShift(await addTemporary())],
    ['a shift of one is changed', () => changeShift()],
    ['one is removed with its shifts', () => removeTemporary()],
    ['a calendar is followed', () => followCalendar()],
    ['a calendar says something else', () => changeCalendar()],
    ['a calendar is renamed', () => renameCalendar()],
    ['somebody is renamed', () => rename('Anna')],
    ['a policy is changed', () => changePolicy()],
    ['everything of a schedule is changed at once', () => inTransaction(changeEverything)],
  ])('puts what is new upon what it knows, and it is the same as all of it anew: %s', async (_, change) => {
    const cache = makeRosterCache()
    await cache.current(db)
    await change()
    const anew = await loadRoster(db)
    expect(await cache.current(db)).toEqual(anew)
    expect([...(await cache.current(db)).schedules.keys()]).toEqual([...anew.schedules.keys()])
  })

  it.each<[string, () => Promise<unknown>]>([
    ['a source of a calendar', () => db.deleteFrom('calendar_source').execute()],
    ['a rotation', () => db.deleteFrom('rotation').execute()],
    ['a temporary schedule', () => db.deleteFrom('schedule_temporary').execute()],
  ])('forgets what goes with %s', async (_, remove) => {
    await followCalendar()
    await addShift(await addTemporary())
    const cache = makeRosterCache()
    await cache.current(db)
    await remove()
    expect(await cache.current(db)).toEqual(await loadRoster(db))
  })

  it('loads once for many who ask at the same moment', async () => {
    const cache = makeRosterCache()
    const rosters = await Promise.all(Array.from({ length: 8 }, () => inTransaction((tx) => cache.current(tx))))
    expect(new Set(rosters).size).toBe(1)
  })

  it('loads once for many who ask outside a transaction', async () => {
    const cache = makeRosterCache()
    const rosters = await Promise.all(Array.from({ length: 8 }, () => cache.current(db)))
    expect(new Set(rosters).size).toBe(1)
  })

  it('does not leave anybody waiting who asks outside a transaction while all connections are taken', async () => {
    const cache = makeRosterCache()
    const asked = Array.from({ length: 40 }, (_, i) =>
      i % 3 === 0 ? cache.current(db) : inTransaction((tx) => cache.current(tx)),
    )
    const rosters = await Promise.all(asked)
    expect(new Set(rosters.map(({ version }) => version)).size).toBe(1)
  })

  it('is never older than what the transaction sees, however changes and questions interleave', async () => {
    const cache = makeRosterCache()
    const changes = (async () => {
      for (let i = 0; i < 30; i += 1) {
        await rename(`Ana ${i}`)
        await db
          .updateTable('schedule')
          .set({ name: `Primary ${i}` })
          .where('id', '=', ids.schedule)
          .execute()
      }
    })()
    const questions = Array.from({ length: 6 }, async () => {
      for (let i = 0; i < 15; i += 1) {
        await inTransaction(async (tx) => {
          const ana = await tx.selectFrom('person').select('name').where('id', '=', ids.ana.id).executeTakeFirst()
          const primary = await tx.selectFrom('schedule').select('name').executeTakeFirst()
          const roster = await cache.current(tx)
          expect(numberIn(roster.people.get(ids.ana.id)?.name)).toBeGreaterThanOrEqual(numberIn(ana?.name))
          expect(numberIn(roster.schedules.get(ids.schedule)?.name)).toBeGreaterThanOrEqual(numberIn(primary?.name))
        })
      }
    })
    await Promise.all([changes, ...questions])
    const last = await cache.current(db)
    expect(last.people.get(ids.ana.id)?.name).toBe('Ana 29')
    expect(last.schedules.get(ids.schedule)?.name).toBe('Primary 29')
    expect(last).toEqual(await loadRoster(db))
  })

  it('shows a transaction its own change, and nobody else one that is taken back', async () => {
    const cache = makeRosterCache()
    const before = await cache.current(db)
    await expect(
      inTransaction(async (tx) => {
        await tx.updateTable('person').set({ name: 'Nobody' }).where('id', '=', ids.ana.id).execute()
        const own = await cache.current(tx)
        expect(own.people.get(ids.ana.id)?.name).toBe('Nobody')
        expect(await cache.current(db)).toBe(before)
        throw new Error('taken back')
      }),
    ).rejects.toThrow('taken back')
    expect(await cache.current(db)).toBe(before)
    // The next change gets the very number that the one taken back had.
    await rename('Anna')
    expect((await cache.current(db)).people.get(ids.ana.id)?.name).toBe('Anna')
  })

  it('merges the loads of those who ask at the same time, and outlives one that fails', async () => {
    const cache = makeRosterCache()
    const asking = () => inTransaction((tx) => cache.current(tx))
    const { failing, waiting } = await inTransaction(async (tx) => {
      await sql`lock table contact in access exclusive mode`.execute(tx)
      const failing = asking().then(String, String)
      await expect.poll(() => backends('active', 'Lock')).toHaveLength(1)
      const waiting = Array.from({ length: 4 }, asking)
      // They have asked for the version and now send nothing: their roster is being loaded by the first.
      await expect.poll(() => backends('idle in transaction', 'Client', '%roster_version%')).toHaveLength(4)
      const [loading] = await backends('active', 'Lock')
      await sql`select pg_cancel_backend(${loading})`.execute(tx)
      return { failing: await failing, waiting }
    })
    expect(failing).toMatch(/canceling statement/)
    for (const roster of await Promise.all(waiting)) expect(roster.people.size).toBe(4)
  })
})

/** The connections to this database that stand like this. */
async function backends(state: string, waitsFor: string, query = '%'): Promise<number[]> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity
    where datname = current_database() and state = ${state} and wait_event_type = ${waitsFor} and query like ${query}`.execute(
    db,
  )
  return rows.map((row) => row.pid)
}

function inTransaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(work)
}

function numberIn(name: string | undefined): number {
  return Number(name?.split(' ')[1] ?? -1)
}

async function versionNow(): Promise<number> {
  return (await db.selectFrom('roster_version').select('version').executeTakeFirstOrThrow()).version
}

function context() {
  return testContext(db)
}

type Configured = Record<'ana' | 'ben' | 'mia' | 'gone', PersonCalling> &
  Record<'team' | 'mail' | 'hook' | 'schedule' | 'override' | 'policy' | 'service', string>

/** A team, four people, and one of each thing that people configure. */
async function haveEverything(): Promise<Configured> {
  const team = await haveTeam(db, 'payments')
  const ana = await havePerson(db, 'Ana', { hasPassword: false })
  const ben = await havePerson(db, 'Ben', { hasPassword: false })
  const mia = await havePerson(db, 'Mia', { role: 'admin', hasPassword: false })
  const gone = await havePerson(db, 'Gone', { hasPassword: false })
  await db.updateTable('person').set({ deactivated_at: noon }).where('id', '=', gone.id).execute()
  await db.insertInto('team_member').values({ team_id: team, person_id: ben.id, role: 'manager' }).execute()
  const mail = await contactOf(ana, 'email', 'ana@example.com', noon)
  const hook = await contactOf(ana, 'webhook', 'https://hooks.example.com/a', noon.add({ seconds: 1 }))
  const rules = [{ priority: 'P1' as const, contactId: mail, afterMinutes: 0 }]
  await ask(contactActions, 'setContactRules', context(), { personId: ana.id, rules })
  ids = { team, ana, ben, mia, gone, mail, hook, schedule: '', override: '', policy: '', service: '' }
  ids.schedule = await createSchedule('primary')
  ids.override = await addOverride()
  ids.policy = await createPolicy('payments')
  ids.service = await createService('checkout')
  return ids
}

async function contactOf(person: PersonCalling, channel: 'email' | 'webhook', address: string, now: typeof noon) {
  const asked = { personId: person.id, channel, address }
  return (await ask(contactActions, 'addContact', testContext(db, { now }), asked)).contact.id
}

function addContact(channel: 'ntfy', address: string) {
  return ask(contactActions, 'addContact', context(), { personId: ids.ana.id, channel, address })
}

function ofMail() {
  return { personId: ids.ana.id, contactId: ids.mail }
}

function changeContact(words: { readonly isEnabled: boolean }) {
  return ask(contactActions, 'changeContact', context(), { ...ofMail(), ...words })
}

async function createSchedule(slug: string): Promise<string> {
  const asked = { slug, name: slug, teamId: ids.team, zone: 'Europe/Berlin', rotations: [rotation()] }
  return (await ask(schedulesActions, 'createSchedule', context(), asked)).id
}

function changeSchedule() {
  const text = { name: 'Other', zone: 'UTC', rotations: [rotation()] }
  return ask(schedulesActions, 'changeSchedule', context(), { scheduleId: ids.schedule, version: 1, ...text })
}

function removeSchedule(scheduleId: string) {
  return ask(schedulesActions, 'removeSchedule', context(), { scheduleId })
}

function rotation() {
  const turns = [[ids.ana.id], [ids.ben.id]]
  const handover = { handoverTime: '09:00', startsOn: '2026-02-28' }
  return { name: 'Daily', zone: 'Europe/Berlin', unit: 'day' as const, length: 2, ...handover, turns }
}

async function addOverride(): Promise<string> {
  const span = { startsAt: '2026-03-05T00:00:00Z', endsAt: '2026-03-06T00:00:00Z' }
  const asked = { scheduleId: ids.schedule, personId: ids.ben.id, ...span }
  return (await ask(schedulesActions, 'addOverride', context(), asked)).id
}

function addTurn() {
  const turn = (rotation_id: string) => ({ rotation_id, position: 9, person_id: ids.mia.id })
  return inTransaction(async (tx) => {
    const { id } = await tx.selectFrom('rotation').select('id').executeTakeFirstOrThrow()
    await tx.insertInto('rotation_turn').values(turn(id)).execute()
  })
}

async function changeShift() {
  await addShift(await addTemporary())
  await makeRosterCache().current(db)
  await db.updateTable('schedule_temporary_shift').set({ role: 'secondary' }).execute()
}

async function removeTemporary() {
  await addShift(await addTemporary())
  await db.deleteFrom('schedule_temporary').execute()
}

async function followCalendar() {
  const [source, calendar] = [newId(), newId()]
  const of = { schedule_id: ids.schedule }
  await db
    .insertInto('calendar_source')
    .values({ id: source, ...of, kind: 'none', hint: 'a file', created_at: noon })
    .execute()
  await db
    .insertInto('schedule_calendar')
    .values({ id: calendar, ...of, source_id: source, name: 'Old tool', layer: 1, role: 'primary' })
    .execute()
  const span = { starts_at: noon, ends_at: noon.add({ hours: 1 }) }
  await db
    .insertInto('schedule_calendar_shift')
    .values({ calendar_id: calendar, position: 0, person_id: ids.ben.id, ...span })
    .execute()
}

async function changeCalendar() {
  await followCalendar()
  await makeRosterCache().current(db)
  await db.updateTable('schedule_calendar_shift').set({ person_id: ids.ana.id }).execute()
}

async function renameCalendar() {
  await followCalendar()
  await db.updateTable('schedule_calendar').set({ name: 'New tool' }).execute()
}

async function changeEverything(tx: Db) {
  await tx.updateTable('schedule').set({ zone: 'UTC' }).execute()
  await tx.updateTable('rotation').set({ zone: 'UTC' }).execute()
  await tx.updateTable('schedule_override').set({ reason: 'all' }).execute()
}

async function addTemporary(): Promise<string> {
  const id = newId()
  const span = { starts_at: noon, ends_at: noon.add({ hours: 1 }), created_at: noon }
  await db
    .insertInto('schedule_temporary')
    .values({ id, schedule_id: ids.schedule, name: 'Easter', ...span })
    .execute()
  return id
}

function addShift(temporaryId: string) {
  const span = { starts_at: noon, ends_at: noon.add({ hours: 1 }) }
  const shift = { temporary_id: temporaryId, position: 0, person_id: ids.ben.id, role: 'primary' as const, ...span }
  return db.insertInto('schedule_temporary_shift').values(shift).execute()
}

function removeOverride() {
  return ask(schedulesActions, 'removeOverride', context(), { scheduleId: ids.schedule, overrideId: ids.override })
}

function policyText() {
  const targets = [{ kind: 'schedule' as const, scheduleId: ids.schedule }]
  return { name: 'Payments', repeats: 1, returnAfterMinutes: 60, steps: [{ waitMinutes: 5, targets }] }
}

async function createPolicy(slug: string): Promise<string> {
  const asked = { slug, teamId: ids.team, ...policyText() }
  return (await ask(escalationActions, 'createPolicy', context(), asked)).id
}

function changePolicy() {
  const asked = { policyId: ids.policy, version: 1, ...policyText(), repeats: 3 }
  return ask(escalationActions, 'changePolicy', context(), asked)
}

function removePolicy(policyId: string) {
  return ask(escalationActions, 'removePolicy', context(), { policyId })
}

async function createService(slug: string): Promise<string> {
  const asked = { slug, name: 'Checkout', teamId: ids.team, policyId: ids.policy }
  return (await ask(servicesActions, 'createService', context(), asked)).id
}

function changeService() {
  return ask(servicesActions, 'changeService', context(), { serviceId: ids.service, name: 'Till' })
}

function rename(name: string) {
  return db.updateTable('person').set({ name }).where('id', '=', ids.ana.id).execute()
}

function haveSession() {
  const times = { created_at: noon, seen_at: noon, expires_at: noon.add({ hours: 1 }) }
  const session = { id: newId(), token_hash: Buffer.from('session'), person_id: ids.ana.id }
  return db
    .insertInto('session')
    .values({ ...session, ...times })
    .execute()
}

function haveAlert() {
  const alert = { team_id: ids.team, service_id: ids.service, key: 'k', priority: 1, summary: 'Slow' }
  const times = { first_at: noon, last_at: noon, paging_due_at: noon }
  return db
    .insertInto('alert')
    .values({ ...alert, ...times })
    .execute()
}
