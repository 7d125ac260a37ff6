import { useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import type { EndpointOutput } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './AlertDetails.module.css'

type Past = EndpointOutput<'listAlertHistory'>['past'][number]

/** What happened under the same key before: when, how long, who had it, and what was noted on closing. */
export function HistoryCard({ alertId }: { readonly alertId: number }) {
  const say = useWords('around')
  const [limit, setLimit] = useState(5)
  const history = useLoaded('listAlertHistory', { alertId, limit }, { keep: true })
  const { count = 0, isMore = false, nextBefore = null } = history.data ?? {}
  const about = isMore ? say('historyMany', { count }) : count > 0 ? say('historyAbout', { count }) : undefined
  return (
    <Card title={say('history')} about={about}>
      <Loaded
        query={history}
        isEmpty={({ past }) => past.length === 0}
        empty={<p className={styles.calm}>{say('first')}</p>}
      >
        {({ past }) => (
          <ul className={styles.changes}>
            {past.map((one) => (
              <PastAlert key={one.id} past={one} />
            ))}
          </ul>
        )}
      </Loaded>
      {nextBefore !== null && limit < 100 ? (
        <Button
          tone="quiet"
          size="small"
          icon="down"
          busy={history.isFetching}
          onPress={() => setLimit(Math.min(100, limit * 4))}
        >
          {say('older')}
        </Button>
      ) : null}
    </Card>
  )
}

function PastAlert({ past }: { readonly past: Past }) {
  const say = useWords('around')
  const alerts = useWords('alerts')
  const because = (['source', 'ended', 'person', 'test_over'] as const).find((each) => each === past.closedBecause)
  const span = useSpan(past)
  return (
    <li>
      <a href={paths.alert(past.id)}>
        <Time at={past.firstAt} as="moment" />
      </a>
      <span className={styles.calm}>
        {say('lasted', { span })}
        {past.acknowledgedBy ? ` · ${say('had', { name: past.acknowledgedBy })}` : null}
        {because ? ` · ${alerts(`next.closedBy.${because}`)}` : null}
      </span>
      {because ? null : (
        <span>
          {past.closedBy ? `${past.closedBy}: ` : null}
          {past.closedBecause}
        </span>
      )}
    </li>
  )
}

function useSpan({ firstAt, closedAt }: Past): string {
  const say = useWords('around')
  const minutes = Math.round((new Date(closedAt).getTime() - new Date(firstAt).getTime()) / 60_000)
  if (minutes < 1) return say('span.short')
  if (minutes < 120) return say('span.minutes', { count: minutes })
  return minutes < 48 * 60
    ? say('span.hours', { count: Math.round(minutes / 60) })
    : say('span.days', { count: Math.round(minutes / 1_440) })
}
