import { useId, useState } from 'react'
import { mostMatchers, readMatchers, writeMatchers } from '../../../domain/alerts/matchers.ts'
import type { Matcher } from '../../../domain/alerts/matchers.ts'
import {
  emptyMatcher,
  matchersIn,
  operatorOf,
  operators,
  operatorWords,
  withOperator,
} from '../../alerts/matcher-drafts.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { FieldError } from '../../ui/Field.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Select, TextArea, TextInput } from '../../ui/inputs.tsx'
import { useWords } from '../../words/words.ts'
import styles from './MatchersField.module.css'

/** What an event must have: one line for each matcher, or all of them as text from Alertmanager. All must match. */
export function MatchersField({ matchers, names, error, problemAt, onChange }: MatchersFieldProps) {
  const say = useWords('routes')
  const known = useId()
  const put = (at: number, ...by: readonly Matcher[]) =>
    onChange(matchers.toSpliced(at, 1, ...by).slice(0, mostMatchers))
  return (
    <fieldset className={styles.matchers}>
      <legend className={styles.legend}>{say('matchers')}</legend>
      <datalist id={known}>
        {names.map((name) => (
          <option key={name} value={name} label={name} aria-label={name} />
        ))}
      </datalist>
      {matchers.map((matcher, at) => (
        <MatcherLine
          // Lines have no name of their own; they are not moved, so their place tells them apart.
          // oxlint-disable-next-line react/no-array-index-key -- see above
          key={at}
          matcher={matcher}
          number={at + 1}
          known={known}
          problem={problemAt(at)}
          onChange={(...by) => put(at, ...by)}
        />
      ))}
      <FieldError id="" error={error} />
      <div>
        <Button
          size="small"
          icon="plus"
          onPress={() => onChange([...matchers, emptyMatcher])}
          unavailable={matchers.length >= mostMatchers ? say('matchersFull') : undefined}
        >
          {say('matcher.add')}
        </Button>
      </div>
      <Fold say={say('asText')}>
        <AsText matchers={matchers} onChange={onChange} />
      </Fold>
    </fieldset>
  )
}

function MatcherLine({ matcher, number, known, problem, onChange }: MatcherLineProps) {
  const say = useWords('routes')
  return (
    <div
      className={styles.line}
      onPaste={(event) => {
        // Whole matchers are taken apart; anything else is text for the field.
        const found = matchersIn(event.clipboardData.getData('text'))
        if (!found || matcher.name !== '') return
        event.preventDefault()
        onChange(...found)
      }}
    >
      <TextInput
        label={say('matcher.name', { number })}
        hideLabel
        placeholder={say('matcher.nameExample')}
        code
        list={known}
        autoComplete="off"
        spellCheck={false}
        maxLength={1024}
        value={matcher.name}
        onChange={(name) => onChange({ ...matcher, name: name.trim() })}
      />
      <Select
        label={say('matcher.operator', { number })}
        hideLabel
        value={operatorOf(matcher)}
        options={operators.map((value) => ({ value, label: say(`operator.${operatorWords[value]}`) }))}
        onChange={(chosen) => onChange(withOperator(matcher, chosen))}
      />
      <TextInput
        label={say('matcher.value', { number })}
        hideLabel
        placeholder={matcher.isRegex ? say('matcher.patternExample') : say('matcher.valueExample')}
        code
        autoComplete="off"
        spellCheck={false}
        maxLength={4096}
        value={matcher.value}
        onChange={(value) => onChange({ ...matcher, value })}
        error={
          problem && matcher.isRegex
            ? say('fault.no_pattern', { why: problem.slice(problem.indexOf(': ') + 2) })
            : problem
        }
      />
      <IconButton icon="close" label={say('matcher.remove', { number })} onPress={() => onChange()} />
    </div>
  )
}

/** While it is typed the text stays as it is typed; what it says holds as soon as it can be read. */
function AsText({ matchers, onChange }: Pick<MatchersFieldProps, 'matchers' | 'onChange'>) {
  const say = useWords('routes')
  const [typed, setTyped] = useState<string | null>(null)
  const written = writeMatchers(matchers.filter(({ name }) => name !== ''))
  const read = typed === null ? null : readMatchers(typed)
  const isTheirs = read !== null && !('wrong' in read) && writeMatchers(read.matchers) === written
  const shown = typed === null || (read !== null && !('wrong' in read) && !isTheirs) ? written : typed
  const fault = read !== null && 'wrong' in read && typed === shown ? read : null
  return (
    <TextArea
      label={say('text')}
      hint={say('textHint')}
      code
      spellCheck={false}
      maxLength={50_000}
      value={shown}
      onChange={(text) => {
        setTyped(text)
        const now = readMatchers(text)
        if (!('wrong' in now)) onChange(now.matchers)
      }}
      error={fault ? say(`textFault.${fault.wrong}`, { at: fault.at + 1 }) : undefined}
    />
  )
}

type MatchersFieldProps = {
  readonly matchers: readonly Matcher[]
  readonly names: readonly string[]
  readonly error: string | undefined
  readonly problemAt: (at: number) => string | undefined
  readonly onChange: (matchers: readonly Matcher[]) => void
}

type MatcherLineProps = {
  readonly matcher: Matcher
  readonly number: number
  /** The id of the list of names. */
  readonly known: string
  readonly problem: string | undefined
  /** What takes its place: another, several, or nothing. */
  readonly onChange: (...by: readonly Matcher[]) => void
}
