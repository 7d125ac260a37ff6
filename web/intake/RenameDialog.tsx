import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'

/** Another name for a source; its key and its address stay. */
export function RenameDialog({ source, onClose }: RenameDialogProps) {
  const say = useWords('intake')
  const change = useAction('changeSource', { inForm: true, done: say('rename.done') })
  const [name, setName] = useState(source.name)
  const send = async () => {
    if (await change.run({ sourceId: source.id, name: name.trim() })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('rename.title')}>
      <Form
        onSubmit={send}
        actions={
          <Button
            tone="primary"
            type="submit"
            busy={change.busy}
            unavailable={name.trim() === '' ? say('rename.missing') : undefined}
          >
            {say('save')}
          </Button>
        }
      >
        <TextInput
          label={say('name')}
          value={name}
          onChange={setName}
          maxLength={200}
          error={change.problem?.of('name') ?? change.problem?.sentence}
        />
      </Form>
    </Dialog>
  )
}

type RenameDialogProps = { readonly source: EndpointOutput<'getSource'>['source']; readonly onClose: () => void }
