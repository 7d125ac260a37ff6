import { useState } from 'react'
import type { PriorityName } from '../../domain/paging/priority.ts'
import { paths } from '../paths.ts'
import { useTeamsWhere } from '../people/teams.ts'
import { TeamSelect } from '../people/TeamSelect.tsx'
import { useAction } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Checkbox, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { AlikeList } from './AlikeList.tsx'
import { PriorityField } from './PriorityField.tsx'
import { ServicesField } from './ServicesField.tsx'

/** Declares an incident, by itself or with the alert that told of it; what is under way and alike can be joined instead. */
export default function DeclareDialog({ alert, onClose }: DeclareDialogProps) {
  const say = useWords('incidents')
  const go = useGo()
  const me = useMe()
  const { teams } = useTeamsWhere('incidents.respond')
  const [title, setTitle] = useState(alert?.summary ?? '')
  const [chosenTeam, setTeamId] = useState(alert?.teamId ?? '')
  const mine = teams.find((team) => me.teams.some(({ id }) => id === team.id)) ?? teams[0]
  const teamId = chosenTeam || (mine?.id ?? '')
  const [serviceIds, setServiceIds] = useState(alert?.serviceId ? [alert.serviceId] : [])
  const [priority, setPriority] = useState<PriorityName | null>(alert?.priority ?? null)
  const [isPrivate, setPrivate] = useState(false)
  const declare = useAction('declareIncident', { inForm: true, done: say('new.done') })
  const { problem } = declare
  const missing = title.trim() === '' ? say('new.titleMissing') : teamId === '' ? say('new.noTeam') : undefined
  const send = async () => {
    if (missing || declare.busy) return
    const declared = await declare.run({
      teamId,
      title,
      serviceIds,
      isPrivate,
      ...(priority ? { priority } : {}),
      ...(alert ? { alertIds: [alert.id] } : {}),
    })
    if (!declared) return
    onClose()
    go(paths.incident(declared.id))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('declare')}
      about={say('new.about')}
      actions={
        <Button tone="primary" size="large" icon="critical" busy={declare.busy} unavailable={missing} onPress={send}>
          {say('new.do')}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Stack>
          {problem && problem.errors.length === 0 ? <Notice tone="critical">{problem.sentence}</Notice> : null}
          {alert ? <Notice icon="bell">{say('new.with', { summary: alert.summary })}</Notice> : null}
          <TextInput
            label={say('new.title')}
            placeholder={say('new.titlePlaceholder')}
            value={title}
            onChange={setTitle}
            maxLength={200}
            error={problem?.of('title')}
          />
          <AlikeList title={title} serviceIds={serviceIds} alertId={alert?.id} />
          <PriorityField value={priority} onChange={setPriority} />
          {teams.length > 1 ? <TeamSelect teams={teams} value={teamId} onChange={setTeamId} /> : null}
          <ServicesField teamId={teamId} chosen={serviceIds} onChange={setServiceIds} />
          <Checkbox
            label={say('new.private')}
            hint={say('new.privateHint')}
            checked={isPrivate}
            onChange={setPrivate}
          />
        </Stack>
      </form>
    </Dialog>
  )
}

type DeclareDialogProps = {
  readonly alert?: {
    readonly id: number
    readonly summary: string
    readonly teamId: string
    readonly serviceId: string | null
    readonly priority: PriorityName
  }
  readonly onClose: () => void
}
