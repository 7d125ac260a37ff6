import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { awayOf, isWholeDays } from './away.ts'
import type { Away } from './away.ts'
import { isoOf, spanWords } from './span-words.ts'
import type { Window } from './timeline.ts'

/** Who is away in this window: everybody on a schedule, or these people. Nobody, while it is not known. */
export function useAway(
  whom: { readonly scheduleId: string } | { readonly personIds: readonly string[] },
  window: Window | null,
): readonly Away[] {
  const language = useLanguage()
  const asked = 'scheduleId' in whom ? whom : { personIds: whom.personIds.join(',') }
  const isNobody = 'personIds' in whom && whom.personIds.length === 0
  const span = isoOf(window ?? { from: 0, until: 1 })
  const enabled = window !== null && window.from < window.until && window.until - window.from < mostMs && !isNobody
  const answer = useLoaded('listAbsences', { ...asked, ...span, language }, { enabled, keep: true })
  return enabled && answer.data ? awayOf(answer.data.absences) : none
}

/** From when until when somebody is away: as days where they live, or as moments in my zone. */
export function useAwaySpan(): (personId: string, span: Window) => string {
  const language = useLanguage()
  const own = useMe().person.zone
  const now = useNow().getTime()
  const people = useLoaded('listPeople', {}).data?.people
  return (personId, span) => {
    const zone = people?.find((person) => person.id === personId)?.zone ?? own
    return isWholeDays(zone, span) ? dayWords(span, { language, zone, now }) : spanWords(span, language, own)
  }
}

/** "On leave Dec 21 – Jan 3" · "Christmas Day, Fri, Dec 25". */
export function useAwayWords(): (away: Away) => string {
  const say = useWords('leave')
  const span = useAwaySpan()
  return (away) => {
    const when = span(away.personId, away)
    return away.kind === 'leave'
      ? say('away.leave', { span: when })
      : say('away.holiday', { name: away.name, span: when })
  }
}

/** "Mon, Dec 21 – Sun, Dec 27", with the years where one is another than this. */
function dayWords(
  { from, until }: Window,
  { language, zone, now }: { readonly language: string; readonly zone: string; readonly now: number },
): string {
  const last = until - 1
  const yearOf = (ms: number) => new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' }).format(ms)
  const isThisYear = yearOf(from) === yearOf(now) && yearOf(last) === yearOf(now)
  const format = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  })
  return format.formatRange(from, last)
}

const none: readonly Away[] = []
const mostMs = 400 * 86_400_000
