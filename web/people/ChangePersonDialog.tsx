import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Checkbox, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { RoleSelect } from './RoleSelect.tsx'

/** For admins: somebody's name and role, and whether they are in service. */
export function ChangePersonDialog({ person, onClose }: ChangePersonDialogProps) {
  const say = useWords('people')
  const change = useAction('changePerson', { inForm: true, done: say('person.changed') })
  const [name, setName] = useState(person.name)
  const [role, setRole] = useState(person.role)
  const wasFormer = person.deactivatedAt !== null
  const [isFormer, setFormer] = useState(wasFormer)
  const { problem } = change
  const send = async () => {
    const input = {
      personId: person.id,
      name: name.trim(),
      role,
      ...(isFormer === wasFormer ? {} : { isDeactivated: isFormer }),
    }
    if (await change.run(input)) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('person.change')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone={isFormer && !wasFormer ? 'danger' : 'primary'} type="submit" busy={change.busy}>
            {say('save')}
          </Button>
        }
      >
        {problem && !problem.of('name') ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <TextInput
          label={say('field.name')}
          value={name}
          onChange={setName}
          maxLength={200}
          error={problem?.of('name')}
        />
        <RoleSelect label={say('field.role')} value={role} onChange={setRole} />
        <Checkbox
          label={say('person.takeOut')}
          hint={say('person.takeOutHint')}
          checked={isFormer}
          onChange={setFormer}
        />
      </Form>
    </Dialog>
  )
}

type ChangePersonDialogProps = { readonly person: EndpointOutput<'getPerson'>; readonly onClose: () => void }
