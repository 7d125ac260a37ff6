import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { havePerson, haveTeam, noon, pinClock, expectRefused } from '../people/people.test-support.ts'
import { newId } from '../secrets.ts'
import { ask } from '../services/wire.test-support.ts'
import { schedulesActions } from './actions.ts'
import { aheadKind } from './ahead.ts'
import type { NewNotice } from '../notices/store.ts'
import { findOwners, teamsOwnedBy } from './owners.ts'
import { troublesTeller } from './tell-troubles.ts'
import { troubleActions } from './trouble-actions.ts'
import { scheduleWorld, type ScheduleWorld } from './world.test-support.ts'

let world: ScheduleWorld
let notices: NewNotice[] = []
const at = (text: string) => Temporal.Instant.from(text)
beforeAll(async () => {
  world = await scheduleWorld()
  await world.db.insertInto('team_member').values({ team_id: world.teamId, person_id: world.ana.id }).execute()
})
afterAll(() => world.end())
beforeEach(async () => {
  await world.clear()
  await world.db.deleteFrom('leave').execute()
  await world.db.updateTable('person').set({ zone: 'UTC', holidays: null }).execute()
  for (const { id } of [world.ana, world.ben]) await world.haveContact(id, 'email')
  notices = []
})

/** Looks ahead until nothing is due. */
async function look(now = noon) {
  await pinClock(world.db, now)
  const kind = aheadKind({
    db: world.db,
    node: 'test',
    weeks: 8,
    announce: () => {},
    queueNotices: async (_, queued) => void notices.push(...queued),
  })
  while ((await kind.step()) > 0);
}

async function troubles(input: EndpointInput<'listTroubles'> = {}, actor = world.ana) {
  const answer = await ask(troubleActions, 'listTroubles', world.context({ actor }), input)
  return answer.troubles
}

async function kinds(input: EndpointInput<'listTroubles'> = {}) {
  return (await troubles(input)).map(({ kind, personName, from, until }) => {
    return `${kind} ${personName ?? ''} ${from.slice(0, 16)} ${until?.slice(0, 16) ?? 'on'}`
  })
}

async function logged() {
  const rows = await world.db
    .selectFrom('log_entry')
    .select('says')
    .where('actor_kind', '=', 'engine')
    .orderBy('id')
    .execute()
  return rows.map(({ says }) => says)
}

async function accept(scheduleId: string, more: Partial<EndpointInput<'acceptTroubles'>> = {}, now = noon) {
  const seen = (await troubles({ scheduleId })).map(({ troubleId, from, until }) => ({ troubleId, from, until }))
  const input = { scheduleId, troubles: seen, reason: 'Agreed', ...more }
  return ask(troubleActions, 'acceptTroubles', world.context({ now }), input)
}

async function haveLeave(personId: string, startsAt: string, endsAt: string) {
  const span = { starts_at: at(startsAt), ends_at: at(endsAt) }
  await world.db
    .insertInto('leave')
    .values({ id: newId(), person_id: personId, ...span, note: 'Surgery', created_by: personId, created_at: noon })
    .execute()
}

const twoSchedules = async () => {
  const first = await world.create()
  const second = await world.create({
    slug: 'checkout',
    name: 'Checkout',
    rotations: [
      world.rotation({
        turns: [[world.ben.id], [world.ana.id]],
      }),
    ],
  })
  return { first, second }
}

