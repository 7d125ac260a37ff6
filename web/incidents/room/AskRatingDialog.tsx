import { useState } from 'react'
import { PersonSelect, useActivePeople } from '../../people/PersonSelect.tsx'
import { useAction } from '../../query.tsx'
import { useMe } from '../../shell/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Checkbox } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotWork } from '../may.ts'
import { PeopleToCall } from './PeopleToCall.tsx'
import type { InRoom } from './RoomDialog.tsx'

/** Others are asked how bad it is; whoever knows the service stands first. */
export function AskRatingDialog({ incident, onClose }: InRoom) {
  const say = useWords('incidentHelp')
  const { person } = useMe()
  const [wanted, setWanted] = useState({ serviceId: '', skill: '' })
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [isPaged, setPaged] = useState(false)
  const people = useActivePeople()
  const ask = useAction('askRating', { inForm: true, done: say('rating.asked') })
  const mayPage = incident.priority === 'P1' || incident.priority === 'P2'
  const unavailable = useWhyNotWork(incident) ?? (chosen.length === 0 ? say('rating.choose') : undefined)
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id].slice(-20))
  const send = async () => {
    if (unavailable || ask.busy) return
    const asked = { incidentId: incident.id, personIds: [...chosen], isPaged: isPaged && mayPage }
    if (await ask.run(asked)) onClose()
  }
  const names = chosen.map((id) => people.find((each) => each.id === id)?.name ?? '').join(', ')
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('rating.ask')}
      about={say('rating.askAbout')}
      actions={
        <Button tone="primary" size="large" icon="send" busy={ask.busy} unavailable={unavailable} onPress={send}>
          {chosen.length === 0 ? say('rating.ask') : say('rating.askDo', { count: chosen.length })}
        </Button>
      }
    >
      <Stack>
        {ask.problem ? <Notice tone="critical">{ask.problem.sentence}</Notice> : null}
        <PeopleToCall
          incident={incident}
          wanted={wanted}
          onWanted={setWanted}
          chosen={chosen}
          onChoose={toggle}
          isOnlyAsked
        />
        <PersonSelect
          label={say('rating.someoneElse')}
          value=""
          onChange={toggle}
          without={[person.id, ...chosen]}
          hint={names}
        />
        <Checkbox
          label={say('rating.paged')}
          hint={say(mayPage ? 'rating.pagedHint' : 'rating.notUrgent')}
          checked={isPaged && mayPage}
          onChange={setPaged}
        />
      </Stack>
    </Dialog>
  )
}
