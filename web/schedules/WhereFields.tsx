import { useId, useState } from 'react'
import { failureCodes, type FailureCode } from '../../domain/calendars/follow.ts'
import { Field } from '../ui/Field.tsx'
import { Segmented, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import type { Problem } from '../problem.ts'
import { FailureDetail } from './FailureDetail.tsx'
import styles from './SourceState.module.css'

/** Where a calendar is: a secret address, or a file from this computer. */
export type Where = { readonly url: string } | { readonly text: string; readonly fileName: string }

export function WhereFields({ where, problem, onChange }: WhereFieldsProps) {
  const say = useWords('calendars')
  const [kind, setKind] = useState<'url' | 'file'>('url')
  const file = useId()
  const failure = failureIn(problem)
  const because = failure ? say(`failure.${failure.because}`) : undefined
  const choose = async (chosen: File | undefined) => {
    if (chosen) onChange({ text: await chosen.text(), fileName: chosen.name })
  }
  return (
    <>
      <Segmented
        label={say('where.title')}
        value={kind}
        onChange={(next) => {
          setKind(next)
          onChange(next === 'url' ? { url: '' } : { text: '', fileName: '' })
        }}
        options={[
          { value: 'url', label: say('where.url') },
          { value: 'file', label: say('where.file') },
        ]}
      />
      {kind === 'url' ? (
        <TextInput
          label={say('where.address')}
          hint={say('where.addressHint')}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder={say('where.placeholder')}
          value={'url' in where ? where.url : ''}
          onChange={(url) => onChange({ url })}
          error={because ?? problem?.of('url')}
        />
      ) : (
        <Field label={say('where.chooseFile')} hint={say('where.fileHint')} error={because ?? problem?.of('text')}>
          {(control) => (
            <input
              {...control}
              id={control.id ?? file}
              className={styles.file}
              type="file"
              accept=".ics,text/calendar"
              onChange={(event) => void choose(event.currentTarget.files?.[0])}
            />
          )}
        </Field>
      )}
      {failure ? <FailureDetail {...failure} /> : null}
    </>
  )
}

/** Why it could not be read, as the refusal tells it; a reason that this release does not know is told by the server's words. */
function failureIn(problem: Problem | null): { readonly because: FailureCode; readonly detail: string } | null {
  if (problem?.code !== 'calendar_unreadable') return null
  const { because, detail } = problem.facts
  const known = failureCodes.find((code) => code === because)
  return known ? { because: known, detail: typeof detail === 'string' ? detail : '' } : null
}

export function isChosen(where: Where): boolean {
  return 'url' in where ? where.url.trim() !== '' : where.text !== ''
}

type WhereFieldsProps = {
  readonly where: Where
  readonly problem: Problem | null
  readonly onChange: (where: Where) => void
}
