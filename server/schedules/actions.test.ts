import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { testContext } from '../../test/context.ts'
import type { PersonCalling } from '../people/caller.ts'
import {
  havePerson,
  haveTeam,
  logOf,
  noon,
  peopleDatabase,
  pinClock,
  refusalOf,
} from '../people/people.test-support.ts'
import { newId } from '../secrets.ts'
import { schedulesActions } from './actions.ts'
import { loadSchedules } from './store.ts'
import { ask } from './wire.test-support.ts'

type Database = Awaited<ReturnType<typeof peopleDatabase>>
let database: Database
let teamId: string
let ana: PersonCalling
let ben: PersonCalling
let gone: PersonCalling

beforeAll(async () => {
  database = await peopleDatabase()
  const { db } = database
  await pinClock(db, noon)
  teamId = await haveTeam(db, 'payments')
  ana = await havePerson(db, 'Ana', { role: 'manager', hasPassword: false })
  ben = await havePerson(db, 'Ben', { hasPassword: false })
  gone = await havePerson(db, 'Gone', { hasPassword: false })
  await db.updateTable('person').set({ deactivated_at: noon }).where('id', '=', gone.id).execute()
})
afterAll(() => database.end())
beforeEach(async () => {
  await sql`truncate log_entry cascade`.execute(database.db)
  await sql`delete from policy; delete from schedule; delete from contact`.execute(database.db)
})

const context = (given: Parameters<typeof testContext>[1] = {}) => testContext(database.db, { actor: ana, ...given })
const at = (text: string) => Temporal.Instant.from(text)

describe('createSchedule', () => {
  it('writes a schedule with its rotations, gives them ids, and tells it', async () => {
    const ctx = context()
    const made = await ask(schedulesActions, 'createSchedule', ctx, draft())
    expect(made).toMatchObject({
      slug: 'primary',
      version: 1,
      overrides: [],
      rotations: [{ layer: 0, role: 'primary' }],
    })
    expect(made.rotations[0]?.turns).toEqual([[ana.id], [ben.id]])
    expect(await ask(schedulesActions, 'getSchedule', ctx, { scheduleId: made.id })).toEqual(made)
    expect(await ask(schedulesActions, 'listSchedules', ctx, {})).toEqual({ schedules: [made] })
    expect(await logOf(database.db)).toEqual(['Ana wrote the schedule Payments primary'])
    expect(ctx.announced).toEqual(['schedules', 'log'])
    const told = await database.db.selectFrom('log_entry').select(['subject', 'team_id']).executeTakeFirst()
    expect(told).toEqual({ subject: `schedule:${made.id}`, team_id: teamId })
  })

  it('keeps every field of a rotation, also turns of several people', async () => {
    const daily = { ...rotation(), unit: 'day' as const, handoverWeekday: undefined, endsOn: '2026-12-31', length: 3 }
    const together = {
      ...rotation(),
      layer: 4,
      role: 'secondary' as const,
      turns: [[ana.id, ben.id].toSorted(), [ana.id]],
    }
    const made = await ask(schedulesActions, 'createSchedule', context(), draft({ rotations: [daily, together] }))
    const { handoverWeekday: _, ...dailyKept } = daily
    expect(made.rotations).toEqual([
      { ...dailyKept, id: expect.any(String) },
      { ...together, id: expect.any(String), endsOn: null },
    ])
  })

  it('may be empty: nobody is scheduled yet', async () => {
    const made = await ask(schedulesActions, 'createSchedule', context(), draft({ rotations: [] }))
    expect(made.rotations).toEqual([])
  })

  it.each([
    ['a team that is not there', () => draft({ teamId: newId() }), 'unknown_reference', ['teamId']],
    [
      'somebody who is not here',
      () => draft({ rotations: [rotation({ turns: [[ana.id], [newId()]] })] }),
      'unknown_reference',
      ['rotations.0.turns.1.0'],
    ],
    [
      'a first day on another weekday and an empty turn',
      () => draft({ rotations: [rotation({ startsOn: '2026-02-24', turns: [[]] })] }),
      'schedule_invalid',
      ['rotations.0.startsOn', 'rotations.0.turns.0'],
    ],
    [
      'a fault beside somebody unknown',
      () => draft({ rotations: [rotation({ endsOn: '2026-02-01', turns: [[newId()]] })] }),
      'schedule_invalid',
      ['rotations.0.endsOn', 'rotations.0.turns.0.0'],
    ],
  ])('refuses %s', async (_, written, code, paths) => {
    const refused = await refusalOf(ask(schedulesActions, 'createSchedule', context(), written()))
    expect(refused.code).toBe(code)
    expect(refused.errors?.map((error) => error.path)).toEqual(paths)
    expect(refused.errors?.every((error) => /^[A-Z].*\.$/.test(error.say))).toBe(true)
    expect(await logOf(database.db)).toEqual([])
    expect(await loadSchedules(database.db)).toEqual([])
  })

  it('refuses a short name that is taken', async () => {
    await ask(schedulesActions, 'createSchedule', context(), draft())
    const again = ask(schedulesActions, 'createSchedule', context(), draft({ name: 'Another' }))
    expect((await refusalOf(again)).code).toBe('slug_taken')
  })
})

