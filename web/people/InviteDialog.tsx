import { useState } from 'react'
import type { Role } from '../../domain/permissions.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { RoleSelect } from './RoleSelect.tsx'
import { useTeams } from './teams.ts'

/** Makes a one-time link for a new colleague, then shows it this once. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords('people')
  const [link, setLink] = useState<string | null>(null)
  return (
    <Dialog
      open
      onClose={onClose}
      title={link ? say('invite.made') : say('invite.title')}
      about={link ? say('invite.madeAbout') : say('invite.about')}
      {...(link ? { actions: <Button onPress={onClose}>{say('done')}</Button> } : {})}
    >
      {link ? (
        <CopyBox text={link} label={say('invite.link')} title={say('invite.link')} wrap />
      ) : (
        <InviteForm onMade={setLink} />
      )}
    </Dialog>
  )
}

function InviteForm({ onMade }: { readonly onMade: (link: string) => void }) {
  const say = useWords('people')
  const { teams } = useTeams()
  const invite = useAction('invite', { inForm: true })
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('responder')
  const [teamId, setTeamId] = useState('')
  const send = async () => {
    const made = await invite.run({ email: email.trim() || null, role, teamId: teamId || null })
    if (made) onMade(made.link)
  }
  return (
    <Form
      onSubmit={send}
      actions={
        <Button tone="primary" type="submit" busy={invite.busy}>
          {say('invite.make')}
        </Button>
      }
    >
      {invite.problem && !invite.problem.of('email') ? (
        <Notice tone="critical">{invite.problem.sentence}</Notice>
      ) : null}
      <TextInput
        label={say('field.email')}
        hint={say('invite.emailHint')}
        type="email"
        optional
        value={email}
        onChange={setEmail}
        autoComplete="off"
        error={invite.problem?.of('email')}
      />
      <RoleSelect label={say('field.role')} value={role} onChange={setRole} />
      <Select
        label={say('field.team')}
        value={teamId}
        options={[
          { value: '', label: say('invite.noTeam') },
          ...teams.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={setTeamId}
      />
    </Form>
  )
}
