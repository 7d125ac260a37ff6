import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testContext } from '../../test/context.ts'
import { logOf, noon, refusalOf } from '../people/people.test-support.ts'
import { newId } from '../secrets.ts'
import { schedulesActions } from './actions.ts'
import { loadSchedules } from './store.ts'
import { ask } from '../services/wire.test-support.ts'
import { scheduleWorld, today, type ScheduleWorld } from './world.test-support.ts'

let world: ScheduleWorld

beforeAll(async () => {
  world = await scheduleWorld()
})
afterAll(() => world.end())
beforeEach(() => world.clear())

const at = (text: string) => Temporal.Instant.from(text)

describe('overrides', () => {
  it('put somebody on call, and tell it', async () => {
    const made = await world.create()
    const ctx = world.context()
    const override = await ask(schedulesActions, 'addOverride', ctx, {
      scheduleId: made.id,
      personId: world.ben.id,
      replaces: world.ana.id,
      startsAt: '2026-03-01T13:00:00+01:00',
      endsAt: '2026-03-01T18:00:00.0009Z',
    })
    expect(override).toEqual({
      kind: 'replace',
      id: expect.any(String),
      personId: world.ben.id,
      replaces: world.ana.id,
      startsAt: '2026-03-01T12:00:00.000Z',
      endsAt: '2026-03-01T18:00:00.000Z',
      reason: '',
      createdBy: world.ana.id,
      createdAt: '2026-03-01T12:00:00.000Z',
    })
    expect(ctx.announced).toEqual(['schedules', 'log'])
    const stored = await ask(schedulesActions, 'getSchedule', world.context(), { scheduleId: made.id })
    expect(stored).toMatchObject({ version: 1, overrides: [override] })
    const { onCall } = await ask(world.company, 'listOnCall', world.context(), {})
    expect(onCall[0]?.people[0]).toMatchObject({ name: 'Ben', because: { by: 'override', overrideId: override.id } })
    expect((await logOf(world.db)).at(-1)).toBe(
      'Ana put Ben on call for Payments primary from 2026-03-01T12:00:00Z until 2026-03-01T18:00:00Z',
    )
  })

  it('do not change who was on call', async () => {
    const { id: scheduleId } = await world.create()
    const past = { startsAt: '2026-02-28T00:00:00Z', endsAt: '2026-03-01T12:00:00Z' }
    const adding = ask(schedulesActions, 'addOverride', world.context(), {
      scheduleId,
      personId: world.ben.id,
      ...past,
    })
    expect(await refusalOf(adding)).toMatchObject({ code: 'bad_input', errors: [{ path: 'endsAt' }] })
  })

  it('may add somebody beside the others, or take one off, and say which', async () => {
    const { id: scheduleId } = await world.create()
    const added = await world.addOverride(scheduleId, { kind: 'add', personId: world.ben.id, role: 'secondary' })
    const off = await world.addOverride(scheduleId, { kind: 'remove', personId: world.ana.id, reason: '' })
    expect([added, off]).toMatchObject([{ kind: 'add', role: 'secondary' }, { kind: 'remove' }])
    const stored = await ask(schedulesActions, 'getSchedule', world.context(), { scheduleId })
    expect(stored.overrides.toSorted(byKind)).toEqual([added, off])
    const { onCall } = await ask(world.company, 'listOnCall', world.context(), {})
    expect(onCall[0]).toMatchObject({ because: 'scheduled', people: [{ name: 'Ben', role: 'secondary' }] })
    expect((await logOf(world.db)).at(-1)).toBe(
      'Ana took Ana off call for Payments primary from 2026-03-01T12:00:00Z until 2026-03-01T20:00:00Z',
    )
    // A Baton that knows no kinds sees people who stand in for themselves.
    const rows = await world.db.selectFrom('schedule_override').select(['person_id', 'replaces_id']).execute()
    for (const row of rows) expect(row.replaces_id).toBe(row.person_id)
  })

  it('win over one that was made while they waited for the schedule', async () => {
    const { id: scheduleId } = await world.create()
    await world.addOverride(scheduleId, { personId: world.ana.id })
    // Committed by a clock ahead of the one by which the next was asked for.
    await sql`update schedule_override set created_at = created_at + interval '5 seconds'`.execute(world.db)
    await world.addOverride(scheduleId, { personId: world.ben.id })
    const { onCall } = await ask(world.company, 'listOnCall', world.context(), { at: '2026-03-01T13:00:00Z' })
    expect(onCall[0]?.people.map(({ name }) => name)).toEqual(['Ben'])
  })

  it('never wait in a ring with the engine, which writes of a schedule while it holds the history alone', async () => {
    const { id: scheduleId } = await world.create()
    const adding = await world.db.transaction().execute(async (tx) => {
      await sql`select from schedule_history for update`.execute(tx)
      const adding = world.addOverride(scheduleId)
      const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      await expect.poll(async () => (await waiting.execute(world.db)).rows).toHaveLength(1)
      await sql`set local lock_timeout = '10ms'`.execute(tx)
      await sql`insert into shift (schedule_id, person_id, role, starts_at, because, zone_version)
        values (${scheduleId}, ${world.ana.id}, 'primary', ${noon}, '{}', '')`.execute(tx)
      return { adding }
    })
    expect(await adding.adding).toMatchObject({ personId: world.ana.id })
  })

  it('from before there were kinds keep their meaning', async () => {
    const { id: scheduleId } = await world.create()
    const old = { schedule_id: scheduleId, person_id: world.ben.id, created_at: noon, starts_at: noon }
    const rows = [null, world.ana.id].map((replaces_id) => ({
      ...old,
      id: newId(),
      replaces_id,
      ends_at: at('2026-03-02T00:00:00Z'),
    }))
    await world.db.insertInto('schedule_override').values(rows).execute()
    const [schedule] = await loadSchedules(world.db)
    expect(schedule?.overrides.map(({ kind }) => kind).toSorted()).toEqual(['replace', 'take_over'])
  })

  it('by an automation have no person as their author', async () => {
    const { id: scheduleId } = await world.create()
    const ctx = testContext(world.db)
    const { createdBy } = await ask(schedulesActions, 'addOverride', ctx, {
      scheduleId,
      personId: world.ben.id,
      ...today,
    })
    const stored = await ask(schedulesActions, 'getSchedule', ctx, { scheduleId })
    expect([createdBy, stored.overrides[0]?.createdBy]).toEqual([null, null])
  })

  it('may take the place of somebody who left', async () => {
    const { id: scheduleId } = await world.create()
    const asked = { scheduleId, personId: world.ben.id, replaces: world.gone.id, ...today }
    expect(await ask(schedulesActions, 'addOverride', world.context(), asked)).toMatchObject({
      replaces: world.gone.id,
    })
  })

  it.each([
    ['a schedule that is not there', () => ({ scheduleId: newId() }), 'not_found', undefined],
    ['somebody unknown', () => ({ personId: newId() }), 'unknown_reference', 'personId'],
    ['somebody who left', () => ({ personId: world.gone.id }), 'unknown_reference', 'personId'],
    ['the place of somebody unknown', () => ({ replaces: newId() }), 'unknown_reference', 'replaces'],
    ['an end before the beginning', () => ({ endsAt: '2026-03-01T11:59:00Z' }), 'override_ends_first', 'endsAt'],
    ['an end at the beginning', () => ({ endsAt: today.startsAt }), 'override_ends_first', 'endsAt'],
    ['less than a millisecond', () => ({ endsAt: '2026-03-01T12:00:00.0001Z' }), 'override_ends_first', 'endsAt'],
    ['somebody for themselves', () => ({ replaces: world.ben.id }), 'bad_input', 'replaces'],
    [
      'everything instead of somebody',
      () => ({ kind: 'take_over' as const, replaces: world.ana.id }),
      'bad_input',
      'replaces',
    ],
    ['the place of nobody', () => ({ kind: 'replace' as const }), 'bad_input', 'replaces'],
    ['more than a year', () => ({ endsAt: '2027-03-03T12:00:00Z' }), 'bad_input', 'endsAt'],
  ])('refuse %s', async (_, words, code, path) => {
    const { id: scheduleId } = await world.create()
    const asked = { scheduleId, personId: world.ben.id, ...today, ...words() }
    const refused = await refusalOf(ask(schedulesActions, 'addOverride', world.context(), asked))
    expect([refused.code, refused.errors?.[0]?.path]).toEqual([code, path])
    expect(await world.db.selectFrom('schedule_override').select('id').execute()).toEqual([])
  })

  it('are bounded', async () => {
    const made = await world.create()
    const many = Array.from({ length: 2_000 }, () => ({
      id: newId(),
      schedule_id: made.id,
      person_id: world.ben.id,
      starts_at: noon,
      ends_at: at('2026-03-02T00:00:00Z'),
      created_at: noon,
    }))
    await world.db.insertInto('schedule_override').values(many).execute()
    const asked = ask(schedulesActions, 'addOverride', world.context(), {
      scheduleId: made.id,
      personId: world.ben.id,
      ...today,
    })
    expect((await refusalOf(asked)).code).toBe('bad_input')
  })

  it.each([
    ['to come is removed', '2026-03-01T12:00:01Z', '2026-03-01T20:00:00Z', null, '2026-03-01T12:00:01Z'],
    ['that begins now is removed', '2026-03-01T12:00:00Z', '2026-03-01T20:00:00Z', null, '2026-03-01T12:00:00Z'],
    ['that runs ends now', '2026-03-01T09:00:00Z', '2026-03-01T20:00:00Z', noon, '2026-03-01T12:00:00Z'],
  ])('one %s when it is taken back', async (_, startsAt, endsAt, nowEndsAt, takenFrom) => {
    const { id: scheduleId } = await world.create()
    const { id: overrideId } = await world.addOverride(scheduleId, { startsAt, endsAt })
    const ctx = world.context()
    expect(await ask(schedulesActions, 'removeOverride', ctx, { scheduleId, overrideId })).toEqual({ done: true })
    const left = await world.db.selectFrom('schedule_override').select(['starts_at', 'ends_at']).execute()
    expect(left).toEqual(nowEndsAt ? [{ starts_at: at(startsAt), ends_at: nowEndsAt }] : [])
    expect((await logOf(world.db)).at(-1)).toBe(
      `Ana took back the override of Ana on Payments primary from ${takenFrom} until ${endsAt}`,
    )
    expect(ctx.announced).toEqual(['schedules', 'log'])
    const again = ask(schedulesActions, 'removeOverride', world.context(), { scheduleId, overrideId })
    expect((await refusalOf(again)).code).toBe('not_found')
  })

  it('that are over, or of another schedule, cannot be taken back', async () => {
    const made = await world.create()
    const other = await world.create({ slug: 'other' })
    const over = await world.addOverride(made.id, { startsAt: '2026-03-01T08:00:00Z', endsAt: '2026-03-01T12:00:00Z' })
    const coming = await world.addOverride(made.id)
    for (const of of [
      { scheduleId: made.id, overrideId: over.id },
      { scheduleId: other.id, overrideId: coming.id },
      { scheduleId: newId(), overrideId: coming.id },
    ]) {
      expect((await refusalOf(ask(schedulesActions, 'removeOverride', world.context(), of))).code).toBe('not_found')
    }
    expect(await world.db.selectFrom('schedule_override').select('id').execute()).toHaveLength(2)
  })

  it('that ended are left out where only those that can still matter are asked for', async () => {
    const made = await world.create()
    const ended = await world.addOverride(made.id, { startsAt: '2026-02-20T12:00:00Z', endsAt: '2026-02-21T12:00:00Z' })
    const old = await world.addOverride(made.id, { startsAt: '2025-01-20T12:00:00Z', endsAt: '2025-01-25T11:00:00Z' })
    const coming = await world.addOverride(made.id)
    const { schedules } = await ask(schedulesActions, 'listSchedules', world.context(), {})
    expect(idsIn(schedules)).toEqual([coming.id])
    expect(idsIn(await loadSchedules(world.db))).toEqual([ended.id, coming.id])
    expect(idsIn(await loadSchedules(world.db, [made.id], at('2025-01-01T00:00:00Z')))).toContain(old.id)
    expect(await loadSchedules(world.db, [])).toEqual([])
  })
})

function idsIn(schedules: readonly { readonly overrides: readonly { readonly id: string }[] }[]): string[] {
  return schedules.flatMap(({ overrides }) => overrides.map(({ id }) => id))
}

/** Those that begin at one moment stand in no order. */
function byKind(a: { readonly kind: string }, b: { readonly kind: string }): number {
  return a.kind < b.kind ? -1 : 1
}
