// Many schedules at once: who is on call on each in a span, past and coming, and where one person is.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { shiftLimits } from '../../domain/schedules/api.ts'
import { pinClock, refusalOf } from '../people/people.test-support.ts'
import { newId } from '../secrets.ts'
import { ask } from '../services/wire.test-support.ts'
import { schedulesActions } from './actions.ts'
import { calendarFeed } from './calendar-feed.ts'
import { shiftKind } from './history.ts'
import { scheduleWorld, type ScheduleWorld } from './world.test-support.ts'

let world: ScheduleWorld

beforeAll(async () => {
  world = await scheduleWorld()
})
afterAll(() => world.end())
beforeEach(() => world.clear())

const at = (text: string) => Temporal.Instant.from(text)
const span = { from: '2026-03-01T12:00:00Z', to: '2026-03-10T12:00:00Z' }

async function pass(to: string): Promise<void> {
  await pinClock(world.db, at(to))
  for (let step = 0; step < 20; step++) if ((await shiftKind(world.db).step()) === 0) return
  throw new Error('shifts stay due')
}

async function told(input: Partial<EndpointInput<'listAllShifts'>> = {}, now = '2026-03-01T12:00:00Z') {
  const answer = await ask(world.company, 'listAllShifts', world.context({ now: at(now) }), { ...span, ...input })
  const lines = answer.schedules.map(({ scheduleName, shifts }) => ({
    [scheduleName]: shifts.map(
      (shift) => `${shift.from.slice(0, 13)} ${shift.people.map(({ name }) => name).join('+')}`,
    ),
  }))
  return { lines, isCut: answer.isCut }
}

