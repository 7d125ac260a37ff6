import { useAction } from '../query.tsx'
import { useWords } from '../words/words.ts'
import { CodeDialog } from './CodeDialog.tsx'
import type { TeamChannel } from './TeamChannels.tsx'

/** Proves a channel: a code is sent there, and whoever reads it gives it back here. */
export function ConfirmChannelDialog({ channel: { id: channelId, name }, onClose }: ConfirmChannelDialogProps) {
  const say = useWords('channels')
  const send = useAction('testTeamChannel', { inForm: true })
  const confirm = useAction('confirmTeamChannel', { inForm: true, done: say('proof.done') })
  return (
    <CodeDialog
      title={say('proof.title', { name })}
      words={{
        about: say('proof.about'),
        send: say('proof.send'),
        sent: say('proof.sent', { name }),
        again: say('proof.again'),
        later: say('proof.later'),
        code: say('proof.code'),
        codeHint: say('proof.codeHint'),
        codeMissing: say('proof.codeMissing'),
        give: say('confirm'),
      }}
      send={{ ...send, run: () => send.run({ channelId }) }}
      give={{ ...confirm, run: (code) => confirm.run({ channelId, code }) }}
      onClose={onClose}
    />
  )
}

type ConfirmChannelDialogProps = { readonly channel: TeamChannel; readonly onClose: () => void }
