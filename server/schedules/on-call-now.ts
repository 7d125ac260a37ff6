// Who is on call now on thousands of schedules: an answer is kept until somebody could begin or end.
import type { ActionOutput } from '../../domain/api.ts'
import { onCallAt } from '../../domain/schedules/on-call.ts'
import type { Schedule } from '../../domain/schedules/schedule.ts'
import { earliest, isBefore, type Instant } from '../../domain/time.ts'
import { onCallAnswer } from './answers.ts'
import { written } from '../written.ts'
import type { NamedPeople } from './people.ts'

type Answer = ActionOutput<'listOnCall'>['onCall'][number]

/** An answer and the moments between which it holds. */
type Kept = {
  readonly since: Instant
  readonly until: Instant | null
  readonly answer: Omit<Answer, 'at'>
  /** The answer as JSON, open at its end: who is on call is asked far more often than it changes. */
  readonly text: string
}

/** By the people it was given for: whoever changes them, or a schedule, makes a new value, and asks anew. */
const kept = new WeakMap<NamedPeople, WeakMap<Schedule, Kept>>()

/** Who is on call on these schedules at this moment? */
export function onCallNow(schedules: Iterable<Schedule>, people: NamedPeople, at: Instant) {
  const known = kept.get(people) ?? new WeakMap<Schedule, Kept>()
  kept.set(people, known)
  const end = `,"at":${JSON.stringify(at)}}`
  const onCall: Answer[] = []
  let text = ''
  for (const schedule of schedules) {
    const before = known.get(schedule)
    const holding = before && holdsAt(before, at) ? before : keepNow(schedule, people, at)
    if (holding !== before) known.set(schedule, holding)
    onCall.push({ ...holding.answer, at })
    text += (text === '' ? '' : ',') + holding.text + end
  }
  return written({ onCall }, `{"onCall":[${text}]}`)
}

function holdsAt({ since, until }: Kept, at: Instant): boolean {
  return !isBefore(at, since) && (until === null || isBefore(at, until))
}

function keepNow(schedule: Schedule, people: NamedPeople, at: Instant): Kept {
  const { at: _, ...answer } = onCallAnswer(schedule, at, people)
  const { until: changes } = onCallAt(schedule, at, (personId) => people.get(personId)?.isActive ?? false)
  // Whoever hands over stops being paged without anybody's doing, or begins at a change that is ahead.
  const edges = (schedule.handingOver ?? []).flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
  const ahead = [...(changes === null ? [] : [changes]), ...edges.filter((edge) => isBefore(at, edge))]
  const until = ahead.length > 0 ? ahead.reduce(earliest) : null
  return { since: at, until, answer, text: JSON.stringify(answer).slice(0, -1) }
}
