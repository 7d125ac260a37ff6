import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { logOf, noon, refusalOf } from '../people/people.test-support.ts'
import { newId } from '../secrets.ts'
import { schedulesActions } from './actions.ts'
import { atOnce } from '../services/rivals.test-support.ts'
import { loadSchedules } from './store.ts'
import { ask } from '../services/wire.test-support.ts'
import { scheduleWorld, type ScheduleWorld } from './world.test-support.ts'

let world: ScheduleWorld

beforeAll(async () => {
  world = await scheduleWorld()
})
afterAll(() => world.end())
beforeEach(() => world.clear())

describe('createSchedule', () => {
  it('writes a schedule with its rotations, gives them ids, and tells it', async () => {
    const ctx = world.context()
    const made = await ask(schedulesActions, 'createSchedule', ctx, world.draft())
    expect(made).toMatchObject({
      slug: 'primary',
      version: 1,
      overrides: [],
      rotations: [{ layer: 0, role: 'primary' }],
    })
    expect(made.rotations[0]?.turns).toEqual([[world.ana.id], [world.ben.id]])
    expect(await ask(schedulesActions, 'getSchedule', ctx, { scheduleId: made.id })).toEqual(made)
    expect(await ask(schedulesActions, 'listSchedules', ctx, {})).toEqual({ schedules: [made] })
    expect(await logOf(world.db)).toEqual(['Ana wrote the schedule Payments primary'])
    expect(ctx.announced).toEqual(['schedules', 'log'])
    const told = await world.db.selectFrom('log_entry').select(['subject', 'team_id']).executeTakeFirst()
    expect(told).toEqual({ subject: `schedule:${made.id}`, team_id: world.teamId })
  })

  it('keeps every field of a rotation, also turns of several people', async () => {
    const daily = {
      ...world.rotation(),
      unit: 'day' as const,
      handoverWeekday: undefined,
      endsOn: '2026-12-31',
      length: 3,
      startsWith: 1,
      restrictions: [
        { kind: 'days' as const, weekdays: [6, 7], from: '22:00', to: '06:00' },
        { kind: 'span' as const, fromWeekday: 5, fromTime: '18:00', toWeekday: 1, toTime: '08:00' },
      ],
    }
    const together = {
      ...world.rotation(),
      layer: 4,
      role: 'secondary' as const,
      turns: [[world.ana.id, world.ben.id].toSorted(), [world.ana.id]],
    }
    const made = await ask(
      schedulesActions,
      'createSchedule',
      world.context(),
      world.draft({ rotations: [daily, together] }),
    )
    const { handoverWeekday: _, ...dailyKept } = daily
    expect(made.rotations).toEqual([
      { ...dailyKept, id: expect.any(String) },
      { ...together, id: expect.any(String), endsOn: null, startsWith: 0, restrictions: [] },
    ])
  })

  it('lets several rotations of one role share a layer: they are on call together', async () => {
    const rotations = [world.rotation({ turns: [[world.ana.id]] }), world.rotation({ turns: [[world.ben.id]] })]
    await world.create({ rotations })
    const { onCall } = await ask(world.company, 'listOnCall', world.context(), {})
    expect(onCall[0]?.people.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b))).toEqual(['Ana', 'Ben'])
  })

  it('keeps turns by the hour and by the month, and temporary schedules', async () => {
    const { handoverWeekday: _, ...shared } = world.rotation()
    const rotations = [
      { ...shared, unit: 'hour' as const, length: 12, name: 'A', restrictions: [], startsWith: 0, endsOn: null },
      { ...shared, unit: 'month' as const, handoverDay: 23, name: 'B', restrictions: [], startsWith: 0, endsOn: null },
    ]
    const made = await ask(
      schedulesActions,
      'createSchedule',
      world.context(),
      world.draft({ rotations, temporaries: [easter()] }),
    )
    expect(made.rotations).toEqual(rotations.map((rotation) => ({ ...rotation, id: expect.any(String) })))
    expect(made.temporaries).toEqual([{ ...easter(), id: expect.any(String), createdAt: '2026-03-01T12:00:00.000Z' }])
    const { onCall } = await ask(world.company, 'listOnCall', world.context(), { at: '2026-04-03T12:00:00Z' })
    expect(onCall[0]).toMatchObject({
      people: [{ name: 'Ben', because: { by: 'temporary', temporaryName: 'Easter' } }],
      shadows: [{ name: 'Ana', role: 'shadow' }],
    })
  })

  it('may be empty: nobody is scheduled yet', async () => {
    const made = await ask(schedulesActions, 'createSchedule', world.context(), world.draft({ rotations: [] }))
    expect(made.rotations).toEqual([])
  })

  it.each([
    ['a team that is not there', () => world.draft({ teamId: newId() }), 'unknown_reference', ['teamId']],
    [
      'somebody who is not here',
      () => world.draft({ rotations: [world.rotation({ turns: [[world.ana.id], [newId()]] })] }),
      'unknown_reference',
      ['rotations.0.turns.1.0'],
    ],
    [
      'a first day on another weekday and an empty turn',
      () => world.draft({ rotations: [world.rotation({ startsOn: '2026-02-24', turns: [[]] })] }),
      'schedule_invalid',
      ['rotations.0.startsOn', 'rotations.0.turns.0'],
    ],
    [
      'a fault beside somebody unknown',
      () => world.draft({ rotations: [world.rotation({ endsOn: '2026-02-01', turns: [[newId()]] })] }),
      'schedule_invalid',
      ['rotations.0.endsOn', 'rotations.0.turns.0.0'],
    ],
  ])('refuses %s', async (_, written, code, paths) => {
    const refused = await refusalOf(ask(schedulesActions, 'createSchedule', world.context(), written()))
    expect(refused.code).toBe(code)
    expect(refused.errors?.map((error) => error.path)).toEqual(paths)
    expect(refused.errors?.every((error) => /^[A-Z].*\.$/.test(error.say))).toBe(true)
    expect(await logOf(world.db)).toEqual([])
    expect(await loadSchedules(world.db)).toEqual([])
  })

  it('refuses a short name that is taken', async () => {
    await ask(schedulesActions, 'createSchedule', world.context(), world.draft())
    const again = ask(schedulesActions, 'createSchedule', world.context(), world.draft({ name: 'Another' }))
    expect((await refusalOf(again)).code).toBe('slug_taken')
  })
})