describe('changeSchedule', () => {
  it('keeps rotations sent with their id, adds those without, drops the rest, and leaves overrides', async () => {
    const made = await create({ rotations: [rotation(), rotation({ layer: 1 })] })
    const [first, second] = made.rotations
    const override = await addOverride(made.id)
    // The two swap layers: no moment may have both on one.
    const rotations = [
      { ...rotation({ layer: 1, name: 'Renamed' }), id: first?.id },
      { ...rotation({ layer: 0 }), id: second?.id },
      rotation({ layer: 2, role: 'secondary' }),
    ]
    const ctx = context()
    const changed = await ask(schedulesActions, 'changeSchedule', ctx, change(made, { rotations, name: 'New' }))
    expect(changed).toMatchObject({ version: 2, name: 'New', slug: 'primary', overrides: [{ id: override.id }] })
    expect(changed.rotations.map(({ id, layer, name }) => [id, layer, name])).toEqual([
      [second?.id, 0, 'Weekly'],
      [first?.id, 1, 'Renamed'],
      [expect.any(String), 2, 'Weekly'],
    ])
    expect(ctx.announced).toEqual(['schedules', 'log'])
    const later = await ask(schedulesActions, 'changeSchedule', context(), change(changed, { rotations: [] }))
    expect(later).toMatchObject({ version: 3, rotations: [] })
    expect(await logOf(database.db)).toContain('Ana changed the schedule New')
  })

  it('keeps a person in it who left since', async () => {
    const made = await create({ rotations: [rotation({ turns: [[gone.id], [ben.id]] })] })
    expect(await ask(schedulesActions, 'changeSchedule', context(), change(made))).toMatchObject({ version: 2 })
  })

  it('refuses what was written from an older text', async () => {
    const made = await create()
    await ask(schedulesActions, 'changeSchedule', context(), change(made))
    const refused = await refusalOf(ask(schedulesActions, 'changeSchedule', context(), change(made)))
    expect(refused).toMatchObject({ code: 'changed_meanwhile', facts: { version: 2 } })
  })

  it('lets one of several at the same moment through', async () => {
    const made = await create()
    const rivals = Array.from({ length: 6 }, (_, i) =>
      ask(schedulesActions, 'changeSchedule', context(), change(made, { name: `Rival ${i}` })),
    )
    const outcomes = await Promise.allSettled(rivals)
    const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(winners).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ body: { code: 'changed_meanwhile' } })
    }
    expect(await ask(schedulesActions, 'getSchedule', context(), { scheduleId: made.id })).toEqual(winners[0])
    const changes = (await logOf(database.db)).filter((says) => says.includes('changed'))
    expect(changes).toEqual([`Ana changed the schedule ${winners[0]?.name}`])
  })

  it.each([
    ['a schedule that is not there', () => ({ scheduleId: newId() }), 'not_found', undefined],
    [
      'a rotation of another schedule',
      () => ({ rotations: [{ ...rotation(), id: newId() }] }),
      'unknown_reference',
      ['rotations.0.id'],
    ],
    [
      'somebody who is not here',
      () => ({ rotations: [rotation({ turns: [[newId()]] })] }),
      'unknown_reference',
      ['rotations.0.turns.0.0'],
    ],
    [
      'a schedule that cannot work',
      () => ({ rotations: [rotation({ turns: [] })] }),
      'schedule_invalid',
      ['rotations.0.turns'],
    ],
  ])('refuses %s', async (_, words, code, paths) => {
    const made = await create()
    const refused = await refusalOf(ask(schedulesActions, 'changeSchedule', context(), change(made, words())))
    expect([refused.code, refused.errors?.map(({ path }) => path)]).toEqual([code, paths])
    expect(await ask(schedulesActions, 'getSchedule', context(), { scheduleId: made.id })).toEqual(made)
  })
})

