import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { momentWords, spanWords } from '../schedules/span-words.ts'
import { useTroubleWords } from '../schedules/trouble-words.ts'
import { bySchedule, isCritical, spanOfTrouble } from '../schedules/troubles.ts'
import type { TroubleTold } from '../schedules/troubles.ts'
import { useMe } from '../shell/me.ts'
import { useLanguage, useWords } from '../words/words.ts'

type Health = EndpointOutput<'getHealth'>

/** One thing that keeps somebody from being woken, `critical` when it does so now, and where to repair it. */
export type Trouble = {
  readonly id: string
  readonly tone: 'critical' | 'warning'
  readonly title: string
  readonly meta: string
  readonly href?: string
}

/** An engine this late pages visibly late. */
const lateMs = 10_000

/** What is to be repaired, the worst first. */
export function useTroubles(health: Health | undefined, mine: readonly TroubleTold[]): readonly Trouble[] {
  const say = useWords('now')
  const language = useLanguage()
  const schedules = useWords('schedules')
  const sayAhead = useWords('troubles')
  const words = useTroubleWords()
  const { zone } = useMe().person
  if (!health) return []
  const late: readonly Trouble[] =
    health.latenessMs > lateMs
      ? [
          {
            id: 'late',
            tone: 'critical',
            title: say('health.late', { seconds: Math.round(health.latenessMs / 1000) }),
            meta: say('health.lateSay'),
          },
        ]
      : []
  const alarms: readonly Trouble[] =
    health.openAlarms > 0
      ? [
          {
            id: 'alarms',
            tone: 'critical',
            title: say('health.alarms', { count: health.openAlarms }),
            meta: say('health.alarmsSay'),
            href: `${paths.alerts}?state=triggered`,
          },
        ]
      : []
  const ahead = bySchedule(mine).map(({ first, all }): Trouble => {
    const { from, until, goesOn } = spanOfTrouble(first)
    const when = goesOn
      ? schedules('span.from', { at: momentWords(from, language, zone) })
      : spanWords({ from, until }, language, zone)
    const more = all.length > 1 ? sayAhead('now.more', { count: all.length - 1 }) : ''
    return {
      id: `schedule ${first.scheduleId}`,
      tone: isCritical(first, Date.parse(health.at)) ? 'critical' : 'warning',
      title: `${first.scheduleName}: ${words(first)}`,
      meta: more ? `${when}, ${more}` : when,
      href: paths.schedule(first.scheduleId),
    }
  })
  const unreachable = health.unreachable.map(({ personId, name }): Trouble => ({
    id: `unreachable ${personId}`,
    tone: 'warning',
    title: say('health.unreachable', { name }),
    meta: say('health.unreachableSay'),
    href: paths.person(personId),
  }))
  return [...late, ...alarms, ...ahead, ...unreachable].toSorted((a, b) => a.tone.localeCompare(b.tone))
}
