import type { ReactNode } from 'react'
import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { useOnCall } from '../schedules/on-call.ts'
import { Card } from '../ui/Card.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './Health.module.css'

type Answer = EndpointOutput<'getHealth'>
type Trouble = {
  readonly id: string
  readonly tone: 'critical' | 'warning'
  readonly title: string
  readonly meta?: ReactNode
  readonly href?: string
}

/**
 * Whether somebody would be woken: one calm line when all is well, else what to repair, the worst first. What wakes nobody
 * right now comes above the rest of the screen, anything else beside it.
 */
export function Health({ place }: { readonly place: 'above' | 'beside' }) {
  const say = useWords('now')
  const health = useLoaded('getHealth', {})
  const onCall = useOnCall().data
  const troubles = useTroubles(health.data)
  if (!health.data) return null
  // Where nobody is ever on call, nothing is ready, and the first steps say so.
  if (troubles.length === 0 && onCall?.onCall.length === 0) return null
  const isCritical = troubles.some(({ tone }) => tone === 'critical')
  if (isCritical !== (place === 'above')) return null
  if (troubles.length === 0) {
    return (
      <p className={styles.calm}>
        <State tone="ok" icon="ok" look="plain">
          {say('health.fine')}
        </State>
        <span>{say('health.fineSay')}</span>
      </p>
    )
  }
  return (
    <Card title={say('health.title')} flush tone={isCritical ? 'critical' : 'warning'}>
      <Rows label={say('health.title')}>
        {troubles.map(({ id, tone, title, meta, href }) => (
          <Row
            key={id}
            id={id}
            title={title}
            meta={meta}
            lead={
              <State tone={tone} icon={tone} look="plain">
                {null}
              </State>
            }
            {...(href ? { href } : {})}
          />
        ))}
      </Rows>
    </Card>
  )
}

/** An engine this late pages visibly late. */
const lateMs = 10_000

function useTroubles(health: Answer | undefined): readonly Trouble[] {
  const say = useWords('now')
  if (!health) return []
  const { openAlarms, latenessMs, gaps, unreachable } = health
  const troubles: (Trouble | null)[] = [
    latenessMs > lateMs
      ? {
          id: 'late',
          tone: 'critical',
          title: say('health.late', { seconds: Math.round(latenessMs / 1000) }),
          meta: say('health.lateSay'),
        }
      : null,
    openAlarms > 0
      ? {
          id: 'alarms',
          tone: 'critical',
          title: say('health.alarms', { count: openAlarms }),
          meta: say('health.alarmsSay'),
          href: `${paths.alerts}?state=triggered`,
        }
      : null,
    ...gaps.map((gap): Trouble => ({
      id: `gap ${gap.scheduleId} ${gap.from}`,
      tone: 'warning',
      title: say('health.gap', { schedule: gap.scheduleName }),
      href: paths.schedule(gap.scheduleId),
      meta: (
        <span>
          {say('health.from')} <Time at={gap.from} as="moment" />{' '}
          {gap.until ? (
            <>
              {say('health.until')} <Time at={gap.until} as="moment" />
            </>
          ) : (
            say('health.noEnd')
          )}
        </span>
      ),
    })),
    ...unreachable.map((person): Trouble => ({
      id: `unreachable ${person.personId}`,
      tone: 'warning',
      title: say('health.unreachable', { name: person.name }),
      meta: say('health.unreachableSay'),
      href: paths.person(person.personId),
    })),
  ]
  return troubles.filter((trouble) => trouble !== null)
}