describe('removeSchedule', () => {
  it('removes it with its overrides, and tells it', async () => {
    const made = await create()
    await addOverride(made.id)
    const ctx = context()
    expect(await ask(schedulesActions, 'removeSchedule', ctx, { scheduleId: made.id })).toEqual({ done: true })
    expect(await loadSchedules(database.db)).toEqual([])
    expect(await logOf(database.db)).toContain('Ana removed the schedule Payments primary')
    expect(ctx.announced).toEqual(['schedules', 'log'])
  })

  it('refuses while policies reach it, and names them', async () => {
    const made = await create()
    await havePolicy('Nights', made.id)
    await havePolicy('Days', made.id)
    const refused = await refusalOf(ask(schedulesActions, 'removeSchedule', context(), { scheduleId: made.id }))
    expect(refused).toMatchObject({ code: 'still_used', facts: { usedBy: ['Days', 'Nights'] } })
  })

  it('refuses one that is not there', async () => {
    const refused = await refusalOf(ask(schedulesActions, 'removeSchedule', context(), { scheduleId: newId() }))
    expect(refused.code).toBe('not_found')
  })
})

describe('listShifts and previewSchedule', () => {
  it('say who is on call when and why, with what was worked long ago', async () => {
    const made = await create()
    const override = await addOverride(made.id, { startsAt: '2026-03-04T12:00:00Z', endsAt: '2026-03-05T12:00:00Z' })
    const span = { from: '2026-02-23T00:00:00Z', to: '2026-03-09T09:00:00Z' }
    const inTwoYears = context({ now: at('2028-06-01T12:00:00Z') })
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
      overrideId: null,
      reason: null,
    })
    expect(shifts[3]?.people[0]?.because).toMatchObject({ by: 'override', overrideId: override.id, reason: 'Dentist' })
    const preview = await ask(schedulesActions, 'previewSchedule', context(), {
      schedule: draft({ slug: 'other' }),
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
    const { id: scheduleId } = await create()
    for (const asked of [
      ask(schedulesActions, 'listShifts', context(), { scheduleId, from, to }),
      ask(schedulesActions, 'previewSchedule', context(), { schedule: draft(), from, to }),
    ]) {
      if (wrong === null) expect((await asked).isCut).toBe(false)
      else expect(await refusalOf(asked)).toMatchObject({ code: 'bad_input', errors: [{ path: wrong }] })
    }
  })

  it('refuse what is not there, or cannot work', async () => {
    const span = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' }
    const missing = ask(schedulesActions, 'listShifts', context(), { scheduleId: newId(), ...span })
    expect((await refusalOf(missing)).code).toBe('not_found')
    const previews = [
      [draft({ rotations: [rotation({ turns: [] })] }), 'schedule_invalid', 'schedule.rotations.0.turns'],
      [draft({ rotations: [rotation({ turns: [[newId()]] })] }), 'unknown_reference', 'schedule.rotations.0.turns.0.0'],
      [draft({ teamId: newId() }), 'unknown_reference', 'schedule.teamId'],
    ] as const
    for (const [schedule, code, path] of previews) {
      const refused = await refusalOf(ask(schedulesActions, 'previewSchedule', context(), { schedule, ...span }))
      expect(refused).toMatchObject({ code, errors: [{ path }] })
    }
  })
})

