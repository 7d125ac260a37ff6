import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { NameFields, useNaming, useNamingMissing } from './NameFields.tsx'
import type { Team } from './teams.ts'

/** Starts a team, or with `team` gives it another name. */
export function TeamDialog({ team, onClose }: { readonly team?: Team; readonly onClose: () => void }) {
  return team ? <Rename team={team} onClose={onClose} /> : <Start onClose={onClose} />
}

function Start({ onClose }: { readonly onClose: () => void }) {
  const say = useWords('people')
  const create = useAction('createTeam', { inForm: true, done: say('team.started') })
  const naming = useNaming()
  const missing = useNamingMissing()(naming)
  const send = async () => {
    if (await create.run({ name: naming.name, slug: naming.slug })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('team.start')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" busy={create.busy} unavailable={missing}>
            {say('team.start')}
          </Button>
        }
      >
        {create.problem && create.problem.code !== 'slug_taken' ? (
          <Notice tone="critical">{create.problem.sentence}</Notice>
        ) : null}
        <NameFields naming={naming} problem={create.problem} />
      </Form>
    </Dialog>
  )
}

function Rename({ team, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const say = useWords('people')
  const change = useAction('changeTeam', { inForm: true, done: say('team.renamed') })
  const [name, setName] = useState(team.name)
  const send = async () => {
    if (await change.run({ teamId: team.id, name: name.trim() })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('team.renameTitle', { team: team.name })}>
      <Form
        onSubmit={send}
        actions={
          <Button
            tone="primary"
            type="submit"
            busy={change.busy}
            unavailable={name.trim() === '' ? say('field.nameMissing') : undefined}
          >
            {say('save')}
          </Button>
        }
      >
        <TextInput
          label={say('field.name')}
          value={name}
          onChange={setName}
          error={change.problem?.sentence}
          maxLength={200}
        />
      </Form>
    </Dialog>
  )
}
