import { keyForms, type KeyForm } from '../../domain/intake/key-life.ts'
import { Segmented } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'

/** Which form the key has: asked for where it may matter. */
export function FormOfKey({ value, onChange }: FormOfKeyProps) {
  const say = useWords('keys')
  return (
    <>
      <Segmented
        label={say('form.label')}
        value={value}
        options={keyForms.map((form) => ({ value: form, label: say(`form.${form}`) }))}
        onChange={onChange}
      />
      <p>{say('form.hint')}</p>
    </>
  )
}

type FormOfKeyProps = { readonly value: KeyForm; readonly onChange: (form: KeyForm) => void }
