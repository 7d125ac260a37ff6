import { Select } from '../ui/inputs.tsx'
import type { Option } from '../ui/inputs.tsx'
import { useLanguage } from '../words/words.ts'

/** One time zone of those this browser knows, with what it means today: `Asia/Seoul (GMT+9)`. */
export function ZoneSelect({ label, value, onChange, hint, error }: ZoneSelectProps) {
  const language = useLanguage()
  const options = optionsIn(language)
  const all = known.includes(value) ? options : [{ value, label: value }, ...options]
  return (
    <Select label={label} value={value} options={all} onChange={onChange} error={error} {...(hint ? { hint } : {})} />
  )
}

/** `GMT+9`, in the words of the language; empty for a zone this browser does not know. */
function offsetWords(zone: string, at: Date, language: string): string {
  try {
    const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at)
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
  } catch {
    return ''
  }
}

function optionsIn(language: string): readonly Option<string>[] {
  const made = optionsByLanguage.get(language) ?? known.map((zone) => optionOf(zone, language))
  optionsByLanguage.set(language, made)
  return made
}

function optionOf(zone: string, language: string): Option<string> {
  return { value: zone, label: `${zone.replaceAll('_', ' ')} (${offsetWords(zone, new Date(), language)})` }
}

/** Four hundred zones are read once, not with every letter typed beside them. */
const optionsByLanguage = new Map<string, readonly Option<string>[]>()
const known = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

type ZoneSelectProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (zone: string) => void
  readonly hint?: string
  readonly error?: string | undefined
}
