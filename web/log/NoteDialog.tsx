import { useState } from 'react'
import { useAction } from '../query.tsx'
import { fromLocalText, toLocalText } from '../schedules/zoned.ts'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextArea, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Stack } from '../ui/Screen.tsx'
import { sendByKeys } from '../ui/send-keys.ts'
import { useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { Entry } from './entry-words.ts'

/** What a note says, and when it happened. Who was slower than another sees what that one wrote, and decides. */
export default function NoteDialog({ entry, onClose }: { readonly entry: Entry; readonly onClose: () => void }) {
  const say = useWords('notes')
  const { zone } = useMe().person
  const now = useNow()
  const before = useState(() => {
    const text = entry.facts['text']
    const at = entry.happenedAt === null ? '' : toLocalText(zone, Date.parse(entry.happenedAt))
    return { text: typeof text === 'string' ? text : '', at, version: entry.version }
  })[0]
  const [text, setText] = useState(before.text)
  const [at, setAt] = useState(before.at)
  const correct = useAction('correctNote', { inForm: true, done: say('dialog.saved') })
  const meanwhile = meanwhileOf(correct.problem)
  const atMs = at === '' ? null : fromLocalText(zone, at)
  const wrong =
    text.trim() === ''
      ? say('dialog.empty')
      : atMs !== null && atMs > now.getTime() + slackMs
        ? say('dialog.future')
        : text === before.text && at === before.at && !meanwhile
          ? say('dialog.same')
          : undefined
  const send = async () => {
    if (wrong || correct.busy) return
    const happenedAt = at === before.at ? {} : { happenedAt: atMs === null ? null : new Date(atMs).toISOString() }
    const version = meanwhile?.version ?? before.version
    if (await correct.run({ entryId: entry.id, version, text, ...happenedAt })) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('dialog.title')}
      about={say('dialog.about')}
      actions={
        <Button tone="primary" size="large" icon="check" busy={correct.busy} unavailable={wrong} onPress={send}>
          {say(meanwhile ? 'dialog.again' : 'dialog.save')}
        </Button>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears the keys of its field */}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
        onKeyDown={sendByKeys(send)}
      >
        <Stack>
          {meanwhile ? (
            <Notice tone="warning" title={say('dialog.meanwhile', { name: meanwhile.by })}>
              {meanwhile.text}
            </Notice>
          ) : correct.problem ? (
            <Notice tone="critical">{correct.problem.sentence}</Notice>
          ) : null}
          <TextArea label={say('dialog.text')} value={text} onChange={setText} rows={4} maxLength={100_000} />
          <TextInput
            label={say('dialog.at')}
            hint={say('dialog.atHint')}
            type="datetime-local"
            value={at}
            onChange={setAt}
          />
        </Stack>
      </form>
    </Dialog>
  )
}

/** The clock on the screen ticks every ten seconds, and a field holds whole minutes. */
const slackMs = 60_000

/** What somebody wrote between my reading and my writing. */
function meanwhileOf(problem: ReturnType<typeof useAction<'correctNote'>>['problem']) {
  if (problem?.code !== 'note_corrected_meanwhile') return null
  const { by, text, version } = problem.facts
  return typeof by === 'string' && typeof text === 'string' && typeof version === 'number'
    ? { by, text, version }
    : null
}
