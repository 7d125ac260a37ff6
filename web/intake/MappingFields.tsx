import { Fold } from '../ui/Fold.tsx'
import { Pair } from '../ui/Form.tsx'
import { TextArea, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import styles from './MappingCard.module.css'
import { mappingFields, type MappingField, type MappingText } from './mapping-text.ts'

/** What most mappings say; the rest waits behind a fold until it says something. */
const first = ['key', 'summary', 'severity', 'status'] as const

/** The rules of a mapping, one by one; `onFocus` tells which one is being written. */
export function MappingFields({ text, onChange, onFocus, wrong }: MappingFieldsProps) {
  const say = useWords('intake')
  const props = (field: MappingField) => ({
    name: field,
    label: say(`mapping.field.${field}`),
    hint: say(`mapping.hint.${field}`),
    code: true,
    spellCheck: false,
    value: text[field],
    onChange: (value: string) => onChange({ ...text, [field]: value }),
    error: wrong(field),
  })
  const isOpen = mappingFields.some(
    (field) => !first.some((one) => one === field) && (text[field] !== '' || wrong(field)),
  )
  return (
    <div
      className={styles.fields}
      onFocus={({ target }) => {
        const field = mappingFields.find((each) => target.getAttribute('name') === each)
        if (field) onFocus(field)
      }}
    >
      <Pair>
        {first.map((field) => (
          <TextInput key={field} autoComplete="off" {...props(field)} />
        ))}
      </Pair>
      <Fold say={say('mapping.further')} open={isOpen}>
        <Pair>
          {(['from', 'startsAt', 'groupKey', 'each'] as const).map((field) => (
            <TextInput key={field} autoComplete="off" {...props(field)} />
          ))}
          {(['labels', 'links', 'priorities'] as const).map((field) => (
            <TextArea key={field} {...props(field)} />
          ))}
          {(['resolveWhen', 'acknowledgeWhen'] as const).map((field) => (
            <TextInput key={field} autoComplete="off" {...props(field)} />
          ))}
        </Pair>
      </Fold>
    </div>
  )
}

type MappingFieldsProps = {
  readonly text: MappingText
  readonly onChange: (text: MappingText) => void
  readonly onFocus: (field: MappingField) => void
  readonly wrong: (field: MappingField) => string | undefined
}
