import { useState } from 'react'
import { longestWords } from '../../domain/paging/answer.ts'
import { endRing } from '../live.ts'
import { PromiseFields } from '../paging/PromiseFields.tsx'
import { PersonSelect } from '../people/PersonSelect.tsx'
import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import type { Alert } from './may.ts'
import { useWhyMissing, WhyField } from './WhyField.tsx'

type AnswerDialogProps = { readonly alert: Alert; readonly onClose: () => void }

/** What I look at, and by when I am back. */
export function PromiseDialog({ alert, onClose }: AnswerDialogProps) {
  const say = useWords('answers')
  const acknowledge = useAction('acknowledgeAlert', { done: say('promise.done') })
  return (
    <Dialog open onClose={onClose} title={say('promise.title')} about={say('promise.about')}>
      <PromiseFields
        busy={acknowledge.busy}
        onPromise={async (promise) => {
          if (await acknowledge.run({ alertId: alert.id, ...promise })) onClose()
        }}
      />
    </Dialog>
  )
}

/** "I cannot", by who is rung; or given back, by who has it. */
export function CannotDialog({ alert, isMine, onClose }: AnswerDialogProps & { readonly isMine: boolean }) {
  const say = useWords('answers')
  const of = isMine ? 'giveBack' : 'cannot'
  const [reason, setReason] = useState('')
  const decline = useAction('declineAlert', { done: say(`${of}.done`) })
  const send = async () => {
    if (!(await decline.run({ alertId: alert.id, reason }))) return
    endRing(alert.id)
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say(`${of}.title`)} about={alert.summary}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" busy={decline.busy}>
            {say(`${of}.do`)}
          </Button>
        }
      >
        <p>{say(`${of}.say`)}</p>
        <TextInput
          label={say('cannot.reason')}
          hint={say('cannot.reasonHint')}
          optional
          value={reason}
          onChange={setReason}
          maxLength={longestWords.reason}
        />
      </Form>
    </Dialog>
  )
}

/** Takes over what another has, and says why. */
export function TakeOverDialog({ alert, holder, onClose }: AnswerDialogProps & { readonly holder: string }) {
  const say = useWords('answers')
  const [because, setBecause] = useState('')
  const take = useAction('takeOverAlert', { done: say('takeOver.done') })
  const missing = useWhyMissing(holder, because)
  const send = async () => {
    if (!missing && (await take.run({ alertId: alert.id, because }))) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('takeOver.title', { name: holder })} about={alert.summary}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" icon="check" busy={take.busy} unavailable={missing}>
            {say('takeOver.do')}
          </Button>
        }
      >
        <WhyField holder={holder} value={because} onChange={setBecause} />
      </Form>
    </Dialog>
  )
}

/** Somebody else has it and said so elsewhere. */
export function ForAnotherDialog({ alert, onClose }: AnswerDialogProps) {
  const say = useWords('answers')
  const { person } = useMe()
  const [personId, setPersonId] = useState('')
  const [because, setBecause] = useState('')
  const acknowledge = useAction('acknowledgeAlert', {
    inForm: true,
    done: ({ acknowledgedBy }) => say('forAnother.done', { name: acknowledgedBy ?? '' }),
  })
  const missing = personId === '' ? say('forAnother.choose') : because.trim() === '' ? say('why.needed') : undefined
  const send = async () => {
    if (missing || !(await acknowledge.run({ alertId: alert.id, forPersonId: personId, because }))) return
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('forAnother.title')} about={say('forAnother.about')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" icon="check" busy={acknowledge.busy} unavailable={missing}>
            {say('forAnother.do')}
          </Button>
        }
      >
        {acknowledge.problem ? <Notice tone="critical">{acknowledge.problem.sentence}</Notice> : null}
        <PersonSelect label={say('forAnother.who')} value={personId} onChange={setPersonId} without={[person.id]} />
        <TextInput
          label={say('forAnother.because')}
          hint={say('forAnother.becauseHint')}
          value={because}
          onChange={setBecause}
          maxLength={longestWords.reason}
        />
      </Form>
    </Dialog>
  )
}
