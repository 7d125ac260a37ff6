import { Pair } from '../ui/Form.tsx'
import { TextArea, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import { mappingFields, ruleFields, type MappingField, type MappingText } from './mapping-text.ts'

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
  return (
    <div
      onFocus={({ target }) => {
        const field = mappingFields.find((each) => target.getAttribute('name') === each)
        if (field) onFocus(field)
      }}
    >
      <Pair>
        {[...ruleFields, 'each' as const].map((field) => (
          <TextInput key={field} autoComplete="off" {...props(field)} />
        ))}
        {(['labels', 'links', 'priorities'] as const).map((field) => (
          <TextArea key={field} {...props(field)} />
        ))}
        {(['resolveWhen', 'acknowledgeWhen'] as const).map((field) => (
          <TextInput key={field} autoComplete="off" {...props(field)} />
        ))}
      </Pair>
    </div>
  )
}

type MappingFieldsProps = {
  readonly text: MappingText
  readonly onChange: (text: MappingText) => void
  readonly onFocus: (field: MappingField) => void
  readonly wrong: (field: MappingField) => string | undefined
}
