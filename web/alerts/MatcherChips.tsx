import { useId, useState } from 'react'
import { alertFields, mostMatchers } from '../../domain/alerts/matchers.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { FieldError } from '../ui/Field.tsx'
import { Segmented, TextArea } from '../ui/inputs.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import styles from './MatcherChips.module.css'
import {
  draftOf,
  draftsIn,
  matchersIn,
  operatorOf,
  operators,
  operatorWords,
  textOf,
  withOperator,
} from './matcher-drafts.ts'
import type { Draft } from './matcher-drafts.ts'

/** Which alerts are meant, as chips or as Alertmanager's text. Null while the text is not readable. */
export function MatcherChips({ drafts, onChange, error }: MatcherChipsProps) {
  const say = useWords('silences')
  const [text, setText] = useState<string>()
  const [mode, setMode] = useState<'chips' | 'text'>('chips')
  const read = text === undefined ? null : draftsIn(text)
  const fault = read && 'wrong' in read && text?.trim() !== '' ? say(`matchers.fault.${read.wrong}`) : undefined
  const write = (next: string) => {
    setText(next)
    const now = draftsIn(next)
    onChange('drafts' in now ? now.drafts : next.trim() === '' ? [] : null)
  }
  const turn = (next: 'chips' | 'text') => {
    setText(next === 'text' ? textOf(drafts ?? []) : undefined)
    // Whoever leaves a text that cannot be read goes back to no chips rather than to ones that are not meant.
    if (next === 'chips' && drafts === null) onChange([])
    setMode(next)
  }
  return (
    <Stack>
      <Segmented
        label={say('matchers.label')}
        value={mode}
        options={[
          { value: 'chips', label: say('matchers.chips') },
          { value: 'text', label: say('matchers.text') },
        ]}
        onChange={turn}
      />
      {mode === 'text' ? (
        <TextArea
          label={say('matchers.text')}
          hideLabel
          hint={say('matchers.textHint', { example: '{alertname="DiskFull", env=~"prod.*"}' })}
          code
          spellCheck={false}
          rows={3}
          value={text ?? ''}
          onChange={write}
          error={fault ?? error}
        />
      ) : (
        <Chips drafts={drafts ?? []} onChange={onChange} error={error} />
      )}
    </Stack>
  )
}

function Chips({ drafts, onChange, error }: ChipsProps) {
  const say = useWords('silences')
  const id = useId()
  const [blank] = useState(() => draftOf())
  const shown = drafts.length > 0 ? drafts : [blank]
  const put = (draft: Draft) => onChange(shown.map((each) => (each.id === draft.id ? draft : each)))
  const isFull = shown.length >= mostMatchers
  return (
    <>
      <ul className={styles.chips}>
        {shown.map((draft) => (
          <Chip
            key={draft.id}
            draft={draft}
            names={`${id}-names`}
            onChange={put}
            onPaste={(several) => onChange(shown.flatMap((each) => (each.id === draft.id ? several : [each])))}
            onRemove={() => onChange(shown.filter((each) => each.id !== draft.id))}
          />
        ))}
      </ul>
      <datalist id={`${id}-names`}>
        {suggested.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <FieldError id={`${id}-error`} error={error} />
      <div>
        <Button
          size="small"
          icon="plus"
          unavailable={isFull ? say('matchers.full', { count: mostMatchers }) : undefined}
          onPress={() => onChange([...shown, draftOf()])}
        >
          {say('matchers.add')}
        </Button>
      </div>
    </>
  )
}

function Chip({ draft, names, onChange, onPaste, onRemove }: ChipProps) {
  const say = useWords('silences')
  return (
    <li className={styles.chip}>
      <input
        className={styles.name}
        aria-label={say('matchers.name')}
        placeholder={say('matchers.namePlaceholder')}
        list={names}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={draft.name}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        onPaste={(event) => {
          const several = draft.name === '' ? matchersIn(event.clipboardData.getData('text')) : null
          if (!several) return
          event.preventDefault()
          onPaste(several.map(draftOf))
        }}
      />
      <select
        className={styles.operator}
        aria-label={say('matchers.operator', { name: draft.name })}
        title={say(`matchers.operators.${operatorWords[operatorOf(draft)]}`)}
        value={operatorOf(draft)}
        onChange={(event) => {
          const operator = operators[event.currentTarget.selectedIndex]
          if (operator) onChange(withOperator(draft, operator))
        }}
      >
        {operators.map((operator) => (
          <option
            key={operator}
            value={operator}
            label={operator}
            title={say(`matchers.operators.${operatorWords[operator]}`)}
          >
            {operator}
          </option>
        ))}
      </select>
      <input
        className={styles.value}
        aria-label={say('matchers.value', { name: draft.name })}
        placeholder={say('matchers.valuePlaceholder')}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={draft.value}
        onChange={(event) => onChange({ ...draft, value: event.currentTarget.value })}
      />
      <IconButton icon="close" size="small" label={say('matchers.remove', { name: draft.name })} onPress={onRemove} />
    </li>
  )
}

const suggested = ['alertname', 'severity', 'instance', 'job', 'env', ...alertFields]

type ChipsProps = {
  readonly drafts: readonly Draft[]
  readonly onChange: (drafts: readonly Draft[]) => void
  readonly error: string | undefined
}

type MatcherChipsProps = Omit<ChipsProps, 'drafts' | 'onChange'> & {
  readonly drafts: readonly Draft[] | null
  readonly onChange: (drafts: readonly Draft[] | null) => void
}

type ChipProps = {
  readonly draft: Draft
  readonly names: string
  readonly onChange: (draft: Draft) => void
  readonly onPaste: (several: readonly Draft[]) => void
  readonly onRemove: () => void
}
