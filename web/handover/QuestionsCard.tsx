import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Form } from '../ui/Form.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { sendByKeys } from '../ui/send-keys.ts'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { Detail } from './handover.ts'
import styles from './QuestionsCard.module.css'

/** What whoever comes wants to know before they accept, and what they were told. */
export function QuestionsCard({ handover }: { readonly handover: Detail }) {
  const say = useWords('handover')
  const { questions, may, from, id: handoverId } = handover
  const ask = useAction('askHandover', { done: say('questions.asked'), inForm: true })
  const answer = useAction('answerHandover', { done: say('questions.answered'), inForm: true })
  if (questions.length === 0 && !may.ask) return null
  return (
    <Card
      title={say('questions.title')}
      about={may.ask ? say('questions.about', { from: from?.name ?? say('nobody') }) : undefined}
    >
      <div className={styles.list}>
        {questions.map((question) => (
          <div key={question.id} className={styles.question}>
            <p className={styles.by}>
              {question.askedBy} <Time at={question.askedAt} />
            </p>
            <p className={styles.text}>{question.text}</p>
            {question.answer !== null && question.answeredAt !== null ? (
              <div className={styles.answer}>
                <p className={styles.by}>
                  {question.answeredBy} <Time at={question.answeredAt} />
                </p>
                <p className={styles.text}>{question.answer}</p>
              </div>
            ) : may.answer ? (
              <TextForm
                label={say('questions.answerField')}
                action={say('questions.answer')}
                busy={answer.busy}
                error={answer.problem?.sentence}
                onSend={(text) => answer.run({ handoverId, questionId: question.id, text })}
              />
            ) : (
              <p className={styles.by}>{say('questions.waits')}</p>
            )}
          </div>
        ))}
        {may.ask ? (
          <TextForm
            label={say('questions.field')}
            action={say('questions.ask')}
            busy={ask.busy}
            error={ask.problem?.sentence}
            onSend={(text) => ask.run({ handoverId, text })}
          />
        ) : null}
      </div>
    </Card>
  )
}

type TextFormProps = {
  readonly label: string
  readonly action: string
  readonly busy: boolean
  readonly error: string | undefined
  readonly onSend: (text: string) => Promise<unknown>
}

function TextForm({ label, action, busy, error, onSend }: TextFormProps) {
  const [text, setText] = useState('')
  const send = async () => {
    if (text.trim() !== '' && (await onSend(text))) setText('')
  }
  return (
    <Form
      onKeyDown={sendByKeys(send)}
      onSubmit={send}
      actions={
        <Button type="submit" icon="send" busy={busy}>
          {action}
        </Button>
      }
    >
      <TextArea label={label} value={text} onChange={setText} rows={2} maxLength={2000} error={error} />
    </Form>
  )
}
