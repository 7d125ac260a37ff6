import { useState } from 'react'
import { dialects, type Dialect } from '../../domain/intake/dialects.ts'
import type { KeyForm } from '../../domain/intake/key-life.ts'
import { paths } from '../paths.ts'
import { NameFields, useNaming, useNamingMissing } from '../people/NameFields.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Select } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { FormOfKey } from './FormOfKey.tsx'
import { rememberKey } from './fresh-keys.ts'

/** A new source for a service; its key and what to paste are on the screen it leads to. */
export function CreateSourceDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords('intake')
  const go = useGo()
  const whyNot = useWhyNot()
  const create = useAction('createSource', { inForm: true })
  const services = (useLoaded('listServices', {}).data?.services ?? []).filter(
    (service) => !whyNot('sources.manage', service.teamId),
  )
  const naming = useNaming()
  const [dialect, setDialect] = useState<Dialect>('pagerduty')
  const [keyForm, setKeyForm] = useState<KeyForm>('plain')
  const [chosen, setServiceId] = useState('')
  const serviceId = chosen || services[0]?.id || ''
  const missing = useNamingMissing()(naming) ?? (serviceId ? undefined : say('serviceFirst'))
  const { problem } = create
  const send = async () => {
    const made = await create.run({ name: naming.name, slug: naming.slug, serviceId, dialect, keyForm })
    if (!made) return
    rememberKey(made.source.id, made.key)
    onClose()
    go(paths.source(made.source.id))
  }
  return (
    <Dialog open onClose={onClose} title={say('new')} about={say('newAbout')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" busy={create.busy} unavailable={missing}>
            {say('create')}
          </Button>
        }
      >
        {problem && problem.code !== 'slug_taken' ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <Select
          label={say('dialectLabel')}
          hint={say(`dialectAbout.${dialect}`)}
          value={dialect}
          options={dialects.map((value) => ({ value, label: say(`dialect.${value}`) }))}
          onChange={setDialect}
        />
        {dialect === 'opsgenie' ? <FormOfKey value={keyForm} onChange={setKeyForm} /> : null}
        <NameFields naming={naming} problem={problem} placeholder={say('example')} />
        <Select
          label={say('service')}
          hint={say('serviceHint')}
          value={serviceId}
          options={services.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setServiceId}
          error={problem?.of('serviceId')}
        />
      </Form>
    </Dialog>
  )
}
