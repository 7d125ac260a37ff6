import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { momentWords, spanWords } from '../schedules/span-words.ts'
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
export function useTroubles(health: Health | undefined): readonly Trouble[] {
  const say = useWords('now')
  const language = useLanguage()
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
  const gaps = health.gaps.map(({ scheduleId, scheduleName, from, until }): Trouble => ({
    id: `gap ${scheduleId} ${from}`,
    tone: Date.parse(from) <= Date.parse(health.at) ? 'critical' : 'warning',
    title: say('health.gap', { schedule: scheduleName }),
    meta: until
      ? spanWords({ from: Date.parse(from), until: Date.parse(until) }, language, zone)
      : say('health.noEnd', { moment: momentWords(Date.parse(from), language, zone) }),
    href: paths.schedule(scheduleId),
  }))
  const unreachable = health.unreachable.map(({ personId, name }): Trouble => ({
    id: `unreachable ${personId}`,
    tone: 'warning',
    title: say('health.unreachable', { name }),
    meta: say('health.unreachableSay'),
    href: paths.person(personId),
  }))
  return [...late, ...alarms, ...gaps, ...unreachable].toSorted((a, b) => a.tone.localeCompare(b.tone))
}
