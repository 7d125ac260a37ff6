import { useState } from 'react'
import type { ReactNode } from 'react'
import { TextInput } from '../ui/inputs.tsx'

/** Names of labels with commas between. What nobody typed stays as it was, should a name hold a comma. */
export function LabelsInput({ label, hint, labels, onChange, error }: LabelsInputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextInput
      label={label}
      hint={hint}
      code
      autoComplete="off"
      spellCheck={false}
      value={typed ?? labels.join(', ')}
      onChange={(text) => {
        setTyped(text)
        onChange([...new Set(text.split(',').map((name) => name.trim()))].filter((name) => name !== ''))
      }}
      error={error}
    />
  )
}

type LabelsInputProps = {
  readonly label: string
  readonly hint: ReactNode
  readonly labels: readonly string[]
  readonly onChange: (labels: readonly string[]) => void
  readonly error: string | undefined
}
