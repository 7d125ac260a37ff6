// The steps that people take with a rotation in the form, each with what follows from it.
import { dayOf, isDate, plusDays, weekdayOf } from './draft.ts'
import type { RotationDraft, Turns } from './draft.ts'

/** Another unit: what is usual for it, if what was usual stood there, and a handover day that fits the first handover. */
export function withUnit(draft: RotationDraft, unit: RotationDraft['unit']): RotationDraft {
  const length = draft.length === usualLength(draft.unit) ? usualLength(unit) : draft.length
  const changed = { ...draft, unit, length }
  // Nobody begins a new month on the 23rd because that was a Monday; what runs already keeps its day.
  if (unit === 'month' && draft.id === undefined) return withMonthDay(changed, 1)
  return withStart(changed, draft.startsOn)
}

/** Another day for the handover: a weekly rotation then begins on the next such day, so that no days before it are a gap. */
export function withWeekday(draft: RotationDraft, weekday: number): RotationDraft {
  if (!isDate(draft.startsOn)) return { ...draft, handoverWeekday: weekday }
  const days = (weekday - weekdayOf(draft.startsOn) + 7) % 7
  return { ...draft, handoverWeekday: weekday, startsOn: plusDays(draft.startsOn, days > 0 ? days - 7 : 0) }
}

/** Another day of the month for the handover; the first is then not later than before, so that no days are a gap. */
export function withMonthDay(draft: RotationDraft, handoverDay: number): RotationDraft {
  const { startsOn } = draft
  if (!isDate(startsOn)) return { ...draft, handoverDay }
  const inThisMonth = onDay(startsOn, handoverDay)
  const before = plusDays(startsOn, -dayOf(startsOn))
  return { ...draft, handoverDay, startsOn: inThisMonth <= startsOn ? inThisMonth : onDay(before, handoverDay) }
}

/** Another first handover: its day of the week, or of the month, becomes the day of every handover. */
export function withStart(draft: RotationDraft, startsOn: string): RotationDraft {
  if (!isDate(startsOn)) return { ...draft, startsOn }
  // The last day of a short month also stands for the days that it lacks.
  const isSameDay = onDay(startsOn, draft.handoverDay) === startsOn
  return {
    ...draft,
    startsOn,
    handoverWeekday: draft.unit === 'week' ? weekdayOf(startsOn) : draft.handoverWeekday,
    handoverDay: draft.unit !== 'month' || isSameDay ? draft.handoverDay : dayOf(startsOn),
  }
}

/** Other turns. Who begins is still the first; where somebody further down was chosen to begin, it is still them. */
export function withTurns(draft: RotationDraft, turns: Turns): RotationDraft {
  if (draft.startsWith === 0) return { ...draft, turns }
  const beginner = draft.turns[draft.startsWith]
  const at = beginner ? turns.indexOf(beginner) : -1
  return { ...draft, turns, startsWith: at >= 0 ? at : draft.startsWith % Math.max(1, turns.length) }
}

/** A turn moved one place up (-1) or down (1); the same list when it is at the end already. */
export function withTurnMoved(turns: Turns, at: number, step: 1 | -1): Turns {
  const turn = turns[at]
  const to = at + step
  if (!turn || to < 0 || to >= turns.length) return turns
  return turns.toSpliced(at, 1).toSpliced(to, 0, turn)
}

/**
 * The same order, begun elsewhere, so that turn number `number` (from 1) belongs to these people: adding somebody then
 * does not send whoever is on call now home. The same draft when nobody like them takes turns.
 */
export function withTurnKept(draft: RotationDraft, number: number, people: readonly string[]): RotationDraft {
  const { turns } = draft
  const at = turns.findIndex((turn) => people.some((person) => turn.includes(person)))
  if (at < 0) return draft
  const startsWith = (((at - (number - 1)) % turns.length) + turns.length) % turns.length
  return { ...draft, startsWith }
}

function usualLength(unit: RotationDraft['unit']): string {
  return unit === 'hour' ? '12' : '1'
}

/** The date in the same month on this day, or on its last when the month is shorter. */
function onDay(date: string, day: number): string {
  const [year = 0, month = 1] = date.split('-').map(Number)
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return `${date.slice(0, 8)}${String(Math.min(day, days)).padStart(2, '0')}`
}
