import { useState } from 'react'
import type { Role } from '../../domain/permissions.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { PersonSelect } from './PersonSelect.tsx'
import { RoleSelect } from './RoleSelect.tsx'
import type { Team } from './teams.ts'

/** Puts somebody who is already here into a team. */
export function AddMemberDialog({ team, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const say = useWords('people')
  const add = useAction('setMember', { inForm: true, done: say('team.added') })
  const [personId, setPersonId] = useState('')
  const [role, setRole] = useState<Role>('responder')
  const send = async () => {
    if (await add.run({ teamId: team.id, personId, role })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('team.addTo', { team: team.name })}>
      <Form
        onSubmit={send}
        actions={
          <Button
            tone="primary"
            type="submit"
            busy={add.busy}
            unavailable={personId ? undefined : say('field.choosePerson')}
          >
            {say('team.add')}
          </Button>
        }
      >
        {add.problem ? <Notice tone="critical">{add.problem.sentence}</Notice> : null}
        <PersonSelect
          label={say('field.person')}
          value={personId}
          onChange={setPersonId}
          without={team.members.map((member) => member.personId)}
        />
        <RoleSelect label={say('team.role')} value={role} onChange={setRole} />
      </Form>
    </Dialog>
  )
}
