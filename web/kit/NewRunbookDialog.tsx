import { useState } from 'react'
import { paths } from '../paths.ts'
import { SaveProblem } from '../people/SaveProblem.tsx'
import { TeamSelect } from '../people/TeamSelect.tsx'
import { useAction } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import { useKitPlace } from './use-place.ts'
import type { Start } from './use-place.ts'

/** What a new runbook is called and whose it is; it is written on its own screen. */
export default function NewRunbookDialog({ teamId, serviceId, onClose }: Start & { readonly onClose: () => void }) {
  const say = useWords('kit')
  const go = useGo()
  const create = useAction('createRunbook', { inForm: true })
  const place = useKitPlace({ teamId, serviceId })
  const [title, setTitle] = useState('')
  const wrong = title.trim() === '' ? say('bookmark.nameMissing') : undefined
  const send = async () => {
    if (wrong) return
    const made = await create.run({ teamId: place.teamId, serviceId: place.serviceId || null, title })
    if (!made) return
    onClose()
    go(paths.editRunbook(made.id))
  }
  return (
    <Dialog open onClose={onClose} title={say('runbook.newTitle')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" busy={create.busy} unavailable={wrong}>
            {say('runbook.create')}
          </Button>
        }
      >
        <SaveProblem problem={create.problem} />
        <TextInput
          label={say('runbook.name')}
          hint={say('runbook.nameHint')}
          value={title}
          onChange={setTitle}
          maxLength={200}
        />
        {place.teams.length < 2 ? null : (
          <TeamSelect teams={place.teams} value={place.teamId} onChange={place.setTeam} />
        )}
        <Select
          label={say('bookmark.service')}
          value={place.serviceId}
          options={[
            { value: '', label: say('wholeTeam') },
            ...place.services.map((service) => ({ value: service.id, label: service.name })),
          ]}
          onChange={place.setService}
        />
      </Form>
    </Dialog>
  )
}
