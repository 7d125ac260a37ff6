import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Field } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Screen } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { readFiles } from './import-files.ts'
import type { ReadFiles } from './import-files.ts'
import { ImportOwners } from './ImportOwners.tsx'
import { ImportPreview } from './ImportPreview.tsx'
import styles from './ImportScreen.module.css'

export type Preview = EndpointOutput<'importServices'>

/** Services taken over from another catalog: the file, what would happen, and only then that it does. */
export function ImportScreen() {
  const services = useWords('services')
  const say = useWords('catalog')
  const [yaml, setYaml] = useState('')
  const [fault, setFault] = useState<Extract<ReadFiles, { fault: string }>['fault']>()
  const [owners, setOwners] = useState<ReadonlyMap<string, string>>(new Map())
  const [preview, setPreview] = useState<Preview>()
  const ask = useAction('importServices', { inForm: true })
  const run = useAction('importServices', {
    inForm: true,
    done: ({ created, changed }) => say('import.done', { created, changed }),
  })
  const change = (text: string) => {
    setYaml(text)
    setPreview(undefined)
    setFault(undefined)
    ask.clear()
    run.clear()
  }
  const choose = async (files: readonly File[]) => {
    if (files.length === 0) return
    const read = await readFiles(files)
    change('text' in read ? read.text : '')
    if ('fault' in read) setFault(read.fault)
  }
  const asked = (meant: ReadonlyMap<string, string>) => ({
    yaml,
    owners: [...meant].map(([owner, team]) => ({ owner, team })),
  })
  const look = async (meant = owners) => {
    if (yaml.trim() === '' || ask.busy) return
    run.clear()
    setPreview(await ask.run({ ...asked(meant), dryRun: true }))
  }
  const carryOut = async () => {
    if (!preview) return
    const done = await run.run({ ...asked(owners), dryRun: false, seen: preview.seen })
    if (done) setPreview(done)
  }
  const count = preview ? preview.created + preview.changed : 0
  const problem = run.problem ?? ask.problem
  return (
    <Screen
      title={say('import.title')}
      about={say('import.about')}
      back={{ href: paths.services, say: services('title') }}
    >
      <Card>
        <Form
          onSubmit={() => look()}
          actions={
            <Button
              type="submit"
              tone={preview ? 'plain' : 'primary'}
              busy={ask.busy}
              unavailable={yaml.trim() === '' ? say('import.missing') : undefined}
            >
              {say(preview ? 'import.again' : 'import.preview')}
            </Button>
          }
        >
          <Field
            label={say('import.file')}
            hint={say('import.fileHint')}
            error={fault ? say(`import.${fault}`) : undefined}
          >
            {(control) => (
              <input
                {...control}
                className={styles.file}
                type="file"
                multiple
                accept=".yaml,.yml,application/yaml,text/yaml"
                onChange={(event) => void choose([...(event.currentTarget.files ?? [])])}
              />
            )}
          </Field>
          <TextArea
            label={say('import.text')}
            code
            rows={8}
            spellCheck={false}
            placeholder={example}
            value={yaml}
            onChange={change}
          />
          {problem ? (
            <Notice tone="critical" title={problem.sentence}>
              {problem.errors.length > 0 ? (
                <ul aria-label={say('import.lines')}>
                  {problem.errors.map(({ path, say: what }) => (
                    <li key={`${path} ${what}`}>
                      <code>{path}</code> {what}
                    </li>
                  ))}
                </ul>
              ) : null}
            </Notice>
          ) : null}
        </Form>
      </Card>
      {preview && !preview.isImported ? (
        <ImportOwners
          preview={preview}
          onChange={(owner, team) => {
            const next = new Map(owners).set(owner, team)
            setOwners(next)
            void look(next)
          }}
        />
      ) : null}
      {preview ? (
        <ImportPreview
          preview={preview}
          action={
            preview.isImported ? (
              <Button tone="primary" href={paths.services} iconAfter="forward">
                {say('import.list')}
              </Button>
            ) : (
              <Button
                tone="primary"
                busy={run.busy || ask.busy}
                unavailable={count === 0 ? say('import.nothing') : undefined}
                onPress={carryOut}
              >
                {count === 0 ? say('import.do') : say('import.run', { count })}
              </Button>
            )
          }
        />
      ) : null}
    </Screen>
  )
}

const example = `services:
  - slug: checkout
    name: Checkout
    team: payments
    tier: 1
    dependsOn: [ledger]
    links:
      - { name: Restart, url: https://wiki.example.com/restart, kind: runbook }`
