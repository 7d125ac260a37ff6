// What a reading of a foreign calendar makes of the schedule, or of the leave, that follows it.
import { shiftsIn, type EventShift } from '../../domain/calendars/shifts.ts'
import { finderOf } from '../../domain/calendars/whom.ts'
import { isBefore } from '../../domain/time.ts'
import type { Topic } from '../../domain/topics.ts'
import { failureWords } from '../calendars/failure-words.ts'
import type { Follow } from '../calendars/reader.ts'
import { findEvents, findNamesakes, removeSources, type SourceRow } from '../calendars/source-store.ts'
import type { Taken } from '../calendars/take-reading.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import { addEntries, type NewEntry } from '../log/store.ts'
import { tellOwners } from './calendar-notices.ts'
import { findCalendarShifts, findLayerOf, noteNameless, replaceCalendarShifts } from './calendar-layer-store.ts'
import { keepBeforeChange } from './history.ts'
import { followLeave } from './leave-calendar.ts'

/** How this node lets schedules and leave follow what was read, in the transaction that writes it. */
export function followCalendar(node: string): Follow {
  return (tx, source, taken, now) =>
    source.schedule_id === null
      ? followLeave(tx, source, taken, now)
      : followSchedule(tx, { source, taken }, { actor: { kind: 'engine', node }, now })
}

const unusedHours = 24

type Layer = NonNullable<Awaited<ReturnType<typeof findLayerOf>>>
type Look = { readonly source: SourceRow; readonly taken: Taken }

async function followSchedule(
  tx: Db,
  { source, taken }: Look,
  say: Parameters<typeof entry>[0],
): Promise<readonly Topic[]> {
  const layer = await findLayerOf(tx, source.id)
  if (!layer) {
    // Given in the editor, and never saved with the schedule.
    if (isBefore(source.created_at.add({ hours: unusedHours }), say.now)) await removeSources(tx, [source.id])
    return []
  }
  const entries = toldOfCourse(layer, taken, say)
  if (taken.failure === null) entries.push(...(await followShifts(tx, layer, source, say)))
  await addEntries(tx, entries)
  if (taken.next.tell === 'failing') await tellOwners(tx, { teamId: layer.teamId, sourceId: source.id }, say.now)
  return [...(entries.length > 0 ? (['log'] as const) : []), 'schedules']
}

/** What was worked is kept, and who is on call from now on is what the events mean with the people of today. */
async function followShifts(
  tx: Db,
  layer: Layer,
  source: SourceRow,
  say: Parameters<typeof entry>[0],
): Promise<readonly NewEntry[]> {
  const events = (await findEvents(tx, [source.id])).get(source.id) ?? []
  const { shifts, nameless } = shiftsIn(events, finderOf(await findNamesakes(tx), layer.people), say.now)
  const facts = { calendar: layer.name, schedule: layer.scheduleName }
  const entries: NewEntry[] = []
  if (wordsOf(await findCalendarShifts(tx, layer.id)) !== wordsOf(shifts)) {
    await keepBeforeChange(tx, layer.scheduleId, say.now)
    await replaceCalendarShifts(tx, layer.id, shifts)
    entries.push(entry(say, 'calendar_followed', facts, aboutOf(layer)))
  }
  const names = nameless.map(({ text }) => text || '(no summary)')
  const news = names.filter((name) => !layer.nameless.includes(name))
  if (news.length > 0)
    entries.push(entry(say, 'calendar_names_nobody', { ...facts, names: listed(news) }, aboutOf(layer)))
  if (news.length > 0 || names.length < layer.nameless.length) await noteNameless(tx, layer.id, names)
  return entries
}

function toldOfCourse(layer: Layer, { next, failure }: Taken, say: Parameters<typeof entry>[0]): NewEntry[] {
  const facts = { calendar: layer.name, schedule: layer.scheduleName }
  if (next.tell === 'mended') return [entry(say, 'calendar_mended', facts, aboutOf(layer))]
  if (next.tell !== 'failing' || !failure) return []
  const since = (next.failingSince ?? say.now).toString()
  return [entry(say, 'calendar_failing', { ...facts, since, detail: failureWords(failure) }, aboutOf(layer))]
}

function wordsOf(shifts: readonly EventShift[]): string {
  return JSON.stringify(shifts.map(({ personId, startsAt, endsAt }) => [personId, startsAt, endsAt]))
}

function aboutOf({ scheduleId, teamId }: Layer) {
  return { teamId, subject: `schedule:${scheduleId}` }
}

const mostNames = 10

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join('; ')
  return names.length > mostNames ? `${shown}; and ${names.length - mostNames} more` : shown
}
