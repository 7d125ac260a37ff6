import { useState } from 'react'
import type { Audience } from '../../../domain/incidents/owed.ts'
import { useAction } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import type { InRoom } from './RoomDialog.tsx'

/** An audience was told, or why it need not be. */
export function TellDialog({ incident, audience, onClose }: InRoom & { readonly audience: Audience }) {
  const say = useWords('incidentRoom')
  const [because, setBecause] = useState('')
  // Most often they were told: the field, and the keyboard of a phone, come when they are wanted.
  const [isAsked, setAsked] = useState(false)
  const tell = useAction('tellAudience')
  const send = async (notNeededBecause: string) => {
    if (await tell.run({ incidentId: incident.id, audience, notNeededBecause })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say(`tell.title.${audience}`)}>
      <Stack>
        <Button tone="primary" size="large" icon="check" wide busy={tell.busy} onPress={() => send('')}>
          {say('tell.told')}
        </Button>
        {isAsked ? (
          <>
            <TextInput label={say('tell.notNeeded')} value={because} onChange={setBecause} maxLength={2000} />
            <Button
              wide
              size="large"
              busy={tell.busy}
              unavailable={because.trim() === '' ? say('why.reason') : undefined}
              onPress={() => send(because)}
            >
              {say('tell.do')}
            </Button>
          </>
        ) : (
          <Button wide size="large" onPress={() => setAsked(true)}>
            {say('tell.ask')}
          </Button>
        )}
      </Stack>
    </Dialog>
  )
}
