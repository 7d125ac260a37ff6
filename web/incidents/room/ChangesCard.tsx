import { useState } from 'react'
import type { EndpointOutput } from '../../api.ts'
import { Loaded } from '../../Loaded.tsx'
import { useLoaded } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { State } from '../../ui/State.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import type { Detail } from '../may.ts'
import styles from './ActionsCard.module.css'

type Change = EndpointOutput<'listIncidentChanges'>['changes'][number]

/** What was deployed or changed on its services and on what they depend on, from a day before it began; the newest first. */
export function ChangesCard({ incident }: { readonly incident: Detail }) {
  const say = useWords('incidentReach')
  const changes = useLoaded('listIncidentChanges', { incidentId: incident.id })
  const [isLong, setLong] = useState(false)
  return (
    <Card title={say('changes.title')} about={say('changes.about')} flush>
      <Loaded
        query={changes}
        isEmpty={(answer) => answer.changes.length === 0}
        empty={<p className={styles.none}>{say('changes.none')}</p>}
      >
        {(answer) => (
          <>
            <Rows label={say('changes.title')}>
              {answer.changes.slice(0, isLong ? undefined : few).map((change) => (
                <ChangeRow key={change.id} change={change} />
              ))}
            </Rows>
            {!isLong && answer.changes.length > few ? (
              <p className={styles.none}>
                <Button size="small" tone="quiet" onPress={() => setLong(true)}>
                  {say('changes.all', { count: answer.changes.length - few })}
                </Button>
              </p>
            ) : null}
            {isLong && answer.isCut ? <p className={styles.none}>{say('changes.cut')}</p> : null}
          </>
        )}
      </Loaded>
    </Card>
  )
}

function ChangeRow({ change }: { readonly change: Change }) {
  const say = useWords('incidentReach')
  const { service, via, distance, at, summary, links, isBefore } = change
  const [link] = links
  const of = { service: service.name, own: via[0] ?? '' }
  return (
    <Row
      title={
        link ? (
          <a href={link.href} target="_blank" rel="noreferrer">
            {summary}
          </a>
        ) : (
          summary
        )
      }
      meta={
        <>
          <span>
            {distance === 0
              ? service.name
              : distance === 1
                ? say('changes.via', of)
                : say('changes.viaOver', { ...of, count: distance })}
          </span>
          <Time at={at} />
          {isBefore ? null : (
            <State tone="calm" icon="clock" look="plain">
              {say('changes.after')}
            </State>
          )}
        </>
      }
    />
  )
}

const few = 5
