import { useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { useLoaded } from '../query.tsx'
import type { EndpointOutput } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { useWords } from '../words/words.ts'
import styles from './RecallCard.module.css'
import { KitFits } from './KitFits.tsx'
import { RecallHit } from './RecallHit.tsx'

const few = 3
const many = 10

/** What was like this before, and what fixed it: beside an alert, and in the room of an incident. */
export default function RecallCard({ of, unavailable }: RecallCardProps) {
  return 'alertId' in of ? (
    <OfAlert alertId={of.alertId} unavailable={unavailable} />
  ) : (
    <OfIncident incidentId={of.incidentId} unavailable={unavailable} />
  )
}

function OfAlert({ alertId, unavailable }: { readonly alertId: number } & MayVote) {
  const [limit, setLimit] = useState(few)
  const query = useLoaded('recallForAlert', { alertId, limit }, { keep: true })
  return <Shown query={query} of={{ alertId }} unavailable={unavailable} limit={limit} onMore={() => setLimit(many)} />
}

function OfIncident({ incidentId, unavailable }: { readonly incidentId: number } & MayVote) {
  const [limit, setLimit] = useState(few)
  const query = useLoaded('recallForIncident', { incidentId, limit }, { keep: true })
  return (
    <Shown query={query} of={{ incidentId }} unavailable={unavailable} limit={limit} onMore={() => setLimit(many)} />
  )
}

function Shown({ query, of, unavailable, limit, onMore }: ShownProps) {
  const say = useWords('recall')
  const { hits = [], kit = [], isBehind = false } = query.data ?? {}
  return (
    <Card title={say('title')} about={isBehind ? say('behind') : undefined} flush>
      <Loaded
        query={query}
        isEmpty={(answer) => answer.hits.length === 0}
        empty={<p className={styles.nothing}>{say('nothing')}</p>}
      >
        {(answer) => (
          <ol className={styles.hits}>
            {answer.hits.map((hit) => (
              <RecallHit key={hit.case.id} hit={hit} of={of} unavailable={unavailable} />
            ))}
          </ol>
        )}
      </Loaded>
      {hits.length === limit && limit < many ? (
        <div className={styles.more}>
          <Button tone="quiet" size="small" icon="down" busy={query.isFetching} onPress={onMore}>
            {say('more')}
          </Button>
        </div>
      ) : null}
      <KitFits kit={kit} />
    </Card>
  )
}

export type RecallOf = { readonly alertId: number } | { readonly incidentId: number }

type MayVote = {
  /** Why the reader may not say whether it helped. */
  readonly unavailable: string | undefined
}

type RecallCardProps = MayVote & { readonly of: RecallOf }

type ShownProps = MayVote & {
  readonly query: ReturnType<typeof useLoaded<'recallForAlert' | 'recallForIncident'>>
  readonly of: RecallOf
  readonly limit: number
  readonly onMore: () => void
}

export type Hit = EndpointOutput<'recallForAlert'>['hits'][number]
