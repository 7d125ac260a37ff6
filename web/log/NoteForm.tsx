import { lazy, Suspense, useState } from 'react'
import { useAction } from '../query.tsx'
import { useKeys } from '../shell/keys.ts'
import { Button } from '../ui/Button.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { sendByKeys } from '../ui/send-keys.ts'
import { useWords } from '../words/words.ts'
import styles from './NoteForm.module.css'

const MentionOffers = lazy(() => import('./MentionOffers.tsx'))

/** A line into the log of a team, or about one alert. Ctrl or ⌘ with Enter sends it; what was refused stays written. */
export function NoteForm({ teamId, alertId, unavailable, children, onWritten }: NoteFormProps) {
  const say = useWords('log')
  const [text, setText] = useState('')
  const write = useAction('writeNote', { done: say('note.added') })
  useKeys([{ keys: 'n', say: say('note.label'), run: focusNote }])
  const why = unavailable ?? (text.trim() === '' ? say('note.empty') : undefined)
  const send = async () => {
    if (why || !teamId || write.busy) return
    const entry = await write.run({ teamId, alertId: alertId ?? null, text })
    if (!entry) return
    setText('')
    onWritten?.(entry.id)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears the keys of its field
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      onKeyDown={sendByKeys(send)}
    >
      <TextArea
        label={say('note.label')}
        hideLabel
        name={noteName}
        placeholder={say('note.placeholder')}
        value={text}
        onChange={setText}
        maxLength={4000}
        rows={1}
      />
      {text.includes('@') ? (
        <Suspense>
          <MentionOffers text={text} onChange={setText} />
        </Suspense>
      ) : null}
      <div className={styles.actions}>
        {children}
        <Button type="submit" icon="note" busy={write.busy} unavailable={why}>
          {say('note.add')}
        </Button>
      </div>
    </form>
  )
}

const noteName = 'note'

function focusNote(): void {
  document.querySelector<HTMLTextAreaElement>(`textarea[name="${noteName}"]`)?.focus()
}

type NoteFormProps = {
  /** Whose log; undefined while it is not known. */
  readonly teamId: string | undefined
  readonly alertId?: number
  /** Why nothing can be written here. */
  readonly unavailable?: string | undefined
  /** A choice beside the button, such as the team. */
  readonly children?: React.ReactNode
  readonly onWritten?: (entryId: number) => void
}
