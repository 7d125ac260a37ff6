import { useEffect, useRef } from 'react'
import { PriorityMark, TestMark } from '../alerts/marks.tsx'
import type { EndpointOutput } from '../api.ts'
import { FailedFace } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { asProblem, useLoaded } from '../query.tsx'
import { turnTo } from '../shell/language.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { nameDocument } from '../ui/document-title.ts'
import { Skeleton } from '../ui/faces.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { AnswerChoices } from './AnswerChoices.tsx'
import styles from './AnswerScreen.module.css'
import { PromiseLine } from './PromiseLine.tsx'

type Answer = EndpointOutput<'getAnswer'>

/** Behind the link of a page: what it is about, and one press that says "I have it". Opening it changes nothing. */
export function AnswerScreen({ token }: { readonly token: string }) {
  const say = useWords('paging')
  const ui = useWords('ui')
  const answer = useLoaded('getAnswer', { token })
  useLanguageOf(answer.data)
  const title = answer.data?.summary ?? say('answer.title')
  useEffect(() => nameDocument({ title: ui('documentTitle', { title }) }), [title, ui])
  if (answer.data) return <AnswerCard answer={answer.data} token={token} />
  if (!answer.error) return <Skeleton shape="text" lines={5} />
  const problem = asProblem(answer.error)
  return problem.code === 'link_expired' || problem.code === 'not_found' ? (
    <Expired />
  ) : (
    <FailedFace problem={problem} onRetry={answer.refetch} busy={answer.isFetching} tall />
  )
}

function AnswerCard({ answer, token }: { readonly answer: Answer; readonly token: string }) {
  const say = useWords('paging')
  const answers = useWords('answers')
  const turns = useWords('turns')
  const isHeld = answer.state === 'acknowledged' || answer.state === 'snoozed'
  const isMany = answer.others.length > 0
  const open = [answer, ...answer.others].filter(
    ({ state }) => state === 'triggered' || (isMany && state === 'snoozed'),
  )
  const isAnswered = open.length === 0
  const isMine = isAnswered && isHeld && answer.acknowledgedBy === answer.personName
  const hasAnswered = !isAnswered && !isMany && answer.answers?.isMine === true
  return (
    <Card tone={isAnswered ? undefined : 'critical'}>
      <div className={styles.card}>
        <p className={styles.hello}>{say(isAnswered ? 'answer.asked' : 'answer.hello', { name: answer.personName })}</p>
        <p className={styles.marks}>
          <PriorityMark priority={answer.priority} full />
          {answer.isTest ? <TestMark /> : null}
          {answer.serviceName ? <span>{answer.serviceName}</span> : null}
        </p>
        <h1 className={styles.summary}>{answer.summary}</h1>
        <p className={styles.raised}>
          {say('answer.raised')} <Time at={answer.raisedAt} /> · <Time at={answer.raisedAt} as="moment" />
        </p>
        {answer.promise ? (
          <p className={styles.promise}>
            <PromiseLine promise={answer.promise} isPast={answer.state === 'triggered'} />
          </p>
        ) : null}
        {isMany ? <Others others={answer.others} /> : null}
        {isAnswered ? <WhoHasIt answer={answer} /> : null}
        {hasAnswered && answer.answers ? (
          <Notice tone="ok" icon="check" title={turns('youAnswered', answer.answers)}>
            {turns('youAnsweredSay')}
          </Notice>
        ) : null}
        {!isAnswered && answer.hasDeclined ? (
          <Notice tone="info" icon="close" title={answers('cannot.did')}>
            {answers('cannot.didSay')}
          </Notice>
        ) : null}
        {isMine || !(isAnswered || hasAnswered) ? (
          <AnswerChoices
            token={token}
            alertId={answer.alertId}
            stands={isMine ? 'mine' : answer.hasDeclined ? 'declined' : 'open'}
            open={isMany ? open.length : 1}
            needed={answer.answers}
          />
        ) : null}
        <Button href={isMany ? paths.alerts : paths.alert(answer.alertId)} wide iconAfter="forward">
          {say('answer.openAlert')}
        </Button>
      </div>
    </Card>
  )
}

/** What else came in the same message, each with how it stands. */
function Others({ others }: Pick<Answer, 'others'>) {
  const quiet = useWords('quiet')
  return (
    <section className={styles.beside}>
      <h2>{quiet('answer.others', { count: others.length })}</h2>
      <ul>
        {others.map(({ alertId, priority, summary, state }) => (
          <li key={alertId}>
            <PriorityMark priority={priority} /> <span>{summary}</span>{' '}
            {state === 'triggered' ? null : <small>{quiet(`answer.state.${state}`)}</small>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function WhoHasIt({ answer }: { readonly answer: Answer }) {
  const say = useWords('paging')
  const answers = useWords('answers')
  if (answer.state === 'closed') {
    return (
      <Notice
        tone="ok"
        title={answer.closedBy ? answers('close.doneBy', { name: answer.closedBy }) : say('answer.closed')}
      >
        {say('answer.closedSay')}
      </Notice>
    )
  }
  if (answer.acknowledgedBy === answer.personName) {
    return (
      <Notice tone="ok" icon="check" title={say('answer.yours')}>
        {say('answer.yoursSay')}
      </Notice>
    )
  }
  const who = answer.acknowledgedBy
  return (
    <Notice tone="info" icon="check" title={who ? say('answer.theirs', { name: who }) : say('answer.somebody')}>
      {say('answer.theirsSay')}
    </Notice>
  )
}

function Expired() {
  const say = useWords('paging')
  return (
    <Card>
      <div className={styles.card}>
        <h1 className={styles.summary}>{say('answer.expired')}</h1>
        <p>{say('answer.expiredSay')}</p>
        <Button tone="primary" size="large" wide href={paths.now}>
          {say('answer.signIn')}
        </Button>
      </div>
    </Card>
  )
}

/** Speaks the language of whom the page was for, unless they choose another on this screen. */
function useLanguageOf(answer: Answer | undefined): void {
  const isSpoken = useRef(false)
  const language = answer?.language
  useEffect(() => {
    if (!language || isSpoken.current) return
    isSpoken.current = true
    void turnTo(language)
  }, [language])
}
