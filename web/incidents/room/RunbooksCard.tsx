import { useState } from 'react'
import { Loaded } from '../../Loaded.tsx'
import { useAction, useLoaded } from '../../query.tsx'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Rows, Row } from '../../ui/Rows.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import { RunShown } from './RunShown.tsx'
import styles from './RunbooksCard.module.css'

/** The runbooks that are gone through in this incident, and those that are there for its services. */
export default function RunbooksCard({ incident }: { readonly incident: Detail }) {
  const say = useWords('kit')
  const unavailable = useWhyNotChange(incident)
  const runs = useLoaded('listRuns', { incidentId: incident.id })
  const open = useAction('openRunbook')
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set())
  const fold = (id: number) => setFolded((before) => before.symmetricDifference(new Set([id])))
  const openOne = (runbookId: number) => open.run({ incidentId: incident.id, runbookId })
  return (
    <Card title={say('run.title')} flush>
      <Loaded
        query={runs}
        isEmpty={(answer) => answer.runs.length + answer.offered.length === 0}
        empty={
          <p className={styles.none}>
            {say('run.none')} {say('run.noneSay')} <a href={paths.kit}>{say('beside.all')}</a>
          </p>
        }
      >
        {(answer) => (
          <>
            {answer.runs.map((run) => (
              <RunShown
                key={run.id}
                incident={incident}
                run={run}
                isFolded={folded.has(run.id)}
                onFold={() => fold(run.id)}
                onNewer={() => void openOne(run.runbookId)}
                isNewerOpen={answer.runs.some((each) => each.runbookId === run.runbookId && each.version > run.version)}
              />
            ))}
            {answer.offered.length > 0 ? (
              <Rows label={say('run.offered')}>
                {answer.offered.map(({ id, title, steps }) => (
                  <Row
                    key={id}
                    title={<a href={paths.runbook(id)}>{title}</a>}
                    meta={<span>{say('steps', { count: steps })}</span>}
                    trail={
                      <Button
                        size="small"
                        icon="play"
                        busy={open.busy}
                        unavailable={unavailable}
                        onPress={() => openOne(id)}
                      >
                        {say('run.open')}
                      </Button>
                    }
                    wrapTrail={false}
                  />
                ))}
              </Rows>
            ) : null}
          </>
        )}
      </Loaded>
    </Card>
  )
}
