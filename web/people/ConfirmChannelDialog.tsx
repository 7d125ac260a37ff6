import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import type { TeamChannel } from './TeamChannels.tsx'

/** Proves a channel: a code is sent there, and whoever reads it gives it back here. */
export function ConfirmChannelDialog({ channel: { id: channelId, name }, onClose }: ConfirmChannelDialogProps) {
  const say = useWords('channels')
  const send = useAction('testTeamChannel', { inForm: true })
  const confirm = useAction('confirmTeamChannel', { inForm: true, done: say('proof.done') })
  const [isSent, setSent] = useState(false)
  const [code, setCode] = useState('')
  const sendCode = async () => {
    if (await send.run({ channelId })) setSent(true)
  }
  const giveCode = async () => {
    if (await confirm.run({ channelId, code: code.trim() })) onClose()
  }
  const problem = isSent ? (confirm.problem ?? send.problem) : send.problem
  return (
    <Dialog open onClose={onClose} title={say('proof.title', { name })}>
      <Form
        onSubmit={isSent ? giveCode : sendCode}
        actions={
          <>
            <Button
              tone="primary"
              type="submit"
              busy={isSent ? confirm.busy : send.busy}
              unavailable={isSent && code.trim() === '' ? say('proof.codeMissing') : undefined}
            >
              {isSent ? say('confirm') : say('proof.send')}
            </Button>
            {isSent ? (
              <Button tone="quiet" busy={send.busy} onPress={sendCode}>
                {say('proof.again')}
              </Button>
            ) : (
              <Button tone="quiet" onPress={onClose}>
                {say('proof.later')}
              </Button>
            )}
          </>
        }
      >
        {problem ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <p>{isSent ? say('proof.sent', { name }) : say('proof.about')}</p>
        {isSent ? (
          <TextInput
            label={say('proof.code')}
            hint={say('proof.codeHint')}
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

type ConfirmChannelDialogProps = { readonly channel: TeamChannel; readonly onClose: () => void }