describe('listOnCall', () => {
  it('says who, why, whether they can be reached, and until when other people come', async () => {
    const lower = { ...rotation({ layer: 0 }), unit: 'day' as const, turns: [[ben.id]] }
    const made = await create({ rotations: [rotation({ layer: 1 }), lower] })
    await haveContact(ben.id, 'email')
    await haveContact(ana.id, 'browser')
    const { onCall } = await ask(schedulesActions, 'listOnCall', context(), {})
    expect(onCall).toEqual([
      {
        scheduleId: made.id,
        scheduleName: 'Payments primary',
        teamId,
        at: '2026-03-01T12:00:00.000Z',
        because: 'scheduled',
        people: [{ personId: ana.id, name: 'Ana', role: 'primary', isReachable: false, because: expect.anything() }],
        until: '2026-03-02T08:00:00.000Z',
      },
    ])
    const later = await ask(schedulesActions, 'listOnCall', context(), {
      at: '2026-03-03T12:00:00Z',
      scheduleId: made.id,
    })
    expect(later.onCall[0]?.people).toMatchObject([{ name: 'Ben', isReachable: true }])
  })

  it('knows a contact that is switched off reaches nobody', async () => {
    await create({ rotations: [rotation({ turns: [[ben.id]] })] })
    await haveContact(ben.id, 'email', false)
    const { onCall } = await ask(schedulesActions, 'listOnCall', context(), {})
    expect(onCall[0]).toMatchObject({ people: [{ name: 'Ben', isReachable: false }], until: null })
  })

  it('faces it when nobody is there', async () => {
    await create({ slug: 'a', name: 'A', rotations: [rotation({ turns: [[gone.id]] })] })
    await create({ slug: 'b', name: 'B', rotations: [rotation({ startsOn: '2026-03-09' })] })
    const { onCall } = await ask(schedulesActions, 'listOnCall', context(), {})
    expect(onCall.map(({ because, people, until }) => [because, people, until])).toEqual([
      ['nobody_active', [], null],
      ['nobody_scheduled', [], '2026-03-09T08:00:00.000Z'],
    ])
  })

  it('refuses a schedule that is not there', async () => {
    const refused = await refusalOf(ask(schedulesActions, 'listOnCall', context(), { scheduleId: newId() }))
    expect(refused.code).toBe('not_found')
  })
})

