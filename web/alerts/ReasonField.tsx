import { noActionReasons, type NoActionReason } from '../../domain/alerts/outcome.ts'
import { Select } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'

export type Reason = NoActionReason

/** Why no action was needed: one of a short list. */
export function ReasonField({ label, value, onChange }: ReasonFieldProps) {
  const say = useWords('outcome')
  const options = noActionReasons.map((reason) => ({ value: reason, label: say(`reason.${reason}`) }))
  return <Select label={label} value={value} options={options} onChange={onChange} />
}

type ReasonFieldProps = {
  readonly label: string
  readonly value: Reason
  readonly onChange: (reason: Reason) => void
}
