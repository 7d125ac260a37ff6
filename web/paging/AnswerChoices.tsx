import { useState } from 'react'
import { longestWords } from '../../domain/paging/answer.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { useWords } from '../words/words.ts'
import styles from './AnswerScreen.module.css'
import { PromiseFields } from './PromiseFields.tsx'

type Asked = 'decline' | 'escalate' | 'close'

type Props = {
  readonly token: string
  /** The alert that is shown above: no other is closed. */
  readonly alertId: number
  readonly stands: Stands
  /** How many pages of the message wait: all are answered at once, and closed one by one. */
  readonly open: number
  /** Where several must answer: how many, and how many are still needed. */
  readonly needed: { readonly needed: number; readonly more: number } | null
}

/** What can be answered as it stands: one press for "I have it", a second one before anybody else is woken or all is over. */
export function AnswerChoices({ token, alertId, stands, open, needed }: Props) {
  const quiet = useWords('quiet')
  const turns = useWords('turns')
  const say = useWords('answers')
  const paging = useWords('paging')
  const [asked, setAsked] = useState<Asked>()
  const [told, setTold] = useState<string>()
  const answer = useAction('answerPage', { inForm: true })
  const send = async (given: Omit<Parameters<typeof answer.run>[0], 'token'>) => {
    const done = await answer.run({ token, ...given })
    if (!done) return
    setTold(done.says)
    setAsked(undefined)
  }
  const problem = answer.problem ? <Notice tone="critical">{answer.problem.sentence}</Notice> : null
  if (asked)
    return (
      <>
        {problem}
        <Sure
          of={asked === 'decline' && stands === 'mine' ? 'giveBack' : asked}
          busy={answer.busy}
          onBack={() => setAsked(undefined)}
          onSure={(note) => send({ answer: asked, note, alertId })}
        />
      </>
    )
  return (
    <>
      {problem}
      {/* Where somebody has it or cannot, the screen itself says so. */}
      {told && stands === 'open' ? (
        <Notice tone="ok" icon="check">
          {told}
        </Notice>
      ) : null}
      {stands === 'mine' ? (
        <PromiseFields busy={answer.busy} onPromise={(promise) => send({ answer: 'acknowledge', ...promise })} />
      ) : (
        <div className={styles.first}>
          <Button
            tone="primary"
            size="large"
            icon="check"
            wide
            busy={answer.busy}
            onPress={() => send({ answer: 'acknowledge' })}
          >
            {open > 1
              ? quiet('answer.all', { count: open })
              : stands === 'declined'
                ? say('do.can')
                : paging('answer.acknowledge')}
          </Button>
          <p className={styles.says}>
            {open > 1 ? quiet('answer.says') : needed ? turns('needed', needed) : paging('answer.says')}
          </p>
        </div>
      )}
      <div className={styles.others}>
        {stands === 'declined' ? null : (
          <Button size="large" icon={stands === 'mine' ? 'again' : 'close'} wide onPress={() => setAsked('decline')}>
            {say(stands === 'mine' ? 'do.giveBack' : 'do.cannot')}
          </Button>
        )}
        {stands === 'mine' ? null : (
          <Button size="large" icon="escalate" wide onPress={() => setAsked('escalate')}>
            {say('do.next')}
          </Button>
        )}
        {open > 1 ? null : (
          <Button size="large" icon="ok" wide onPress={() => setAsked('close')}>
            {say('do.close')}
          </Button>
        )}
      </div>
    </>
  )
}

/** Nobody has it, I have it, or I said that I cannot. */
export type Stands = 'open' | 'mine' | 'declined'

function Sure({ of, busy, onBack, onSure }: SureProps) {
  const say = useWords('answers')
  const [note, setNote] = useState('')
  const words = of === 'decline' ? 'cannot' : of === 'escalate' ? 'next' : of
  return (
    <form
      className={styles.sure}
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) onSure(note.trim())
      }}
    >
      <h2 className={styles.question}>{say(`${words}.title`)}</h2>
      <p>{say(`${words}.say`)}</p>
      {of === 'escalate' ? null : (
        <TextInput
          label={say(of === 'close' ? 'close.note' : 'cannot.reason')}
          optional
          value={note}
          onChange={setNote}
          maxLength={longestWords.reason}
        />
      )}
      <Button tone="primary" size="large" type="submit" icon={icons[of]} wide busy={busy}>
        {say(`${words}.do`)}
      </Button>
      <Button size="large" wide onPress={onBack}>
        {say('do.back')}
      </Button>
    </form>
  )
}

const icons = {
  decline: 'close',
  giveBack: 'again',
  escalate: 'escalate',
  close: 'ok',
} as const satisfies Readonly<Record<Asked | 'giveBack', IconName>>

type SureProps = {
  readonly of: Asked | 'giveBack'
  readonly busy: boolean
  readonly onBack: () => void
  readonly onSure: (note: string) => unknown
}
