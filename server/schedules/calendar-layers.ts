// Calendar layers as somebody writes them, with what the events of their sources mean today.
import type { ActionInput } from '../../domain/api.ts'
import { shiftsIn } from '../../domain/calendars/shifts.ts'
import { finderOf } from '../../domain/calendars/whom.ts'
import type { Calendar, CalendarLayer } from '../../domain/schedules/schedule.ts'
import type { Instant } from '../../domain/time.ts'
import { findEvents, findNamesakes, findSources } from '../calendars/source-store.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { faultWords } from './fault-words.ts'

type CalendarDraft = NonNullable<ActionInput<'createSchedule'>['calendars']>[number]

/**
 * Calendar layers as written: one that is there keeps its id, others are new. `there` are those that the schedule has; they
 * stay when none are written. A source of another schedule is refused.
 */
export async function calendarsOf(
  db: Db,
  drafts: readonly CalendarDraft[] | undefined,
  of: { readonly scheduleId: string | null; readonly there: readonly Calendar[] },
  { newId, now, within = '' }: { readonly newId: () => string; readonly now: Instant; readonly within?: string },
): Promise<readonly Calendar[]> {
  if (!drafts) return of.there
  if (drafts.length === 0) return []
  const sources = of.scheduleId === null ? [] : await findSources(db, { scheduleId: of.scheduleId })
  const known = new Set(sources.map(({ id }) => id))
  const unknown = drafts.flatMap(({ sourceId }, i) =>
    known.has(sourceId)
      ? []
      : [faultWords({ path: `${within}calendars.${i}.sourceId`, code: 'calendar_source_unknown' })],
  )
  if (unknown.length > 0) refuse('unknown_reference', undefined, unknown)
  const ids = new Set(of.there.map(({ id }) => id))
  const layers = drafts.map((draft) => ({ ...draft, id: draft.id && ids.has(draft.id) ? draft.id : newId() }))
  return withShifts(db, layers, now)
}

/** Layers with the shifts that the events of their sources mean today. */
export async function withShifts(db: Db, layers: readonly CalendarLayer[], now: Instant): Promise<readonly Calendar[]> {
  const events = await findEvents(
    db,
    layers.map(({ sourceId }) => sourceId),
  )
  const people = await findNamesakes(db)
  return layers.map((layer) => {
    const whom = finderOf(people, layer.people)
    return { ...layer, shifts: shiftsIn(events.get(layer.sourceId) ?? [], whom, now).shifts }
  })
}
