import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { useContactName } from './ContactRow.tsx'
import type { Contact } from './rules.ts'

/** Proves a contact: a code is sent to it, and given back here. */
export function VerifyContactDialog({ personId, contact, onClose }: VerifyContactDialogProps) {
  const say = useWords('verify')
  const name = useContactName()(contact)
  const send = useAction('sendContactCode', { inForm: true })
  const verify = useAction('verifyContact', { inForm: true, done: say('done') })
  const [isSent, setSent] = useState(false)
  const [code, setCode] = useState('')
  const of = { personId, contactId: contact.id }
  const sendCode = async () => {
    if (await send.run(of)) setSent(true)
  }
  const giveCode = async () => {
    if (await verify.run({ ...of, code: code.trim() })) onClose()
  }
  const problem = isSent ? (verify.problem ?? send.problem) : send.problem
  return (
    <Dialog open onClose={onClose} title={say('title')}>
      <Form
        onSubmit={isSent ? giveCode : sendCode}
        actions={
          <>
            <Button
              tone="primary"
              type="submit"
              busy={isSent ? verify.busy : send.busy}
              unavailable={isSent && code.trim() === '' ? say('codeMissing') : undefined}
            >
              {isSent ? say('verify') : say('send')}
            </Button>
            {isSent ? (
              <Button tone="quiet" busy={send.busy} onPress={sendCode}>
                {say('sendAgain')}
              </Button>
            ) : (
              <Button tone="quiet" onPress={onClose}>
                {say('later')}
              </Button>
            )}
          </>
        }
      >
        {problem ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <p>{isSent ? say('sent', { contact: name }) : say('about', { contact: name })}</p>
        {isSent ? (
          <TextInput
            label={say('code')}
            hint={say('codeHint')}
            value={code}
            onChange={setCode}
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={12}
          />
        ) : null}
      </Form>
    </Dialog>
  )
}

type VerifyContactDialogProps = {
  readonly personId: string
  readonly contact: Contact
  readonly onClose: () => void
}
