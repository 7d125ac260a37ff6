import { useKeys } from '../../shell/keys.ts'
import { Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { sendByKeys } from '../../ui/send-keys.ts'
import { useWords } from '../../words/words.ts'
import styles from './NoteComposer.module.css'
import { useNote } from './use-note.ts'

/** A line for the timeline. It survives a reload, waits for a lost connection, and is written once. */
export function NoteComposer({ incidentId, unavailable, onWritten }: NoteComposerProps) {
  const say = useWords('incidentRoom')
  const note = useNote(incidentId, onWritten)
  useKeys([{ keys: 'n', say: say('timeline.note'), run: focusNote }])
  const why = unavailable ?? (note.text.trim() === '' ? say('timeline.empty') : undefined)
  const send = () => {
    if (!why && !note.waits) void note.send()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears the keys of its field
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onKeyDown={sendByKeys(send)}
    >
      <TextArea
        label={say('timeline.note')}
        hideLabel
        name={noteName}
        rows={1}
        placeholder={say('timeline.placeholder')}
        value={note.text}
        // What was sent off may have arrived already: it stays as it is until that is known.
        onChange={(text) => (note.waits ? undefined : note.write(text))}
        error={note.refused}
      />
      <Button type="submit" icon="note" busy={note.isSending || note.waits} unavailable={why}>
        {say('timeline.add')}
      </Button>
      {note.waits && !note.isSending ? (
        <div className={styles.waits}>
          <Notice tone="warning" icon="offline">
            {say('timeline.waiting')}
          </Notice>
        </div>
      ) : null}
    </form>
  )
}

const noteName = 'incident-note'

function focusNote(): void {
  document.querySelector<HTMLTextAreaElement>(`textarea[name="${noteName}"]`)?.focus()
}

type NoteComposerProps = {
  readonly incidentId: number
  readonly unavailable: string | undefined
  readonly onWritten: (entryId: number) => void
}