describe('answering first in two places', () => {
  test('is one trouble of both schedules, whichever is looked at first', async () => {
    const { first } = await twoSchedules()
    await look()
    expect(await troubles()).toEqual([])
    // Both take the same turns from now on.
    const { version, name, zone } = await ask(schedulesActions, 'getSchedule', world.context(), {
      scheduleId: first.id,
    })
    const rotations = [world.rotation({ turns: [[world.ben.id], [world.ana.id]] })]
    await ask(schedulesActions, 'changeSchedule', world.context(), {
      scheduleId: first.id,
      version,
      name,
      zone,
      rotations,
    })
    await look()
    const found = await troubles()
    expect(found.length).toBeGreaterThan(7)
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['two_primaries']))
    expect(new Set(found.map(({ personName, from }) => `${personName} ${from}`)).size).toBe(found.length)
    const ids = ({ troubleId }: (typeof found)[number]) => troubleId
    for (const { id } of (await ask(schedulesActions, 'listSchedules', world.context(), {})).schedules) {
      expect((await troubles({ scheduleId: id })).map(ids).toSorted()).toEqual(found.map(ids).toSorted())
    }
    expect(await logged()).toContain(
      'Ben is primary on Payments primary and on Checkout at once from 2026-03-01T12:00:00Z',
    )
    expect((await logged()).at(-1)).toMatch(/^\d more such spans of Payments primary were found$/)
  })

  test('is found where a calendar says so too', async () => {
    const { first } = await twoSchedules()
    const second = await world.create({ slug: 'mail', name: 'Mail', rotations: [] })
    await look()
    const span = { startsAt: '2026-03-03T00:00:00Z', endsAt: '2026-03-04T00:00:00Z' }
    await world.followCalendar(second.id, world.ben.id, span)
    const { version, name, zone, rotations } = await ask(schedulesActions, 'getSchedule', world.context(), {
      scheduleId: first.id,
    })
    const text = { version, name, zone, rotations: [...rotations] }
    await ask(schedulesActions, 'changeSchedule', world.context(), { scheduleId: first.id, ...text })
    await look()
    const found = (await troubles({ scheduleId: first.id })).map(({ kind, personName, otherName }) => [
      kind,
      personName,
      otherName,
    ])
    expect(found).toEqual([['two_primaries', 'Ben', 'Mail']])
  })

  test('is mended by a change of either', async () => {
    const { second } = await twoSchedules()
    const startsAt = '2026-03-03T00:00:00Z'
    await world.addOverride(second.id, { personId: world.ana.id, startsAt, endsAt: '2026-03-04T00:00:00Z' })
    await look()
    const both = await kinds()
    await ask(schedulesActions, 'listSchedules', world.context(), {})
    expect(both).toEqual(await kinds({ scheduleId: second.id }))
    const [override] = (await ask(schedulesActions, 'getSchedule', world.context(), { scheduleId: second.id }))
      .overrides
    await ask(schedulesActions, 'removeOverride', world.context(), {
      scheduleId: second.id,
      overrideId: override?.id ?? '',
    })
    await look()
    expect(await kinds()).toEqual([])
  })

  test('is told by its names when a schedule names the person no longer', async () => {
    const { first } = await twoSchedules()
    await world.addOverride(first.id, {
      personId: world.ben.id,
      startsAt: '2026-03-03T00:00:00Z',
      endsAt: '2026-03-20T00:00:00Z',
    })
    await look()
    const { version, name, zone } = await ask(schedulesActions, 'getSchedule', world.context(), {
      scheduleId: first.id,
    })
    const { overrides } = await ask(schedulesActions, 'getSchedule', world.context(), { scheduleId: first.id })
    const scheduleId = first.id
    for (const { id } of overrides) {
      await ask(schedulesActions, 'removeOverride', world.context(), { scheduleId, overrideId: id })
    }
    const rotations = [world.rotation({ turns: [[world.ana.id]] })]
    await ask(schedulesActions, 'changeSchedule', world.context(), { scheduleId, version, name, zone, rotations })
    await look()
    expect(await logged()).toContain('Ben is no longer primary on Payments primary and on Checkout at once')
    expect((await logged()).join()).not.toMatch(/removed/)
  })

  test('stands when the schedules are looked at one after the other, each in a look of its own', async () => {
    const { first, second } = await twoSchedules()
    const startsAt = '2026-03-03T00:00:00Z'
    await world.addOverride(second.id, { personId: world.ana.id, startsAt, endsAt: '2026-03-04T00:00:00Z' })
    await look()
    const before = await troubles()
    for (const { id } of [first, second, first]) {
      await sql`update schedule_history set ahead_due_at = ${noon} where schedule_id = ${id}`.execute(world.db)
      await look()
    }
    expect(await troubles()).toEqual(before)
    expect((await logged()).filter((says) => says.includes('at once'))).toHaveLength(before.length)
  })
})

