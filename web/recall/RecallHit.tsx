import { PriorityMark } from '../alerts/marks.tsx'
import { paths } from '../paths.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Badge } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { Hit, RecallOf } from './RecallCard.tsx'
import styles from './RecallCard.module.css'
import { differenceWords, reasonWords, spanWords } from './recall-words.ts'

/** One past case: what it was, what fixed it, why it is shown, what is different, and whether it helped. */
export function RecallHit({ hit, of, unavailable }: RecallHitProps) {
  const say = useWords('recall')
  const { case: past } = hit
  const reasons = reasonWords(hit, say)
  const differences = differenceWords(hit, say)
  return (
    <li className={styles.hit}>
      <div className={styles.head}>
        {past.priority ? <PriorityMark priority={past.priority} /> : <Icon name="note" label={say('kind.note')} />}
        <span className={styles.name}>
          {hrefOf(hit) ? <a href={hrefOf(hit)}>{past.title}</a> : past.title}
          <span className={styles.calm}>
            <Time at={past.at} as="moment" />
            {past.tookSeconds === null ? null : <span>{say('took', { span: spanWords(past.tookSeconds, say) })}</span>}
            {past.times > 1 ? <span>{say('times', { count: past.times })}</span> : null}
            {past.services.length > 0 ? <span>{past.services.join(', ')}</span> : null}
          </span>
        </span>
        {past.stands === 'over' ? null : (
          <Badge tone={past.stands === 'open' ? 'warning' : 'calm'}>{say(`stands.${past.stands}`)}</Badge>
        )}
      </div>
      {past.kind === 'note' ? (
        past.text === past.title ? null : (
          <p className={styles.fixed}>{past.text}</p>
        )
      ) : past.stands === 'open' && past.fixed === '' ? null : (
        <div className={styles.fixed}>
          <h4>
            {past.isVerified ? <Icon name="ok" label={say('verified')} /> : null}
            {say(past.stands === 'false_alarm' ? 'noAction' : 'fixed')}
          </h4>
          {past.fixed === '' ? (
            past.stands === 'false_alarm' ? null : (
              <p className={styles.calm}>{say('noFix')}</p>
            )
          ) : (
            <p>{past.fixed}</p>
          )}
        </div>
      )}
      <dl className={styles.reasons}>
        {reasons === '' ? null : (
          <div>
            <dt>{say('why')}</dt>
            <dd>{reasons}</dd>
          </div>
        )}
        {differences.length === 0 ? null : (
          <div>
            <dt>{say('differs')}</dt>
            {differences.map((words) => (
              <dd key={words}>{words}</dd>
            ))}
          </div>
        )}
      </dl>
      <Votes hit={hit} of={of} unavailable={unavailable} />
    </li>
  )
}

function Votes({ hit, of, unavailable }: RecallHitProps) {
  const say = useWords('recall')
  const onAlert = useAction('voteOnAlertRecall')
  const onIncident = useAction('voteOnIncidentRecall')
  const { id: caseId, helped, didNot } = hit.case
  const cast = (vote: 'helped' | 'did_not') => {
    const said = { caseId, vote: hit.vote === vote ? null : vote }
    return 'alertId' in of
      ? onAlert.run({ alertId: of.alertId, ...said })
      : onIncident.run({ incidentId: of.incidentId, ...said })
  }
  const busy = onAlert.busy || onIncident.busy
  return (
    <fieldset className={styles.votes} aria-label={`${say('vote.label')} ${hit.case.title}`}>
      <Button
        tone="quiet"
        size="small"
        icon="check"
        pressed={hit.vote === 'helped'}
        busy={busy}
        unavailable={unavailable}
        onPress={() => cast('helped')}
      >
        {helped > 0 ? say('vote.helpedMany', { count: helped }) : say('vote.helped')}
      </Button>
      <Button
        tone="quiet"
        size="small"
        icon="close"
        pressed={hit.vote === 'did_not'}
        busy={busy}
        unavailable={unavailable}
        onPress={() => cast('did_not')}
      >
        {didNot > 0 ? say('vote.didNotMany', { count: didNot }) : say('vote.didNot')}
      </Button>
    </fieldset>
  )
}

function hrefOf({ case: { incidentId, alertId } }: Hit): string | undefined {
  if (incidentId !== null) return paths.incident(incidentId)
  return alertId === null ? undefined : paths.alert(alertId)
}

type RecallHitProps = {
  readonly hit: Hit
  readonly of: RecallOf
  readonly unavailable: string | undefined
}
