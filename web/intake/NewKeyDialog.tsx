import { useState } from 'react'
import { overlaps, type KeyForm, type Overlap } from '../../domain/intake/key-life.ts'
import type { EndpointOutput } from '../api.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Select } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { FormOfKey } from './FormOfKey.tsx'
import { rememberKey } from './fresh-keys.ts'

/** A new key beside, or instead of, those there are. */
export function NewKeyDialog({ source, onClose }: NewKeyDialogProps) {
  const say = useWords('keys')
  const make = useAction('rotateSourceKey', { inForm: true })
  const [overlap, setOverlap] = useState<Overlap>('day')
  const [form, setForm] = useState<KeyForm>('plain')
  const send = async () => {
    const made = await make.run({ sourceId: source.id, overlap, form })
    if (!made) return
    rememberKey(source.id, made.key)
    onClose()
    window.scrollTo({ top: 0 })
  }
  return (
    <Dialog open onClose={onClose} title={say('newTitle', { name: source.name })} about={say('newAbout')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" busy={make.busy}>
            {say('make')}
          </Button>
        }
      >
        {make.problem ? <Notice tone="critical">{make.problem.sentence}</Notice> : null}
        <Select
          label={say('overlap.label')}
          hint={say('overlap.hint')}
          value={overlap}
          options={overlaps.map((value) => ({ value, label: say(`overlap.${value}`) }))}
          onChange={setOverlap}
        />
        <FormOfKey value={form} onChange={setForm} />
      </Form>
    </Dialog>
  )
}

type NewKeyDialogProps = { readonly source: EndpointOutput<'getSource'>['source']; readonly onClose: () => void }