describe('being away in a shift', () => {
  test('is found by leave, told without its reason, and gone when somebody stands in', async () => {
    const { id } = await world.create()
    await haveLeave(world.ben.id, '2026-03-03T00:00:00Z', '2026-03-05T00:00:00Z')
    await look()
    expect(await kinds()).toEqual(['on_leave Ben 2026-03-03T00:00 2026-03-05T00:00'])
    expect(await logged()).toEqual(['Ben is on call for Payments primary during leave from 2026-03-03T00:00:00Z'])
    const span = { startsAt: '2026-03-03T00:00:00Z', endsAt: '2026-03-05T00:00:00Z' }
    await world.addOverride(id, { replaces: world.ben.id, ...span })
    await look()
    expect(await kinds()).toEqual([])
    expect((await logged()).at(-1)).toBe(
      'Ben is no longer on call for Payments primary during leave from 2026-03-03T00:00:00Z',
    )
  })

  test('is found by a holiday of the person, with its name in each language', async () => {
    await world.create()
    await world.db
      .updateTable('person')
      .set({ holidays: 'DE', zone: 'Europe/Berlin' })
      .where('id', '=', world.ben.id)
      .execute()
    await look()
    const [found] = await troubles()
    expect(found).toMatchObject({ kind: 'on_holiday', personName: 'Ben', urgency: 'hint' })
    expect(found?.holiday?.ko).toMatch(/[가-힣]/)
    expect(found?.holiday?.en).not.toBe(found?.holiday?.ko)
  })
})

test('a look that finds what was known writes no row anew', async () => {
  await world.create({ rotations: [world.rotation({ endsOn: '2026-03-30' })] })
  await haveLeave(world.ben.id, '2026-03-03T00:00:00Z', '2026-03-05T00:00:00Z')
  await look()
  const rows = () =>
    sql<{ id: string; xmin: string }>`select id, xmin::text from schedule_trouble order by id`.execute(world.db)
  const before = (await rows()).rows
  expect(before).toHaveLength(2)
  await sql`update schedule_history set ahead_due_at = ${noon}`.execute(world.db)
  await look()
  expect((await rows()).rows).toEqual(before)
})