describe('overrides', () => {
  it('put somebody on call, and tell it', async () => {
    const made = await create()
    const ctx = context()
    const override = await ask(schedulesActions, 'addOverride', ctx, {
      scheduleId: made.id,
      personId: ben.id,
      replaces: ana.id,
      startsAt: '2026-03-01T13:00:00+01:00',
      endsAt: '2026-03-01T18:00:00.0009Z',
    })
    expect(override).toEqual({
      id: expect.any(String),
      personId: ben.id,
      replaces: ana.id,
      startsAt: '2026-03-01T12:00:00.000Z',
      endsAt: '2026-03-01T18:00:00.000Z',
      reason: '',
      createdBy: ana.id,
      createdAt: '2026-03-01T12:00:00.000Z',
    })
    expect(ctx.announced).toEqual(['schedules', 'log'])
    const stored = await ask(schedulesActions, 'getSchedule', context(), { scheduleId: made.id })
    expect(stored).toMatchObject({ version: 1, overrides: [override] })
    const { onCall } = await ask(schedulesActions, 'listOnCall', context(), {})
    expect(onCall[0]?.people[0]).toMatchObject({ name: 'Ben', because: { by: 'override', overrideId: override.id } })
    expect((await logOf(database.db)).at(-1)).toBe(
      'Ana put Ben on call for Payments primary from 2026-03-01T12:00:00Z until 2026-03-01T18:00:00Z',
    )
  })

  it('by an automation have no person as their author', async () => {
    const { id: scheduleId } = await create()
    const ctx = testContext(database.db)
    const { createdBy } = await ask(schedulesActions, 'addOverride', ctx, { scheduleId, personId: ben.id, ...today })
    const stored = await ask(schedulesActions, 'getSchedule', ctx, { scheduleId })
    expect([createdBy, stored.overrides[0]?.createdBy]).toEqual([null, null])
  })

  it('may take the place of somebody who left', async () => {
    const { id: scheduleId } = await create()
    const asked = { scheduleId, personId: ben.id, replaces: gone.id, ...today }
    expect(await ask(schedulesActions, 'addOverride', context(), asked)).toMatchObject({ replaces: gone.id })
  })

  it.each([
    ['a schedule that is not there', () => ({ scheduleId: newId() }), 'not_found', undefined],
    ['somebody unknown', () => ({ personId: newId() }), 'unknown_reference', 'personId'],
    ['somebody who left', () => ({ personId: gone.id }), 'unknown_reference', 'personId'],
    ['the place of somebody unknown', () => ({ replaces: newId() }), 'unknown_reference', 'replaces'],
    ['an end before the beginning', () => ({ endsAt: '2026-03-01T11:59:00Z' }), 'override_ends_first', 'endsAt'],
    ['an end at the beginning', () => ({ endsAt: today.startsAt }), 'override_ends_first', 'endsAt'],
    ['less than a millisecond', () => ({ endsAt: '2026-03-01T12:00:00.0001Z' }), 'override_ends_first', 'endsAt'],
    ['somebody for themselves', () => ({ replaces: ben.id }), 'bad_input', 'replaces'],
    ['more than a year', () => ({ endsAt: '2027-03-03T12:00:00Z' }), 'bad_input', 'endsAt'],
  ])('refuse %s', async (_, words, code, path) => {
    const { id: scheduleId } = await create()
    const asked = { scheduleId, personId: ben.id, ...today, ...words() }
    const refused = await refusalOf(ask(schedulesActions, 'addOverride', context(), asked))
    expect([refused.code, refused.errors?.[0]?.path]).toEqual([code, path])
    expect(await database.db.selectFrom('schedule_override').select('id').execute()).toEqual([])
  })

  it('are bounded', async () => {
    const made = await create()
    const many = Array.from({ length: 2_000 }, () => ({
      id: newId(),
      schedule_id: made.id,
      person_id: ben.id,
      starts_at: noon,
      ends_at: at('2026-03-02T00:00:00Z'),
      created_at: noon,
    }))
    await database.db.insertInto('schedule_override').values(many).execute()
    const asked = ask(schedulesActions, 'addOverride', context(), { scheduleId: made.id, personId: ben.id, ...today })
    expect((await refusalOf(asked)).code).toBe('bad_input')
  })

  it.each([
    ['to come is removed', '2026-03-01T12:00:01Z', '2026-03-01T20:00:00Z', null, '2026-03-01T12:00:01Z'],
    ['that begins now is removed', '2026-03-01T12:00:00Z', '2026-03-01T20:00:00Z', null, '2026-03-01T12:00:00Z'],
    ['that runs ends now', '2026-03-01T09:00:00Z', '2026-03-01T20:00:00Z', noon, '2026-03-01T12:00:00Z'],
  ])('one %s when it is taken back', async (_, startsAt, endsAt, nowEndsAt, takenFrom) => {
    const { id: scheduleId } = await create()
    const { id: overrideId } = await addOverride(scheduleId, { startsAt, endsAt })
    const ctx = context()
    expect(await ask(schedulesActions, 'removeOverride', ctx, { scheduleId, overrideId })).toEqual({ done: true })
    const left = await database.db.selectFrom('schedule_override').select(['starts_at', 'ends_at']).execute()
    expect(left).toEqual(nowEndsAt ? [{ starts_at: at(startsAt), ends_at: nowEndsAt }] : [])
    expect((await logOf(database.db)).at(-1)).toBe(
      `Ana took back the override of Ana on Payments primary from ${takenFrom} until ${endsAt}`,
    )
    expect(ctx.announced).toEqual(['schedules', 'log'])
    const again = ask(schedulesActions, 'removeOverride', context(), { scheduleId, overrideId })
    expect((await refusalOf(again)).code).toBe('not_found')
  })

  it('that are over, or of another schedule, cannot be taken back', async () => {
    const made = await create()
    const other = await create({ slug: 'other' })
    const over = await addOverride(made.id, { startsAt: '2026-03-01T08:00:00Z', endsAt: '2026-03-01T12:00:00Z' })
    const coming = await addOverride(made.id)
    for (const of of [
      { scheduleId: made.id, overrideId: over.id },
      { scheduleId: other.id, overrideId: coming.id },
      { scheduleId: newId(), overrideId: coming.id },
    ]) {
      expect((await refusalOf(ask(schedulesActions, 'removeOverride', context(), of))).code).toBe('not_found')
    }
    expect(await database.db.selectFrom('schedule_override').select('id').execute()).toHaveLength(2)
  })

  it('that ended are left out where only those that can still matter are asked for', async () => {
    const made = await create()
    const ended = await addOverride(made.id, { startsAt: '2026-02-20T12:00:00Z', endsAt: '2026-02-21T12:00:00Z' })
    const old = await addOverride(made.id, { startsAt: '2025-01-20T12:00:00Z', endsAt: '2025-01-25T11:00:00Z' })
    const coming = await addOverride(made.id)
    const idsIn = (schedules: readonly { readonly overrides: readonly { readonly id: string }[] }[]) =>
      schedules.flatMap(({ overrides }) => overrides.map(({ id }) => id))
    const { schedules } = await ask(schedulesActions, 'listSchedules', context(), {})
    expect(idsIn(schedules)).toEqual([coming.id])
    expect(idsIn(await loadSchedules(database.db))).toEqual([ended.id, coming.id])
    expect(idsIn(await loadSchedules(database.db, [made.id], at('2025-01-01T00:00:00Z')))).toContain(old.id)
    expect(await loadSchedules(database.db, [])).toEqual([])
  })
})

