import { whysIgnored, type WhyIgnored } from '../../domain/intake/mail-ignored.ts'
import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { PriorityMark } from '../alerts/marks.tsx'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Empty } from '../ui/faces.tsx'
import { Segmented } from '../ui/inputs.tsx'
import { Facts } from '../ui/Screen.tsx'
import { Badge } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { useNoteWords } from './note-words.ts'
import styles from './ReceivedCard.module.css'
import { sentenceIn } from './sentence-in.ts'

export type Received = EndpointOutput<'listReceived'>['received'][number]
type BecameEvent = Received['events'][number]

/** So many tell whether it works; the others are asked for. */
const fewShown = 5

/** The last requests of a source: what each became, or why it was refused, and the body as it came. */
export function ReceivedCard({ sourceId, onTry }: ReceivedCardProps) {
  const say = useWords('received')
  const received = useLoaded('listReceived', { sourceId })
  const [which, setWhich] = useState<'all' | 'refused'>('all')
  const [isWholeList, setWholeList] = useState(false)
  const isShown = ({ status }: Received) => which === 'all' || status >= 400
  const filter = (
    <Segmented
      label={say('filter')}
      hideLabel
      value={which}
      options={[
        { value: 'all', label: say('all') },
        { value: 'refused', label: say('refused') },
      ]}
      onChange={setWhich}
    />
  )
  const isRefusedOnly = which === 'refused'
  return (
    <Card title={say('title')} about={say('about')} actions={filter} flush>
      <Loaded
        query={received}
        isEmpty={(answer) => !answer.received.some(isShown)}
        empty={
          <Empty icon={isRefusedOnly ? 'ok' : 'source'} title={isRefusedOnly ? say('noneRefused') : say('none')}>
            {isRefusedOnly ? say('noneRefusedSay') : say('noneSay')}
          </Empty>
        }
      >
        {(answer) => (
          <ul className={styles.received}>
            {answer.received
              .filter(isShown)
              .slice(0, isWholeList ? undefined : fewShown)
              .map((each) => (
                <li key={each.id}>
                  <OneReceived received={each} sourceId={sourceId} onTry={onTry} />
                </li>
              ))}
            {!isWholeList && answer.received.filter(isShown).length > fewShown ? (
              <li className={styles.further}>
                <Button size="small" tone="quiet" icon="down" onPress={() => setWholeList(true)}>
                  {say('showAll', { count: answer.received.filter(isShown).length })}
                </Button>
              </li>
            ) : null}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}

function OneReceived({ received, sourceId, onTry }: ReceivedCardProps & { readonly received: Received }) {
  const say = useWords('received')
  const [isOpen, setOpen] = useState(false)
  const { at, path, status } = received
  const isRefused = status >= 400
  return (
    <details className={styles.one} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={styles.line}>
          <Badge tone={isRefused ? 'warning' : 'ok'}>
            {isRefused ? say('refused') : say('taken')} {status}
          </Badge>
          <Time at={at} />
          <code>{path}</code>
        </span>
        <span className={styles.gist}>
          <Gist of={received} />
        </span>
      </summary>
      {isOpen ? <Opened received={received} sourceId={sourceId} onTry={onTry} /> : null}
    </details>
  )
}

/** The one line that says most. */
function Gist({ of: { status, because, answer, events, eventCount } }: { readonly of: Received }) {
  const say = useWords('received')
  const sayMail = useWords('mailRules')
  if (because) return say(`because.${because}`)
  if (status >= 400) return <bdi>{sentenceIn(answer)}</bdi>
  const [first] = events
  const ignored = ignoredIn(answer)
  if (ignored) return sayMail(`ignored.${ignored}`)
  if (!first) return say('nothingIn')
  return (
    <>
      {say(`action.${first.action}`)}: <bdi>{first.summary === '' ? first.key : first.summary}</bdi>
      {eventCount > 1 ? ` ${say('more', { count: eventCount - 1 })}` : null}
    </>
  )
}

/** Why a mail that was taken became no alert. */
function ignoredIn(answer: string): WhyIgnored | undefined {
  try {
    const { ignored }: { ignored?: unknown } = JSON.parse(answer)
    return whysIgnored.find((why) => why === ignored)
  } catch {
    return undefined
  }
}

function Opened({ received, sourceId, onTry }: ReceivedCardProps & { readonly received: Received }) {
  const say = useWords('received')
  const opened = useLoaded('getReceived', { sourceId, receivedId: received.id })
  const { answer, events, eventCount, address, path, bytes } = received
  return (
    <div className={styles.opened}>
      <Facts
        facts={[
          { name: say('from'), value: <code>{address}</code> },
          { name: say('door'), value: <code className={styles.any}>{path}</code> },
          { name: say('length'), value: say('bytes', { bytes }) },
        ]}
      />
      {events.length > 0 ? (
        <ul className={styles.events} aria-label={say('became')}>
          {events.map((event, nth) => (
            <li key={nth}>
              <Became event={event} />
            </li>
          ))}
          {eventCount > events.length ? <li>{say('more', { count: eventCount - events.length })}</li> : null}
        </ul>
      ) : null}
      {answer === '' || ignoredIn(answer) ? null : (
        <CopyBox title={say('answered')} label={say('answered')} text={answer} wrap />
      )}
      <Loaded query={opened}>
        {({ body }) =>
          body === '' ? (
            <p>{say('noBody')}</p>
          ) : (
            <>
              <CopyBox title={say('body')} label={say('body')} text={body} wrap />
              {isWhole(received) ? null : <p>{say('isCut')}</p>}
              {onTry && isWhole(received) ? (
                <div>
                  <Button size="small" icon="edit" onPress={() => onTry(received.id)}>
                    {say('tryIt')}
                  </Button>
                </div>
              ) : null}
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function Became({ event }: { readonly event: BecameEvent }) {
  const say = useWords('received')
  const noteWords = useNoteWords()
  const { action, key, summary, priority, notes, alertId } = event
  return (
    <>
      <span className={styles.line}>
        <Badge>{say(`action.${action}`)}</Badge>
        {priority && action === 'trigger' ? <PriorityMark priority={priority} /> : null}
        {alertId === null ? null : <a href={paths.alert(alertId)}>{say('toAlert', { id: alertId })}</a>}
      </span>
      {summary === '' ? null : <bdi className={styles.any}>{summary}</bdi>}
      {key === '' ? null : <code className={styles.any}>{key}</code>}
      {notes.length > 0 ? <span className={styles.notes}>{notes.map(noteWords).join(' · ')}</span> : null}
    </>
  )
}

/** Whether all of the body is kept, so that it can be read again. */
export function isWhole({ bytes }: Received): boolean {
  return bytes <= 16_384
}

type ReceivedCardProps = {
  readonly sourceId: string
  /** Puts the body into the mapping's trial; undefined where there is none. */
  readonly onTry: ((receivedId: number) => void) | undefined
}