describe('a trouble that is accepted', () => {
  const leave = ['2026-03-03T00:00:00Z', '2026-03-05T00:00:00Z'] as const

  test('is listed with who and why, and no longer told', async () => {
    const { id } = await world.create()
    await haveLeave(world.ben.id, ...leave)
    await look()
    const answer = await accept(id, { reason: 'Ben agreed' })
    expect(answer.troubles[0]?.acceptance).toMatchObject({ by: 'Ana', reason: 'Ben agreed', everyWeek: false })
    notices = []
    await look(at('2026-03-02T20:00:00Z'))
    expect(notices).toEqual([])
    const { says } = await world.db
      .selectFrom('log_entry')
      .select('says')
      .where('kind', '=', 'trouble_accepted')
      .executeTakeFirstOrThrow()
    expect(says).toBe(
      'Ana accepted for Payments primary from 2026-03-03T00:00:00Z: on call during leave, Ben (Ben agreed)',
    )
  })

  test('comes back when it grows, and is told again', async () => {
    const { id } = await world.create()
    await haveLeave(world.ben.id, ...leave)
    await look()
    await accept(id)
    await world.db
      .updateTable('leave')
      .set({ ends_at: at('2026-03-06T00:00:00Z') })
      .execute()
    notices = []
    await look()
    expect((await troubles())[0]?.acceptance).toBeNull()
    expect(notices.map(({ personId }) => personId)).toContain(world.ben.id)
    expect((await logged()).filter((says) => says.includes('during leave'))).toHaveLength(2)
  })

  test('stays accepted when it shrinks, and its end is no news', async () => {
    const { id } = await world.create()
    await haveLeave(world.ben.id, ...leave)
    await look()
    await accept(id)
    await world.db
      .updateTable('leave')
      .set({ ends_at: at('2026-03-04T00:00:00Z') })
      .execute()
    await look()
    expect((await troubles())[0]?.acceptance?.reason).toBe('Agreed')
    await world.db.deleteFrom('leave').execute()
    await look()
    expect(await troubles()).toEqual([])
    expect(await logged()).toHaveLength(1)
  })

  test('cannot be accepted as it no longer is', async () => {
    const { id } = await world.create()
    await haveLeave(world.ben.id, ...leave)
    await look()
    const [seen] = await troubles()
    const asSeen = { troubleId: seen?.troubleId ?? '', from: leave[0], until: '2026-03-04T00:00:00Z' }
    await expectRefused(accept(id, { troubles: [asSeen] }), 'changed_meanwhile')
    await expectRefused(accept(id, { troubles: [{ ...asSeen, troubleId: newId() }] }), 'changed_meanwhile')
  })

  test('may be taken back, and is told again', async () => {
    const { id } = await world.create()
    await haveLeave(world.ben.id, ...leave)
    await look()
    const { troubles: accepted } = await accept(id)
    const troubleIds = accepted.map(({ troubleId }) => troubleId)
    notices = []
    await ask(troubleActions, 'reopenTroubles', world.context(), { scheduleId: id, troubleIds })
    await look()
    expect((await troubles())[0]?.acceptance).toBeNull()
    expect(notices.length).toBeGreaterThan(0)
    await expectRefused(
      ask(troubleActions, 'reopenTroubles', world.context(), { scheduleId: id, troubleIds }),
      'not_found',
    )
  })

  test('every week: nights without anybody on purpose are accepted once, weeks ahead and weekends too', async () => {
    const hours = [{ kind: 'days', weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] as const
    const { id } = await world.create({ rotations: [world.rotation({ restrictions: hours })] })
    await look()
    expect((await troubles()).length).toBeGreaterThan(30)
    await accept(id, { everyWeek: true, reason: 'Office hours only' })
    notices = []
    for (const day of ['2026-03-09', '2026-03-30', '2026-06-01', '2026-07-20']) {
      await look(at(`${day}T12:00:00Z`))
      const listed = await troubles()
      expect(listed.filter(({ acceptance }) => acceptance === null)).toEqual([])
      expect(listed.length).toBeGreaterThan(30)
    }
    expect(notices).toEqual([])
    // Somebody leaves out Wednesdays: that is no night that anybody has accepted.
    const { version, name, zone } = await ask(schedulesActions, 'getSchedule', world.context(), { scheduleId: id })
    const without = [{ ...hours[0], weekdays: [1, 2, 4, 5] }]
    const rotations = [world.rotation({ restrictions: without })]
    const now = at('2026-07-20T12:00:00Z')
    await ask(schedulesActions, 'changeSchedule', world.context({ now }), {
      scheduleId: id,
      version,
      name,
      zone,
      rotations,
    })
    await look(now)
    const open = (await ask(troubleActions, 'listTroubles', world.context({ now }), {})).troubles
    expect(open.filter(({ acceptance }) => acceptance === null)).toHaveLength(8)
  })
})

describe('whoever mends it', () => {
  /** What breaks together is told together. */
  const soon = noon.add({ minutes: 2 })

  test('is told at once what begins tonight and wakes nobody, and at a decent hour all else', async () => {
    await world.db.updateTable('person').set({ zone: 'Asia/Seoul' }).where('id', '=', world.ana.id).execute()
    await world.create({ rotations: [] })
    await look()
    expect(notices).toEqual([{ personId: world.ana.id, kind: 'schedule_troubles', subject: '', dueAt: soon }])
    notices = []
    await world.clear()
    for (const { id } of [world.ana, world.ben]) await world.haveContact(id, 'email')
    await world.create()
    await haveLeave(world.ben.id, '2026-03-03T00:00:00Z', '2026-03-05T00:00:00Z')
    await look()
    // Nine in the evening in Seoul.
    const byTime = notices.toSorted((a, b) => Temporal.Instant.compare(b.dueAt, a.dueAt))
    expect(byTime.map(({ personId, dueAt }) => [personId, dueAt.toString()])).toEqual([
      [world.ana.id, '2026-03-02T00:00:00Z'],
      [world.ben.id, soon.toString()],
    ])
  })

  test('is told of a gap every morning for two weeks, of leave once and a week before', async () => {
    await world.create({ rotations: [world.rotation({ endsOn: '2026-03-30', turns: [[world.ana.id]] })] })
    await haveLeave(world.ana.id, '2026-03-20T00:00:00Z', '2026-03-21T00:00:00Z')
    const days: string[] = []
    for (let day = 1; day <= 29; day++) {
      notices = []
      const now = noon.add({ hours: 24 * (day - 1) })
      await look(now)
      if (notices.length > 0)
        days.push(
          `${day}:${notices.map(({ dueAt }) => dueAt.since(now).round({ largestUnit: 'hours', smallestUnit: 'hours' }).hours).join()}`,
        )
    }
    // Found on the 1st, leave again on the 13th, and from the 16th on each next morning.
    expect(days[0]).toBe('1:0')
    expect(days[1]).toBe('13:0')
    expect(days.slice(2)).toEqual(Array.from({ length: 14 }, (_, i) => `${16 + i}:21`))
  })

  test('reads one message of what still stands, the most urgent first, and nothing when all is mended', async () => {
    const { id } = await world.create({
      rotations: [world.rotation({ endsOn: '2026-03-09', turns: [[world.ben.id]] })],
    })
    await haveLeave(world.ben.id, '2026-03-03T00:00:00Z', '2026-03-05T00:00:00Z')
    await look()
    const tell = (language: 'en' | 'ko', personId = world.ana.id) =>
      troublesTeller(world.db, { personId, subject: '', language, zone: 'Europe/Berlin' }, noon)
    const message = await tell('en')
    expect(message?.subject).toBe('Nobody is on call for Payments primary, and 1 more')
    expect(message?.paragraphs).toEqual([
      'Nobody is on call for Payments primary: from Mon, Mar 9, 09:00 on.',
      'Ben is on call for Payments primary during leave: from Tue, Mar 3, 01:00 until Thu, Mar 5, 01:00.',
      'Put somebody on call, change the schedule, or accept it as it is. Times are those of Berlin.',
    ])
    expect(message?.path).toBe(`/schedules/${id}`)
    expect((await tell('en', world.ben.id))?.paragraphs[0]).toMatch(
      /^You are on call for Payments primary during leave/,
    )
    expect((await tell('ko'))?.subject).toBe('Payments primary 온콜 공백 외 1건')
    await accept(id)
    expect(await tell('en')).toBeNull()
  })

  test('is a manager of the team; without one, whoever manages everything', async () => {
    const { db, ana, ben, teamId } = world
    const empty = await haveTeam(db, `empty-${newId().slice(-6)}`)
    const chief = await havePerson(db, 'Chief', {
      role: 'admin',
      hasPassword: false,
      email: `chief-${empty}@example.com`,
    })
    await db.insertInto('team_member').values({ team_id: empty, person_id: ben.id }).execute()
    const owners = await findOwners(db, [teamId, empty])
    expect(owners.get(teamId)).toEqual([ana.id])
    expect([...(owners.get(empty) ?? [])].toSorted()).toEqual([ana.id, chief.id].toSorted())
    expect(await teamsOwnedBy(db, chief.id)).toEqual([empty])
    expect([...(await teamsOwnedBy(db, ana.id))].toSorted()).toEqual([teamId, empty].toSorted())
    expect(await teamsOwnedBy(db, ben.id)).toEqual([])
    await db.updateTable('team_member').set({ role: 'manager' }).where('person_id', '=', ben.id).execute()
    expect((await findOwners(db, [empty])).get(empty)).toEqual([ben.id])
    await db.deleteFrom('team_member').where('team_id', '=', empty).execute()
    await db.deleteFrom('person').where('id', '=', chief.id).execute()
  })

  test('sees it among their own, as does whom it is about; nobody else does', async () => {
    await world.create()
    await haveLeave(world.ben.id, '2026-03-03T00:00:00Z', '2026-03-05T00:00:00Z')
    await look()
    const stranger = await havePerson(world.db, 'Stranger', { hasPassword: false, email: `${newId()}@example.com` })
    const mine = async (actor: typeof stranger) => (await troubles({ mine: 'true' }, actor)).length
    expect([await mine(world.ana), await mine(world.ben), await mine(stranger)]).toEqual([1, 1, 0])
    expect((await troubles({}, stranger)).length).toBe(1)
  })
})

test('what is cut is said', async () => {
  const hours = [{ kind: 'days', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '12:00' }] as const
  const more = [{ ...hours[0], from: '14:00', to: '18:00' }]
  const { id } = await world.create({ rotations: [world.rotation({ restrictions: [...hours, ...more] })] })
  await look()
  const answer = await ask(troubleActions, 'listTroubles', world.context(), { scheduleId: id })
  expect(answer.troubles).toHaveLength(60)
  expect(answer.cuts).toMatchObject([{ scheduleId: id, scheduleName: 'Payments primary' }])
  const last = answer.troubles.at(-1)?.from ?? ''
  expect(Date.parse(answer.cuts[0]?.from ?? '')).toBeGreaterThan(Date.parse(last))
})

test('holidays are read before anything is held', async () => {
  await world.create()
  await world.db.updateTable('person').set({ holidays: 'NO' }).where('id', '=', world.ana.id).execute()
  const held: Promise<unknown[]>[] = []
  const onWorker = () => {
    const open = sql`select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`
    held.push(open.execute(world.db).then(({ rows }) => rows))
  }
  process.on('worker', onWorker)
  await look().finally(() => process.off('worker', onWorker))
  expect(await Promise.all(held)).toEqual([[]])
})

test('pages have their turn after each look, however many schedules are due', async () => {
  for (let i = 0; i < 6; i++) await world.create({ slug: `s-${i}` })
  const kind = aheadKind({ db: world.db, node: 'n', weeks: 8, announce: () => {}, queueNotices: async () => {} })
  const taken = await kind.step()
  expect(taken).toBe(5)
  // The engine asks a kind again at once when it took as many as it may.
  expect(taken).toBeLessThan(kind.batch)
})

test('one look runs at a time: who comes second leaves it, and loses nothing', async () => {
  await world.create({ rotations: [] })
  const later = await world.create({ slug: 'later' })
  await lookedAt(later, noon.add({ hours: 1 }))
  const kind = aheadKind({
    db: world.db,
    node: 'test',
    weeks: 8,
    announce: () => {},
    queueNotices: async () => {
      // Due by now, and of no look: but one is under way.
      await lookedAt(later, noon)
      expect(await second.step()).toBe(0)
    },
  })
  const second = aheadKind({ db: world.db, node: 'other', weeks: 8, announce: () => {}, queueNotices: async () => {} })
  expect(await kind.step()).toBe(1)
  expect(await second.step()).toBe(1)
  expect(await troubles()).toHaveLength(1)
})

async function lookedAt({ id }: { readonly id: string }, until: Temporal.Instant) {
  await sql`update schedule_history set ahead_due_at = ${until} where schedule_id = ${id}`.execute(world.db)
}
