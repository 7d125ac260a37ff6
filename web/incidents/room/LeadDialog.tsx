import { useState } from 'react'
import { useAction } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotWork } from '../may.ts'
import type { InRoom } from './RoomDialog.tsx'

/** Who leads: I do, or somebody is called for it. */
export function LeadDialog({ incident, open, onClose }: InRoom) {
  const say = useWords('incidentRoom')
  return (
    <Dialog open onClose={onClose} title={say('lead.title')} about={say('roleAbout.lead')}>
      <Takers
        as="lead"
        incident={incident}
        onClose={onClose}
        open={open}
        words={{ me: say('lead.me'), call: say('lead.call') }}
      />
    </Dialog>
  )
}

/** Who commands: I do, somebody is called for it, or why nobody has to. */
export function CommanderDialog({ incident, open, onClose }: InRoom) {
  const say = useWords('incidentRoom')
  const [because, setBecause] = useState(incident.commanderNotNeededBecause)
  const [isAsked, setAsked] = useState(false)
  const describe = useAction('describeIncident')
  const missing = because.trim() === '' ? say('why.reason') : undefined
  const send = async () => {
    if (await describe.run({ incidentId: incident.id, commanderNotNeededBecause: because })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('commander.title')} about={say('commander.about')}>
      <Stack>
        <Takers
          as="commander"
          incident={incident}
          onClose={onClose}
          open={open}
          words={{ me: say('commander.me'), call: say('commander.call') }}
        />
        {isAsked ? (
          <>
            <TextInput label={say('commander.notNeeded')} value={because} onChange={setBecause} maxLength={2000} />
            <Button wide size="large" busy={describe.busy} unavailable={missing} onPress={send}>
              {say('commander.do')}
            </Button>
          </>
        ) : (
          <Button wide size="large" onPress={() => setAsked(true)}>
            {say('commander.ask')}
          </Button>
        )}
      </Stack>
    </Dialog>
  )
}

function Takers({ as: role, incident, open, onClose, words }: TakersProps) {
  const unavailable = useWhyNotWork(incident)
  const join = useAction('joinIncident')
  const take = async () => {
    if (await join.run({ incidentId: incident.id, role })) onClose()
  }
  return (
    <Stack>
      <Button tone="primary" size="large" icon="check" wide busy={join.busy} unavailable={unavailable} onPress={take}>
        {words.me}
      </Button>
      <Button size="large" icon="ringing" wide unavailable={unavailable} onPress={() => open({ dialog: 'call', role })}>
        {words.call}
      </Button>
    </Stack>
  )
}

type TakersProps = InRoom & {
  readonly as: 'lead' | 'commander'
  readonly words: { readonly me: string; readonly call: string }
}
