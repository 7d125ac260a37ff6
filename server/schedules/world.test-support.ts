import { sql } from 'kysely'
import type { EndpointInput } from '../../domain/api.ts'
import { earliest } from '../../domain/time.ts'
import { testContext } from '../../test/context.ts'
import { havePerson, haveTeam, noon, peopleDatabase, pinClock } from '../people/people.test-support.ts'
import { newId } from '../secrets.ts'
import { schedulesActions } from './actions.ts'
import { replaceCalendarShifts } from './calendar-layer-store.ts'
import { companyActions, type Memory } from './company.ts'
import { findNamedPeople } from './people.ts'
import { loadSchedules } from './store.ts'
import { ask } from '../services/wire.test-support.ts'

type Draft = EndpointInput<'createSchedule'>
type RotationDraft = Extract<Draft['rotations'][number], { unit: 'week' }>
export type ScheduleWorld = Awaited<ReturnType<typeof scheduleWorld>>

export const today = { startsAt: '2026-03-01T12:00:00Z', endsAt: '2026-03-01T20:00:00Z' }

/** A database with one team, a manager (Ana), a responder (Ben), and somebody who left: ready for schedules to be written. */
export async function scheduleWorld() {
  const database = await peopleDatabase()
  const { db } = database
  const teamId = await haveTeam(db, 'payments')
  const ana = await havePerson(db, 'Ana', { role: 'manager', hasPassword: false })
  const ben = await havePerson(db, 'Ben', { hasPassword: false })
  const gone = await havePerson(db, 'Gone', { hasPassword: false })
  await db.updateTable('person').set({ deactivated_at: noon }).where('id', '=', gone.id).execute()

  /** Ana, then Ben, from Monday to Monday at nine in Berlin, unless something else is said. */
  const rotation = (words: Partial<RotationDraft> = {}): RotationDraft => ({
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
  })
  const draft = (words: Partial<Draft> = {}): Draft => {
    const named = { slug: 'primary', name: 'Payments primary', teamId, zone: 'Europe/Berlin' }
    return { ...named, rotations: [rotation()], ...words }
  }
  const context = (given: Parameters<typeof testContext>[1] = {}) => testContext(db, { actor: ana, ...given })
  return {
    db,
    teamId,
    ana,
    ben,
    gone,
    rotation,
    draft,
    context,
    /** Questions over many schedules, by somebody who remembers nothing. */
    company: companyActions(forgetful),
    end: () => database.end(),
    create: (words: Partial<Draft> = {}) => ask(schedulesActions, 'createSchedule', context(), draft(words)),
    addOverride(scheduleId: string, words: Partial<EndpointInput<'addOverride'>> = {}) {
      const asked = { scheduleId, personId: ana.id, reason: 'Dentist', ...today, ...words }
      // Somebody added it before it began.
      const now = earliest(noon, Temporal.Instant.from(asked.startsAt))
      return ask(schedulesActions, 'addOverride', context({ now }), asked)
    },
    /** A calendar on the layer above, by which this person is on call as primary. */
    async followCalendar(scheduleId: string, personId: string, span: typeof today): Promise<string> {
      const [source_id, id] = [newId(), newId()]
      const source = { id: source_id, schedule_id: scheduleId, kind: 'file' as const, hint: 'export.ics' }
      await db
        .insertInto('calendar_source')
        .values({ ...source, created_at: noon })
        .execute()
      const layer = { name: 'Export', layer: 1, role: 'primary' as const }
      await db
        .insertInto('schedule_calendar')
        .values({ id, schedule_id: scheduleId, source_id, ...layer })
        .execute()
      const shifts = [
        { personId, startsAt: Temporal.Instant.from(span.startsAt), endsAt: Temporal.Instant.from(span.endsAt) },
      ]
      await replaceCalendarShifts(db, id, shifts)
      return id
    },
    /** Noon again, with no schedule, no policy, no contact and nothing in the log. */
    async clear() {
      await pinClock(db, noon)
      await sql`truncate log_entry cascade`.execute(db)
      await sql`delete from policy; delete from schedule; delete from contact`.execute(db)
    },
    async haveContact(personId: string, channel: 'email' | 'browser', isEnabled = true): Promise<void> {
      const contact = { id: newId(), person_id: personId, channel, address: channel, is_enabled: isEnabled }
      await db
        .insertInto('contact')
        .values({ ...contact, created_at: noon, verified_at: noon })
        .execute()
    },
  }
}

const forgetful: Memory = {
  async current(db) {
    const rows = await db.selectFrom('person').select('id').execute()
    const people = await findNamedPeople(
      db,
      rows.map(({ id }) => id),
    )
    const schedules = await loadSchedules(db)
    return {
      schedules: new Map(schedules.map((schedule) => [schedule.id, schedule])),
      people: new Map(
        [...people].map(([id, { name, isActive, isReachable }]) => [
          id,
          { name, isActive, contacts: isReachable ? [{ channel: 'email', isVerified: true }] : [] },
        ]),
      ),
    }
  },
}
