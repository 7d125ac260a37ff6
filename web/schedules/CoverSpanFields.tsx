import { useMe } from '../shell/me.ts'
import { Pair } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import { zoneCity } from './span-words.ts'

/** From when until when somebody takes or gives a shift, on the reader's own clock. */
export function CoverSpanFields({ from, until, onFrom, onUntil, error }: CoverSpanFieldsProps) {
  const say = useWords('cover')
  const city = zoneCity(useMe().person.zone)
  return (
    <Pair>
      <TextInput label={say('ask.from')} type="datetime-local" value={from} onChange={onFrom} hint={city} />
      <TextInput
        label={say('ask.until')}
        type="datetime-local"
        value={until}
        onChange={onUntil}
        hint={city}
        error={error}
      />
    </Pair>
  )
}

type CoverSpanFieldsProps = {
  readonly from: string
  readonly until: string
  readonly onFrom: (text: string) => void
  readonly onUntil: (text: string) => void
  readonly error?: string | undefined
}
