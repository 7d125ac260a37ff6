import { useState } from 'react'
import { fileText, unreadable, type Unreadable } from '../../domain/kit/kit-file.ts'
import { SaveProblem } from '../people/SaveProblem.tsx'
import { TeamSelect } from '../people/TeamSelect.tsx'
import type { Problem } from '../problem.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { Select, TextArea } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import styles from './ImportDialog.module.css'
import { ImportedThings, type Imported } from './ImportedThings.tsx'
import { useKitPlace, type Start } from './use-place.ts'

/** A file that is taken over: where it belongs, what would happen, and only then that it does. */
export default function ImportDialog({ start, onClose }: { readonly start: Start; readonly onClose: () => void }) {
  const say = useWords('kitFile')
  const kit = useWords('kit')
  const place = useKitPlace(start)
  const [text, setText] = useState('')
  const [isFile, setFile] = useState(false)
  const [fault, setFault] = useState<Unreadable>()
  const [preview, setPreview] = useState<Imported>()
  const look = useAction('importKit', { inForm: true })
  const run = useAction('importKit', { inForm: true, done: ({ added }) => say('done', { count: added }) })
  const forget = () => {
    setPreview(undefined)
    setFault(undefined)
    look.clear()
    run.clear()
  }
  const of = { teamId: place.teamId, serviceId: place.serviceId || null }
  const show = async (file: string) => {
    if (file.trim() !== '') setPreview(await look.run({ ...of, text: file, dryRun: true }))
  }
  const choose = async (file: File | undefined) => {
    if (!file) return
    forget()
    const read = fileText(new Uint8Array(await file.arrayBuffer()), (bytes) => utf8.decode(bytes))
    setText('text' in read ? read.text : '')
    setFile(true)
    if ('unreadable' in read) setFault(read.unreadable)
    else await show(read.text)
  }
  const send = async () => {
    if (!preview) return show(text)
    if (preview.added > 0 && (await run.run({ ...of, text }))) onClose()
  }
  const problem = run.problem ?? look.problem
  const why = fault ?? unreadableOf(problem)
  const unavailable = preview?.added === 0 ? say('nothing') : text.trim() === '' ? say('missing') : undefined
  return (
    <Dialog open onClose={onClose} size="wide" title={say('import')} about={say('importAbout')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" busy={look.busy || run.busy} unavailable={unavailable}>
            {preview && preview.added > 0 ? say('run', { count: preview.added }) : say('look')}
          </Button>
        }
      >
        <div className={styles.where}>
          {place.teams.length < 2 ? null : (
            <TeamSelect
              teams={place.teams}
              value={place.teamId}
              onChange={(id) => {
                forget()
                place.setTeam(id)
              }}
            />
          )}
          <Select
            label={say('service')}
            value={place.serviceId}
            options={[
              { value: '', label: kit('wholeTeam') },
              ...place.services.map((service) => ({ value: service.id, label: service.name })),
            ]}
            onChange={(id) => {
              forget()
              place.setService(id)
            }}
          />
        </div>
        <Field label={say('file')} hint={say('fileHint')}>
          {(control) => (
            <input
              {...control}
              className={styles.file}
              type="file"
              accept=".md,.markdown,.txt,.html,.htm,text/markdown,text/html,text/plain"
              onChange={(event) => void choose(event.currentTarget.files?.[0])}
            />
          )}
        </Field>
        {isFile ? null : (
          <TextArea
            label={say('text')}
            code
            rows={4}
            spellCheck={false}
            placeholder={example}
            value={text}
            onChange={(pasted) => {
              forget()
              setText(pasted)
            }}
          />
        )}
        {why ? <Notice tone="critical" title={say(`unreadable.${why}`)} /> : <SaveProblem problem={problem} />}
        {preview ? <ImportedThings imported={preview} services={place.services} /> : null}
      </Form>
    </Dialog>
  )
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Why the server could not read it, where that is it. */
function unreadableOf(problem: Problem | null): Unreadable | undefined {
  if (problem?.code !== 'kit_import_unreadable') return undefined
  return unreadable.find((why) => why === problem.facts['why'])
}

const example = `## Checkout
- [Error graphs](https://graphs.example.com/d/1) - by region`
