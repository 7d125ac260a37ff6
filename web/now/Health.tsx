import { lazy, Suspense } from 'react'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { useOnCall } from '../schedules/on-call.ts'
import { Card } from '../ui/Card.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { State } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import styles from './Health.module.css'
import { useTroubles } from './troubles.ts'
import type { Trouble } from './troubles.ts'

/** Its words are fetched when something goes wrong: the first screen does without them. */
const AheadRow = lazy(async () => ({ default: (await import('./AheadRow.tsx')).AheadRow }))

/**
 * Whether somebody would be woken: one calm line when all is well, else what to repair, the worst first. What wakes nobody
 * right now comes above the rest of the screen, anything else beside it.
 */
export function Health({ place }: { readonly place: 'above' | 'beside' }) {
  const say = useWords('now')
  const health = useLoaded('getHealth', {})
  const onCall = useOnCall().data
  const mine = useLoaded('listTroubles', { mine: 'true' })
  const troubles = useTroubles(health.data, mine.data?.troubles ?? [])
  const isCritical = troubles.some(({ tone }) => tone === 'critical')
  if (isCritical !== (place === 'above')) return null
  if (!health.data) {
    return health.error ? (
      <Card title={say('health.unknown')}>
        <Loaded query={health}>{() => null}</Loaded>
      </Card>
    ) : null
  }
  if (troubles.length === 0) {
    if (!mine.data) return null
    // Where nobody is ever on call, nothing is ready, and the first steps say so.
    return onCall?.onCall.length === 0 ? null : (
      <p className={styles.calm}>
        <State tone="ok" icon="ok" look="plain">
          <a href={paths.figures}>{say('health.fine')}</a>
        </State>
        <span>{say('health.fineSay')}</span>
      </p>
    )
  }
  return (
    <Card title={say('health.title')} flush tone={isCritical ? 'critical' : 'warning'}>
      <Rows label={say('health.title')}>
        {troubles.map((trouble) => (
          <TroubleRow key={trouble.id} trouble={trouble} />
        ))}
      </Rows>
    </Card>
  )
}

function TroubleRow({ trouble }: { readonly trouble: Trouble }) {
  const { id, tone, href } = trouble
  const lead = (
    <span className={styles[tone]}>
      <Icon name={tone} />
    </span>
  )
  if ('ahead' in trouble) {
    const { ahead } = trouble
    return (
      <Suspense fallback={<Row id={id} title={ahead.first.scheduleName} meta="&nbsp;" lead={lead} />}>
        <AheadRow id={id} lead={lead} group={ahead} />
      </Suspense>
    )
  }
  return <Row id={id} title={trouble.title} meta={trouble.meta} lead={lead} {...(href ? { href } : {})} />
}
