import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pinClock, refusalOf } from '../people/people.test-support.ts'
import { newId } from '../secrets.ts'
import { schedulesActions } from './actions.ts'
import { ask } from '../services/wire.test-support.ts'
import { scheduleWorld, type ScheduleWorld } from './world.test-support.ts'

let world: ScheduleWorld

beforeAll(async () => {
  world = await scheduleWorld()
})
afterAll(() => world.end())
beforeEach(() => world.clear())

const at = (text: string) => Temporal.Instant.from(text)

describe('listShifts and previewSchedule', () => {
  it('say who is on call when and why, with what was worked long ago', async () => {
    const made = await world.create()
    const override = await world.addOverride(made.id, {
      startsAt: '2026-03-04T12:00:00Z',
      endsAt: '2026-03-05T12:00:00Z',
    })
    const span = { from: '2026-02-23T00:00:00Z', to: '2026-03-09T09:00:00Z' }
    const inTwoYears = world.context({ now: at('2028-06-01T12:00:00Z') })
    await pinClock(world.db, inTwoYears.now)
    const { shifts, isCut } = await ask(schedulesActions, 'listShifts', inTwoYears, { scheduleId: made.id, ...span })
    expect(isCut).toBe(false)
    expect(shifts.map((shift) => [shift.from, shift.people.map((person) => person.name)])).toEqual([
      ['2026-02-23T00:00:00.000Z', []],
      ['2026-02-23T08:00:00.000Z', ['Ana']],
      ['2026-03-02T08:00:00.000Z', ['Ben']],
      ['2026-03-04T12:00:00.000Z', ['Ana']],
      ['2026-03-05T12:00:00.000Z', ['Ben']],
      ['2026-03-09T08:00:00.000Z', ['Ana']],
    ])
    expect(shifts[1]?.people[0]?.because).toEqual({
      by: 'rotation',
      rotationName: 'Weekly',
      turn: 1,
      temporaryName: null,
      overrideId: null,
      reason: null,
    })
    expect(shifts[3]?.people[0]?.because).toMatchObject({ by: 'override', overrideId: override.id, reason: 'Dentist' })
    const preview = await ask(schedulesActions, 'previewSchedule', world.context(), {
      schedule: world.draft({ slug: 'other' }),
      from: '2026-02-23T08:00:00Z',
      to: '2026-03-04T00:00:00Z',
    })
    expect(preview.shifts.map((shift) => shift.people[0]?.name)).toEqual(['Ana', 'Ben'])
  })

  it.each([
    ['400 days', '2026-01-01T00:00:00Z', '2027-02-05T00:00:00Z', null],
    ['more than 400 days', '2026-01-01T00:00:00Z', '2027-02-05T00:00:00.001Z', 'to'],
    ['nothing', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'to'],
    ['a span that runs backwards', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', 'to'],
  ])('ask for %s', async (_, from, to, wrong) => {
    const { id: scheduleId } = await world.create()
    const asks = [
      () => ask(schedulesActions, 'listShifts', world.context(), { scheduleId, from, to }),
      () => ask(schedulesActions, 'previewSchedule', world.context(), { schedule: world.draft(), from, to }),
    ]
    for (const asked of asks) {
      if (wrong === null) expect((await asked()).isCut).toBe(false)
      else expect(await refusalOf(asked())).toMatchObject({ code: 'bad_input', errors: [{ path: wrong }] })
    }
  })

  it('refuse what is not there, or cannot work', async () => {
    const span = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' }
    const missing = ask(schedulesActions, 'listShifts', world.context(), { scheduleId: newId(), ...span })
    expect((await refusalOf(missing)).code).toBe('not_found')
    const previews = [
      [world.draft({ rotations: [world.rotation({ turns: [] })] }), 'schedule_invalid', 'schedule.rotations.0.turns'],
      [
        world.draft({ rotations: [world.rotation({ turns: [[newId()]] })] }),
        'unknown_reference',
        'schedule.rotations.0.turns.0.0',
      ],
      [world.draft({ teamId: newId() }), 'unknown_reference', 'schedule.teamId'],
    ] as const
    for (const [schedule, code, path] of previews) {
      const refused = await refusalOf(ask(schedulesActions, 'previewSchedule', world.context(), { schedule, ...span }))
      expect(refused).toMatchObject({ code, errors: [{ path }] })
    }
  })
})

describe('listOnCall', () => {
  it('says who, why, whether they can be reached, and until when other people come', async () => {
    const lower = { ...world.rotation({ layer: 0 }), unit: 'day' as const, turns: [[world.ben.id]] }
    const made = await world.create({ rotations: [world.rotation({ layer: 1 }), lower] })
    await world.haveContact(world.ben.id, 'email')
    await world.haveContact(world.ana.id, 'browser')
    const { onCall } = await ask(world.company, 'listOnCall', world.context(), {})
    expect(onCall).toEqual([
      {
        scheduleId: made.id,
        scheduleName: 'Payments primary',
        teamId: world.teamId,
        at: '2026-03-01T12:00:00.000Z',
        because: 'scheduled',
        people: [
          { personId: world.ana.id, name: 'Ana', role: 'primary', isReachable: false, because: expect.anything() },
        ],
        shadows: [],
        until: '2026-03-02T08:00:00.000Z',
        handingOver: [],
      },
    ])
    const later = await ask(world.company, 'listOnCall', world.context(), {
      at: '2026-03-03T12:00:00Z',
      scheduleId: made.id,
    })
    expect(later.onCall[0]?.people).toMatchObject([{ name: 'Ben', isReachable: true }])
  })

  it('knows a contact that is switched off reaches nobody', async () => {
    await world.create({ rotations: [world.rotation({ turns: [[world.ben.id]] })] })
    await world.haveContact(world.ben.id, 'email', false)
    const { onCall } = await ask(world.company, 'listOnCall', world.context(), {})
    expect(onCall[0]).toMatchObject({ people: [{ name: 'Ben', isReachable: false }], until: null })
  })

  it('faces it when nobody is there', async () => {
    await world.create({ slug: 'a', name: 'A', rotations: [world.rotation({ turns: [[world.gone.id]] })] })
    await world.create({ slug: 'b', name: 'B', rotations: [world.rotation({ startsOn: '2026-03-09' })] })
    const { onCall } = await ask(world.company, 'listOnCall', world.context(), {})
    expect(onCall.map(({ because, people, until }) => [because, people, until])).toEqual([
      ['nobody_active', [], null],
      ['nobody_scheduled', [], '2026-03-09T08:00:00.000Z'],
    ])
  })

  it('refuses a schedule that is not there', async () => {
    const refused = await refusalOf(ask(world.company, 'listOnCall', world.context(), { scheduleId: newId() }))
    expect(refused.code).toBe('not_found')
  })
})