const today = { startsAt: '2026-03-01T12:00:00Z', endsAt: '2026-03-01T20:00:00Z' }

type Draft = EndpointInput<'createSchedule'>
type RotationDraft = Extract<Draft['rotations'][number], { unit: 'week' }>

function rotation(words: Partial<RotationDraft> = {}): RotationDraft {
  return {
    name: 'Weekly',
    layer: 0,
    role: 'primary',
    zone: 'Europe/Berlin',
    unit: 'week',
    length: 1,
    handoverTime: '09:00',
    handoverWeekday: 1,
    startsOn: '2026-02-23',
    turns: [[ana.id], [ben.id]],
    ...words,
  }
}

function draft(words: Partial<Draft> = {}): Draft {
  return { slug: 'primary', name: 'Payments primary', teamId, zone: 'Europe/Berlin', rotations: [rotation()], ...words }
}

function create(words: Partial<Draft> = {}) {
  return ask(schedulesActions, 'createSchedule', context(), draft(words))
}

function change(
  made: { readonly id: string; readonly version: number },
  words: Partial<EndpointInput<'changeSchedule'>> = {},
): EndpointInput<'changeSchedule'> {
  const { name, zone, rotations } = draft()
  return { scheduleId: made.id, version: made.version, name, zone, rotations, ...words }
}

function addOverride(scheduleId: string, words: Partial<EndpointInput<'addOverride'>> = {}) {
  const asked = { scheduleId, personId: ana.id, reason: 'Dentist', ...today, ...words }
  return ask(schedulesActions, 'addOverride', context(), asked)
}

async function havePolicy(name: string, scheduleId: string): Promise<void> {
  const { db } = database
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

async function haveContact(personId: string, channel: 'email' | 'browser', isEnabled = true): Promise<void> {
  const contact = { id: newId(), person_id: personId, channel, address: channel, is_enabled: isEnabled }
  await database.db
    .insertInto('contact')
    .values({ ...contact, created_at: noon })
    .execute()
}
