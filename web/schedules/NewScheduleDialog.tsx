import { useState } from 'react'
import { paths } from '../paths.ts'
import { NameFields, useNaming, useNamingMissing } from '../people/NameFields.tsx'
import { useTeamsWhere } from '../people/teams.ts'
import { TeamSelect } from '../people/TeamSelect.tsx'
import { ZoneSelect } from '../people/ZoneSelect.tsx'
import { useAction } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'

/** A new schedule: its name, team and zone. Its rotations are written on the next screen, with a preview. */
export function NewScheduleDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords('schedules')
  const go = useGo()
  const me = useMe()
  const create = useAction('createSchedule', { inForm: true })
  const { teams } = useTeamsWhere('schedules.manage')
  const naming = useNaming()
  const [chosen, setTeamId] = useState('')
  const teamId = chosen || (teams.find((team) => me.teams.some(({ id }) => id === team.id)) ?? teams[0])?.id || ''
  const [zone, setZone] = useState(me.person.zone)
  const missing = useNamingMissing()(naming)
  const { problem } = create
  const send = async () => {
    const made = await create.run({ name: naming.name, slug: naming.slug, teamId, zone, rotations: [] })
    if (!made) return
    onClose()
    go(`${paths.schedule(made.id)}?edit=rotations`)
  }
  return (
    <Dialog open onClose={onClose} title={say('new.title')} about={say('new.about')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" iconAfter="forward" busy={create.busy} unavailable={missing}>
            {say('new.next')}
          </Button>
        }
      >
        {problem && problem.code !== 'slug_taken' ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <NameFields naming={naming} problem={problem} placeholder={say('new.example')} />
        <TeamSelect teams={teams} value={teamId} onChange={setTeamId} />
        <ZoneSelect label={say('field.zone')} hint={say('field.zoneHint')} value={zone} onChange={setZone} />
      </Form>
    </Dialog>
  )
}
