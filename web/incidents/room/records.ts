// What the cards of the record ask about it: in which order, what is late, and who was told what last.
import type { Audience } from '../../../domain/incidents/owed.ts'
import { isFollowUpOpen } from '../../../domain/incidents/records.ts'
import type { Detail } from '../may.ts'

export type FollowUp = Detail['followUps'][number]
export type Task = Detail['tasks'][number]
export type Hypothesis = Detail['hypotheses'][number]
export type Update = Detail['updates'][number]

/** Which follow-ups come first? What is still to be done, by its day; then what is over, the latest first. */
export function inOrderOfWork(followUps: readonly FollowUp[]): readonly FollowUp[] {
  const open = followUps.filter(({ state }) => isFollowUpOpen(state))
  const over = followUps.filter(({ state }) => !isFollowUpOpen(state))
  return [
    ...open.toSorted((a, b) => (a.dueOn ?? never).localeCompare(b.dueOn ?? never) || a.id - b.id),
    ...over.toSorted((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? '')),
  ]
}

/** Has its day passed, with it still open? `today` is the day where the reader is. */
export function isFollowUpLate({ state, dueOn }: FollowUp, today: string): boolean {
  return isFollowUpOpen(state) && dueOn !== null && dueOn < today
}

/** Is it still waited for: neither done nor dropped? */
export function isTaskOpen({ state }: Task): boolean {
  return state === 'given' || state === 'taken'
}

/** Were the minutes over before it was done? */
export function isTaskLate(task: Task, now: Date): boolean {
  return isTaskOpen(task) && Date.parse(task.dueAt) < now.getTime()
}

/** Which tasks come first? Those that are waited for, by when they are due; then the others, the latest first. */
export function inOrderOfDue(tasks: readonly Task[]): readonly Task[] {
  return [
    ...tasks.filter(isTaskOpen).toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt)),
    ...tasks.filter((task) => !isTaskOpen(task)).toSorted((a, b) => b.id - a.id),
  ]
}

/** What was this audience told last? Undefined while it got no update. */
export function lastUpdate(updates: readonly Update[], audience: Audience): Update | undefined {
  return updates.find((update) => update.audience === audience)
}

/** How is this day written, in this language? A day has no zone. */
export function dayText(day: string, language: string, today: string): string {
  return new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(Date.parse(day))
}

const never = '9999-12-31'
