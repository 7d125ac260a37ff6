import { useAction } from '../query.tsx'
import { useWords } from '../words/words.ts'
import { CodeDialog } from './CodeDialog.tsx'
import { useContactName } from './ContactRow.tsx'
import type { Contact } from './rules.ts'

/** Proves a contact: a code is sent to it, and given back here. */
export function VerifyContactDialog({ personId, contact, onClose }: VerifyContactDialogProps) {
  const say = useWords('verify')
  const name = useContactName()(contact)
  const send = useAction('sendContactCode', { inForm: true })
  const verify = useAction('verifyContact', { inForm: true, done: say('done') })
  const of = { personId, contactId: contact.id }
  return (
    <CodeDialog
      title={say('title')}
      words={{
        about: say('about', { contact: name }),
        send: say('send'),
        sent: say('sent', { contact: name }),
        again: say('sendAgain'),
        later: say('later'),
        code: say('code'),
        codeHint: say('codeHint'),
        codeMissing: say('codeMissing'),
        give: say('verify'),
      }}
      send={{ ...send, run: () => send.run(of) }}
      give={{ ...verify, run: (code) => verify.run({ ...of, code }) }}
      onClose={onClose}
    />
  )
}

type VerifyContactDialogProps = {
  readonly personId: string
  readonly contact: Contact
  readonly onClose: () => void
}
