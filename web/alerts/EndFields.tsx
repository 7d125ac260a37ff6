import { useMe } from '../shell/me.ts'
import { zoneCity } from '../schedules/span-words.ts'
import { fromLocalText, toLocalText } from '../schedules/zoned.ts'
import { Segmented, TextInput } from '../ui/inputs.tsx'
import { absolute } from '../ui/time-words.ts'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { endOf, silenceEnds, someHours } from './silence-ends.ts'
import type { SilenceEnd } from './silence-ends.ts'

export type EndChoice = { readonly end: SilenceEnd; /** As a `datetime-local` field holds it. */ readonly text: string }

/** The moment that is chosen, counted from `from`; null when the field names none. */
export function endChosen({ end, text }: EndChoice, from: number, zone: string): number | null {
  return end === 'custom' ? fromLocalText(zone, text) : endOf(end, from, zone)
}

/** Until when: a span that begins at `from`, tomorrow morning, or a moment of one's own on the reader's clock. */
export function EndFields({ choice, from, onChange, error }: EndFieldsProps) {
  const say = useWords('silences')
  const language = useLanguage()
  const { zone } = useMe().person
  const now = useNow()
  const at = endChosen(choice, from, zone)
  const labels: Readonly<Record<SilenceEnd, string>> = {
    hour: say('end.hours', { count: 1 }),
    hours: say('end.hours', { count: someHours }),
    tomorrow: say('end.tomorrow'),
    custom: say('end.custom'),
  }
  const turn = (end: SilenceEnd) =>
    // A moment of one's own starts from what was chosen before.
    onChange({ end, text: end === 'custom' && at !== null ? toLocalText(zone, at) : choice.text })
  return (
    <>
      <Segmented
        label={say('end.label')}
        value={choice.end}
        options={silenceEnds.map((value) => ({ value, label: labels[value] }))}
        onChange={turn}
      />
      {choice.end === 'custom' ? (
        <TextInput
          label={say('end.at')}
          type="datetime-local"
          value={choice.text}
          onChange={(text) => onChange({ end: 'custom', text })}
          hint={zoneCity(zone)}
          error={error ?? (at !== null && at <= now.getTime() ? say('end.past') : undefined)}
        />
      ) : at === null ? null : (
        <p>{say('end.says', { moment: absolute(new Date(at), { language, zone, style: 'moment', now }) })}</p>
      )}
    </>
  )
}

type EndFieldsProps = {
  readonly choice: EndChoice
  /** From when a span is counted, in epoch milliseconds. */
  readonly from: number
  readonly onChange: (choice: EndChoice) => void
  readonly error: string | undefined
}
