import type { ReactNode } from 'react'
import { noteText, skipText } from '../../domain/services/import/words.ts'
import { Card } from '../ui/Card.tsx'
import { State } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import type { Preview } from './ImportScreen.tsx'
import styles from './ImportScreen.module.css'

type Each = Preview['services'][number]

const order = ['skip', 'create', 'change', 'none'] as const
const looks = {
  skip: ['warning', 'warning'],
  create: ['ok', 'plus'],
  change: ['info', 'edit'],
  none: ['calm', 'check'],
} as const satisfies Record<Each['does'], readonly [Tone, IconName]>

/** What would become of each thing in the file, what needs a person first. */
export function ImportPreview({ preview, action }: { readonly preview: Preview; readonly action: ReactNode }) {
  const say = useWords('catalog')
  const { created, changed, same, skipped } = preview
  const counts = [
    ['create', created],
    ['change', changed],
    ['none', same],
    ['skip', skipped],
  ] as const
  return (
    <Card
      title={say(preview.isImported ? 'import.happened' : 'import.result')}
      about={counts
        .filter(([, count]) => count > 0)
        .map(([does, count]) => say(`import.counts.${does}`, { count }))
        .join(' · ')}
      actions={action}
      flush
    >
      <ul aria-label={say('import.result')}>
        {preview.services
          .toSorted((a, b) => order.indexOf(a.does) - order.indexOf(b.does))
          .map((each) => (
            <ImportedRow key={`${each.ref} ${each.place}`} each={each} />
          ))}
      </ul>
    </Card>
  )
}

function ImportedRow({ each }: { readonly each: Each }) {
  const say = useWords('catalog')
  const language = useLanguage()
  const { does, name, ref, place, team, policy, fields, skip, notes } = each
  const [tone, icon] = looks[does]
  return (
    <li className={styles.each}>
      <State tone={tone} icon={icon} look="plain">
        {say(`import.does.${does}`)}
      </State>
      <div className={styles.said}>
        <strong>{name}</strong>
        <span className={styles.calm}>
          {[
            ref,
            say('import.line', { place }),
            team && policy && does !== 'skip' ? say('import.goesTo', { team, policy }) : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {skip ? <p>{skipText(skip, language)}</p> : null}
        {does === 'change' ? <Fields fields={fields} /> : null}
        {notes.length > 0 ? (
          <ul className={styles.notes}>
            {notes.map((note) => (
              <li key={`${note.what} ${note.text}`}>{noteText(note, language)}</li>
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  )
}

function Fields({ fields }: { readonly fields: Each['fields'] }) {
  const say = useWords('catalog')
  return (
    <dl className={styles.fields}>
      {fields.map(({ field, before, after }) => (
        <FieldLine
          key={field}
          name={isKnown(field) ? say(`import.field.${field}`) : field}
          // Links are only ever added: those that stay would hide what is new.
          was={field === 'links' ? '' : before || say('import.empty')}
          is={field === 'links' ? newLines(before, after) : after || say('import.empty')}
        />
      ))}
    </dl>
  )
}

function FieldLine({ name, was, is }: { readonly name: string; readonly was: string; readonly is: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {was === '' ? null : <span className={styles.was}>{was} → </span>}
        {is}
      </dd>
    </>
  )
}

function newLines(before: string, after: string): string {
  const had = new Set(before.split('\n'))
  const lines = after.split('\n').filter((line) => !had.has(line))
  return lines.map((line) => `+ ${line}`).join('\n')
}

const knownFields = ['name', 'description', 'tier', 'dependsOn', 'links'] as const

function isKnown(field: string): field is (typeof knownFields)[number] {
  return knownFields.some((each) => each === field)
}
