import { useMemo } from 'react'
import { Select } from '../ui/inputs.tsx'
import { useLanguage } from '../words/words.ts'

/** One time zone of those this browser knows, with what it means today: `Asia/Seoul (GMT+9)`. */
export function ZoneSelect({ label, value, onChange, hint, error }: ZoneSelectProps) {
  const language = useLanguage()
  const options = useMemo(() => {
    const zones = known.includes(value) ? known : [value, ...known]
    const now = new Date()
    return zones.map((zone) => ({
      value: zone,
      label: `${zone.replaceAll('_', ' ')} (${offsetWords(zone, now, language)})`,
    }))
  }, [value, language])
  return (
    <Select
      label={label}
      value={value}
      options={options}
      onChange={onChange}
      error={error}
      {...(hint ? { hint } : {})}
    />
  )
}

/** `GMT+9`, in the words of the language; empty for a zone this browser does not know. */
export function offsetWords(zone: string, at: Date, language: string): string {
  try {
    const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(at)
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
  } catch {
    return ''
  }
}

const known = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

type ZoneSelectProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (zone: string) => void
  readonly hint?: string
  readonly error?: string | undefined
}
