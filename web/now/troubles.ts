import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { bySchedule, isCritical } from '../schedules/troubles.ts'
import type { TroubleGroup, TroubleTold } from '../schedules/troubles.ts'
import { useWords } from '../words/words.ts'

type Health = EndpointOutput<'getHealth'>

/** One thing that keeps somebody from being woken, `critical` when it does so now, and where to repair it. */
export type Trouble = {
  readonly id: string
  readonly tone: 'critical' | 'warning'
  readonly href?: string
} & ({ readonly title: string; readonly meta: string } | { readonly ahead: TroubleGroup })

/** With these, pages may not go out. */
const pathTroubles = ['engine_late', 'self_page_bad', 'self_page_missing']
/** An engine this late pages visibly late. */
const lateMs = 10_000

/** What is to be repaired, the worst first. */
export function useTroubles(health: Health | undefined, mine: readonly TroubleTold[]): readonly Trouble[] {
  const say = useWords('now')
  const terms = useWords('terms')
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
  const ahead = bySchedule(mine).map((group): Trouble => ({
    id: `schedule ${group.first.scheduleId}`,
    tone: isCritical(group.first, Date.parse(health.at)) ? 'critical' : 'warning',
    ahead: group,
    href: paths.schedule(group.first.scheduleId),
  }))
  const unreachable = health.unreachable.map(({ personId, name }): Trouble => ({
    id: `unreachable ${personId}`,
    tone: 'warning',
    title: say('health.unreachable', { name }),
    meta: say('health.unreachableSay'),
    href: paths.readiness,
  }))
  // Lateness is said above, as it is at this moment.
  const others = health.troubles.filter(({ kind }) => kind !== 'engine_late' || late.length === 0)
  const itself = others.map(({ kind, subject }): Trouble => ({
    id: `itself ${kind} ${subject}`,
    tone: pathTroubles.includes(kind) ? 'critical' : 'warning',
    title: say('health.itself', { what: [terms(`ownTrouble.${kind}`), subject].filter(Boolean).join(': ') }),
    meta: say('health.itselfSay'),
    href: paths.figures,
  }))
  return [...late, ...itself, ...alarms, ...ahead, ...unreachable].toSorted((a, b) => a.tone.localeCompare(b.tone))
}