describe('changeSchedule', () => {
  it('keeps rotations sent with their id, adds those without, drops the rest, and leaves overrides', async () => {
    const made = await world.create({ rotations: [world.rotation(), world.rotation({ layer: 1 })] })
    const [first, second] = made.rotations
    const override = await world.addOverride(made.id)
    // The two swap layers: no moment may have both on one.
    const rotations = [
      { ...world.rotation({ layer: 1, name: 'Renamed' }), id: first?.id },
      { ...world.rotation({ layer: 0 }), id: second?.id },
      world.rotation({ layer: 2, role: 'secondary' }),
    ]
    const ctx = world.context()
    const changed = await ask(schedulesActions, 'changeSchedule', ctx, change(made, { rotations, name: 'New' }))
    expect(changed).toMatchObject({ version: 2, name: 'New', slug: 'primary', overrides: [{ id: override.id }] })
    expect(changed.rotations.map(({ id, layer, name }) => [id, layer, name])).toEqual([
      [second?.id, 0, 'Weekly'],
      [first?.id, 1, 'Renamed'],
      [expect.any(String), 2, 'Weekly'],
    ])
    expect(ctx.announced).toEqual(['schedules', 'log'])
    const later = await ask(schedulesActions, 'changeSchedule', world.context(), change(changed, { rotations: [] }))
    expect(later).toMatchObject({ version: 3, rotations: [] })
    expect(await logOf(world.db)).toContain('Ana changed the schedule New')
  })

  it('leaves temporary schedules that are not written, keeps those with their id, and never touches what has ended', async () => {
    const ended = { ...easter(), startsAt: '2026-02-01T00:00:00Z', endsAt: '2026-02-02T00:00:00Z' }
    const shifts = [
      { personId: world.ana.id, role: 'primary' as const, startsAt: ended.startsAt, endsAt: ended.endsAt },
    ]
    const made = await world.create({ temporaries: [{ ...ended, shifts }, easter()] })
    const [coming] = made.temporaries
    expect(made.temporaries).toMatchObject([{ name: 'Easter', startsAt: easter().startsAt }])
    const as = await ask(schedulesActions, 'changeSchedule', world.context(), change(made))
    expect(as.temporaries).toEqual(made.temporaries)
    const longer = { ...easter(), id: coming?.id, name: 'Renamed' }
    const kept = await ask(schedulesActions, 'changeSchedule', world.context(), change(as, { temporaries: [longer] }))
    expect(kept.temporaries).toMatchObject([{ id: coming?.id, name: 'Renamed', createdAt: coming?.createdAt }])
    const none = await ask(schedulesActions, 'changeSchedule', world.context(), change(kept, { temporaries: [] }))
    expect(none.temporaries).toEqual([])
    const [all] = await loadSchedules(world.db)
    expect(all?.temporaries.map(({ endsAt }) => endsAt.toString())).toEqual(['2026-02-02T00:00:00Z'])
  })

  it('keeps a person in it who left since', async () => {
    const made = await world.create({ rotations: [world.rotation({ turns: [[world.gone.id], [world.ben.id]] })] })
    expect(await ask(schedulesActions, 'changeSchedule', world.context(), change(made))).toMatchObject({ version: 2 })
  })

  it('refuses what was written from an older text', async () => {
    const made = await world.create()
    await ask(schedulesActions, 'changeSchedule', world.context(), change(made))
    const refused = await refusalOf(ask(schedulesActions, 'changeSchedule', world.context(), change(made)))
    expect(refused).toMatchObject({ code: 'changed_meanwhile', facts: { version: 2 } })
  })

  it('lets one of several at the same moment through', async () => {
    const made = await world.create()
    const rivals = Array.from(
      { length: 4 },
      (_, i) => () => ask(schedulesActions, 'changeSchedule', world.context(), change(made, { name: `Rival ${i}` })),
    )
    const outcomes = await atOnce(
      world.db,
      (tx) => tx.selectFrom('schedule').select('id').forUpdate().execute(),
      rivals,
    )
    const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(winners).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ body: { code: 'changed_meanwhile' } })
    }
    expect(await ask(schedulesActions, 'getSchedule', world.context(), { scheduleId: made.id })).toEqual(winners[0])
    const changes = (await logOf(world.db)).filter((says) => says.includes('changed'))
    expect(changes).toEqual([`Ana changed the schedule ${winners[0]?.name}`])
  })

  it.each([
    ['a schedule that is not there', () => ({ scheduleId: newId() }), 'not_found', undefined],
    [
      'a rotation of another schedule',
      () => ({ rotations: [{ ...world.rotation(), id: newId() }] }),
      'unknown_reference',
      ['rotations.0.id'],
    ],
    [
      'somebody who is not here',
      () => ({ rotations: [world.rotation({ turns: [[newId()]] })] }),
      'unknown_reference',
      ['rotations.0.turns.0.0'],
    ],
    [
      'a temporary schedule by strangers',
      () => ({
        temporaries: [{ ...easter(), shifts: easter().shifts.map((shift) => ({ ...shift, personId: newId() })) }],
      }),
      'unknown_reference',
      ['temporaries.0.shifts.0.personId', 'temporaries.0.shifts.1.personId'],
    ],
    [
      'a schedule that cannot work',
      () => ({ rotations: [world.rotation({ turns: [] })] }),
      'schedule_invalid',
      ['rotations.0.turns'],
    ],
  ])('refuses %s', async (_, words, code, paths) => {
    const made = await world.create()
    const refused = await refusalOf(ask(schedulesActions, 'changeSchedule', world.context(), change(made, words())))
    expect([refused.code, refused.errors?.map(({ path }) => path)]).toEqual([code, paths])
    expect(await ask(schedulesActions, 'getSchedule', world.context(), { scheduleId: made.id })).toEqual(made)
  })
})

