import { useState } from 'react'
import type { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'

/** A code is sent somewhere, and whoever reads it there gives it back here. */
export function CodeDialog({ title, words, send, give, onClose }: CodeDialogProps) {
  const [isSent, setSent] = useState(false)
  const [code, setCode] = useState('')
  const sendCode = async () => {
    if (await send.run()) setSent(true)
  }
  const giveCode = async () => {
    if (await give.run(code.trim())) onClose()
  }
  const problem = isSent ? (give.problem ?? send.problem) : send.problem
  return (
    <Dialog open onClose={onClose} title={title}>
      <Form
        onSubmit={isSent ? giveCode : sendCode}
        actions={
          <>
            <Button
              tone="primary"
              type="submit"
              busy={isSent ? give.busy : send.busy}
              unavailable={isSent && code.trim() === '' ? words.codeMissing : undefined}
            >
              {isSent ? words.give : words.send}
            </Button>
            {isSent ? (
              <Button tone="quiet" busy={send.busy} onPress={sendCode}>
                {words.again}
              </Button>
            ) : (
              <Button tone="quiet" onPress={onClose}>
                {words.later}
              </Button>
            )}
          </>
        }
      >
        {problem ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <p>{isSent ? words.sent : words.about}</p>
        {isSent ? (
          <TextInput
            label={words.code}
            hint={words.codeHint}
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

type Asking = { readonly busy: boolean; readonly problem: Problem | null }
type Said = 'about' | 'send' | 'sent' | 'again' | 'later' | 'code' | 'codeHint' | 'codeMissing' | 'give'

type CodeDialogProps = {
  readonly title: string
  readonly words: Readonly<Record<Said, string>>
  readonly send: Asking & { readonly run: () => Promise<unknown> }
  readonly give: Asking & { readonly run: (code: string) => Promise<unknown> }
  readonly onClose: () => void
}