describe('the shifts of many schedules', () => {
  test('come by their names, with gaps', async () => {
    await world.create({ slug: 'b', name: 'B', rotations: [] })
    await world.create({ slug: 'a', name: 'A' })
    expect(await told()).toEqual({
      lines: [{ A: ['2026-03-01T12 Ana', '2026-03-02T08 Ben', '2026-03-09T08 Ana'] }, { B: ['2026-03-01T12 '] }],
      isCut: false,
    })
  })

  test('of one team, of some, of one person', async () => {
    const a = await world.create({ slug: 'a', name: 'A' })
    const b = await world.create({ slug: 'b', name: 'B', rotations: [world.rotation({ turns: [[world.ana.id]] })] })
    const own = ['2026-03-01T12 Ana', '2026-03-02T08 Ana', '2026-03-09T08 Ana']
    expect((await told({ scheduleIds: b.id })).lines).toEqual([{ B: own }])
    expect((await told({ scheduleIds: `${a.id},${b.id}` })).lines).toHaveLength(2)
    expect((await told({ teamId: world.teamId })).lines).toHaveLength(2)
    expect((await told({ teamId: newId() })).lines).toEqual([])
    expect((await told({ personId: world.ben.id })).lines).toEqual([{ A: ['2026-03-02T08 Ben'] }])
  })

  test('tell the past as it was worked, to everybody and to who worked it', async () => {
    const made = await world.create({ slug: 'a', name: 'A' })
    await pass('2026-03-04T12:00:00Z')
    const change = { scheduleId: made.id, version: made.version, name: 'A', zone: made.zone, rotations: [] }
    await ask(schedulesActions, 'changeSchedule', world.context({ now: at('2026-03-04T12:00:00Z') }), change)
    await pass('2026-03-05T12:00:00Z')
    const worked = ['2026-03-01T12 Ana', '2026-03-02T08 Ben', '2026-03-04T12 ']
    expect((await told({}, '2026-03-05T12:00:00Z')).lines).toEqual([{ A: worked }])
    // Nobody's turn any more, and still their shift.
    const ofBen = await told({ personId: world.ben.id }, '2026-03-05T12:00:00Z')
    expect(ofBen.lines).toEqual([{ A: ['2026-03-02T08 Ben'] }])
    // What was worked is told over many schedules as over one.
    const one = await ask(schedulesActions, 'listShifts', world.context({ now: at('2026-03-05T12:00:00Z') }), {
      scheduleId: made.id,
      ...span,
    })
    const all = await ask(world.company, 'listAllShifts', world.context({ now: at('2026-03-05T12:00:00Z') }), span)
    expect(all.schedules[0]?.shifts).toEqual(one.shifts)
  })

  test('of long ago are read, overrides included', async () => {
    const made = await world.create({ slug: 'a', name: 'A' })
    await world.addOverride(made.id, { startsAt: '2026-03-03T12:00:00Z', endsAt: '2026-03-04T12:00:00Z' })
    await pinClock(world.db, at('2028-06-01T12:00:00Z'))
    expect((await told({ scheduleIds: made.id }, '2028-06-01T12:00:00Z')).lines).toEqual([
      { A: ['2026-03-01T12 Ana', '2026-03-02T08 Ben', '2026-03-03T12 Ana', '2026-03-04T12 Ben', '2026-03-09T08 Ana'] },
    ])
  })

  test.each([
    ['100 days of many', 'many', '2026-06-09T12:00:00Z', false],
    ['more than 100 days of many', 'many', '2026-06-09T12:00:01Z', true],
    ['400 days of one', 'one', '2027-04-05T12:00:00Z', false],
    ['more than 400 days of one', 'one', '2027-04-05T12:00:01Z', true],
    ['a span that runs backwards', 'many', '2026-02-01T12:00:00Z', true],
  ])('are bounded: %s', async (_, of, to, isRefused) => {
    const made = await world.create()
    const asked = told({ from: '2026-03-01T12:00:00Z', to, ...(of === 'one' ? { scheduleIds: made.id } : {}) })
    if (!isRefused) return expect((await asked).isCut).toBe(false)
    const refused = await refusalOf(asked)
    expect([refused.code, refused.errors?.[0]?.path]).toEqual(['bad_input', 'to'])
  })

  test('say so when they are cut', async () => {
    const hourly = { name: 'Hourly', zone: 'UTC', length: 1, handoverTime: '09:00', startsOn: '2026-01-01' }
    const rotations = [{ ...hourly, unit: 'hour' as const, turns: [[world.ana.id], [world.ben.id]] }]
    for (let n = 0; n < 9; n++) await world.create({ slug: `s${n}`, name: `S${n}`, rotations })
    const answer = await ask(world.company, 'listAllShifts', world.context(), { ...span, to: '2026-06-09T12:00:00Z' })
    expect(answer.isCut).toBe(true)
    const parts = answer.schedules.map(({ shifts }) => shifts.length)
    expect(parts.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(shiftLimits.parts)
    expect(answer.schedules.map(({ isCut }) => isCut)).toEqual([...Array<boolean>(8).fill(false), true])
  })

  test('of what is not there are refused', async () => {
    await world.create()
    for (const input of [{ scheduleIds: newId() }, { personId: newId() }])
      expect((await refusalOf(told(input))).code).toBe('not_found')
    await expect(told({ scheduleIds: 'none' })).rejects.toThrow(/UUID/i)
  })
})

describe('a calendar', () => {
  test('tells the past as it was worked, and keeps each event the same event', async () => {
    const made = await world.create({ slug: 'a', name: 'A' })
    const ofAll = await feedOf(made.id)
    const ofBen = await feedOf(null, world.ben)
    await pass('2026-03-11T12:00:00Z')
    const before = await eventsOf(ofAll)
    const change = { scheduleId: made.id, version: made.version, name: 'A', zone: made.zone, rotations: [] }
    await ask(schedulesActions, 'changeSchedule', world.context({ now: at('2026-03-11T12:00:00Z') }), change)
    await pass('2026-03-12T12:00:00Z')
    const after = await eventsOf(ofAll)
    // Ben's week is as it was; Ana's ended with the change, and has the same name as before.
    const week = before.find((event) => event.endsWith('20260302T080000Z'))
    expect(after).toContain(week)
    expect(after.filter((event) => event.startsWith('nobody')).at(-1)).toMatch(/20260311T120000Z$/)
    expect(await eventsOf(ofBen)).toEqual([week])
  })
})

async function feedOf(scheduleId: string | null, actor = world.ana): Promise<string> {
  const made = await ask(schedulesActions, 'createCalendarFeed', world.context({ actor }), { scheduleId })
  return /\/calendar\/(.+)\.ics$/.exec(made.url)?.[1] ?? ''
}

/** Who and since when, of each event. */
async function eventsOf(secret: string): Promise<string[]> {
  const feed = await calendarFeed(world.db, { secret, url: 'https://baton.example.com' })
  const text = (feed?.text ?? '').replaceAll('\r\n ', '')
  return [...text.matchAll(/^UID:[0-9a-f-]{36}-(.+?)@baton\r?$/gm)].map(([, rest]) =>
    (rest ?? '').replace(/-(?=\d{8}T)/, ' '),
  )
}