describe('removeSchedule', () => {
  it('removes it with its overrides, and tells it', async () => {
    const made = await world.create()
    await world.addOverride(made.id)
    const ctx = world.context()
    expect(await ask(schedulesActions, 'removeSchedule', ctx, { scheduleId: made.id })).toEqual({ done: true })
    expect(await loadSchedules(world.db)).toEqual([])
    expect(await logOf(world.db)).toContain('Ana removed the schedule Payments primary')
    expect(ctx.announced).toEqual(['schedules', 'log'])
  })

  it('refuses while policies reach it, and names them', async () => {
    const made = await world.create()
    await havePolicy('Nights', made.id)
    await havePolicy('Days', made.id)
    const refused = await refusalOf(ask(schedulesActions, 'removeSchedule', world.context(), { scheduleId: made.id }))
    expect(refused).toMatchObject({ code: 'still_used', facts: { usedBy: ['Days', 'Nights'] } })
  })

  it('refuses one that is not there', async () => {
    const refused = await refusalOf(ask(schedulesActions, 'removeSchedule', world.context(), { scheduleId: newId() }))
    expect(refused.code).toBe('not_found')
  })
})

function easter() {
  const span = { startsAt: '2026-04-03T00:00:00.000Z', endsAt: '2026-04-07T00:00:00.000Z' }
  const shifts = [
    { personId: world.ben.id, role: 'primary' as const, ...span },
    { personId: world.ana.id, role: 'shadow' as const, ...span },
  ]
  return { name: 'Easter', ...span, shifts }
}

function change(
  made: { readonly id: string; readonly version: number },
  words: Partial<EndpointInput<'changeSchedule'>> = {},
): EndpointInput<'changeSchedule'> {
  const { name, zone, rotations } = world.draft()
  return { scheduleId: made.id, version: made.version, name, zone, rotations, ...words }
}

async function havePolicy(name: string, scheduleId: string): Promise<void> {
  const { db, teamId } = world
  const id = newId()
  const times = { created_at: noon, updated_at: noon }
  await db
    .insertInto('policy')
    .values({ id, slug: name.toLowerCase(), name, team_id: teamId, ...times })
    .execute()
  await db.insertInto('policy_step').values({ policy_id: id, position: 0, wait_minutes: 5 }).execute()
  await db
    .insertInto('policy_target')
    .values({ policy_id: id, position: 0, ordinal: 0, schedule_id: scheduleId })
    .execute()
}
