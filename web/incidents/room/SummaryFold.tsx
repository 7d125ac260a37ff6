import { useState } from 'react'
import { summaryOf, summaryText } from '../../../domain/incidents/summary.ts'
import { Entries } from '../../log/Entries.tsx'
import { useLoaded } from '../../query.tsx'
import { useMe } from '../../shell/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { showNotice } from '../../ui/notices.ts'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import type { Detail } from '../may.ts'
import { comesLate } from './looked.ts'
import type { Looked } from './looked.ts'
import styles from './SummaryFold.module.css'
import { useAsk } from './use-ask.ts'

/**
 * Where it stands, for whoever comes late: it opens by itself for who comes for the first time, after a while, or has just
 * joined, together with what came since they last looked.
 */
export default function SummaryFold({ incident, before }: SummaryFoldProps) {
  const say = useWords('incidentStory')
  const { person } = useMe()
  const [isLate] = useState(() => comesLate(before, { declaredAt: incident.declaredAt, nowMs: Date.now() }))
  const isOnIt = incident.people.some(({ personId, engagement }) => personId === person.id && engagement === 'accepted')
  const [wasOnIt] = useState(isOnIt)
  const isOpen = isLate || (isOnIt && !wasOnIt)
  const [wasOpened, setOpened] = useState(false)
  return (
    <Card flush>
      <div className={styles.fold}>
        <Fold
          key={isOnIt && !wasOnIt ? 'joined' : 'came'}
          say={say('summary.title')}
          open={isOpen}
          onOpen={() => setOpened(true)}
        >
          {isOpen || wasOpened ? <Summary incident={incident} before={isLate ? before : null} /> : null}
        </Fold>
      </div>
    </Card>
  )
}

function Summary({ incident, before }: SummaryFoldProps) {
  const ask = useAsk(incident)
  return (
    <>
      <dl className={styles.lines}>
        {summaryOf(ask).map(({ part, label, text }) => (
          <div key={part}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <CopyButton text={() => summaryText(ask)} />
      {before ? <Since incidentId={incident.id} before={before} /> : null}
    </>
  )
}

/** What came since somebody last looked. */
function Since({ incidentId, before }: { readonly incidentId: number; readonly before: Looked }) {
  const say = useWords('incidentStory')
  const news = useLoaded('readTimeline', { incidentId, writtenAfter: before.entryId, limit: mostNew })
  if (!news.data) return null
  const { entries, nextBefore } = news.data
  const count = entries.length
  const title =
    count === 0
      ? say('summary.nothing')
      : nextBefore === null
        ? say('summary.new', { count })
        : say('summary.newMore', { count })
  return (
    <section className={styles.since}>
      <h3>
        {title} (<Time at={before.at} />)
      </h3>
      {count > 0 ? <Entries entries={entries} label={title} by="happened" /> : null}
    </section>
  )
}

const mostNew = 20

function CopyButton({ text }: { readonly text: () => string }) {
  const say = useWords('incidentStory')
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text())
      setCopied(true)
      setTimeout(() => setCopied(false), 2_000)
    } catch {
      showNotice({ tone: 'warning', say: say('summary.byHand') })
    }
  }
  return (
    <Button size="small" icon={isCopied ? 'check' : 'copy'} onPress={copy}>
      {say(isCopied ? 'summary.copied' : 'summary.copy')}
    </Button>
  )
}

type SummaryFoldProps = {
  readonly incident: Detail
  /** The look before this one, as it was when the room was opened. */
  readonly before: Looked | null
}
