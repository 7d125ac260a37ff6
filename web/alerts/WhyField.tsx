import { longestWords } from '../../domain/paging/answer.ts'
import { TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'

/** Why somebody acts on what another has; nothing where nobody else has it. */
export function WhyField({ holder, value, onChange }: WhyFieldProps) {
  const say = useWords('answers')
  if (holder === null) return null
  return (
    <TextInput
      label={say('why.label', { name: holder })}
      hint={say('why.hint', { name: holder })}
      value={value}
      onChange={onChange}
      maxLength={longestWords.reason}
    />
  )
}

/** Asks what is missing before it can be done: a sentence for a button's `unavailable`. */
export function useWhyMissing(holder: string | null, value: string): string | undefined {
  const say = useWords('answers')
  return holder !== null && value.trim() === '' ? say('why.needed') : undefined
}

type WhyFieldProps = {
  readonly holder: string | null
  readonly value: string
  readonly onChange: (value: string) => void
}
