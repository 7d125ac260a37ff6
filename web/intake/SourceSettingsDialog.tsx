import { useState } from 'react'
import { highestFloodLimit, usualFloodLimit } from '../../domain/intake/flood-limit.ts'
import type { EndpointOutput } from '../api.ts'
import { useAction } from '../query.tsx'
import { wholeNumber } from '../services/settings-draft.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/words.ts'

/** What a source is called, and from when it floods; its key and its address stay. */
export function SourceSettingsDialog({ source, onClose }: SourceSettingsDialogProps) {
  const say = useWords('intake')
  const number = new Intl.NumberFormat(useLanguage())
  const { problem, ...change } = useAction('changeSource', { inForm: true, done: say('settings.done') })
  const [name, setName] = useState(source.name)
  const [flood, setFlood] = useState(String(source.floodLimit))
  const floodLimit = wholeNumber(flood, highestFloodLimit)
  const wrong = floodLimit === null ? say('settings.floodWrong', { most: number.format(highestFloodLimit) }) : undefined
  const send = async () => {
    if (floodLimit === null) return
    if (await change.run({ sourceId: source.id, name: name.trim(), floodLimit })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('settings.of', { name: source.name })}>
      <Form
        onSubmit={send}
        actions={
          <Button
            tone="primary"
            type="submit"
            busy={change.busy}
            unavailable={name.trim() === '' ? say('settings.missing') : wrong}
          >
            {say('save')}
          </Button>
        }
      >
        {problem && problem.errors.length === 0 ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <TextInput label={say('name')} value={name} onChange={setName} maxLength={200} error={problem?.of('name')} />
        <TextInput
          label={say('settings.flood')}
          hint={say('settings.floodHint', { usual: number.format(usualFloodLimit) })}
          inputMode="numeric"
          value={flood}
          onChange={setFlood}
          error={wrong ?? problem?.of('floodLimit')}
        />
      </Form>
    </Dialog>
  )
}

type SourceSettingsDialogProps = {
  readonly source: EndpointOutput<'getSource'>['source']
  readonly onClose: () => void
}
