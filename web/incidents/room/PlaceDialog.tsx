import { useState } from 'react'
import { isRoomUrl } from '../../../domain/incidents/room-url.ts'
import { useAction, useLoaded } from '../../query.tsx'
import { Checkbox, Select, TextInput } from '../../ui/inputs.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import { FieldsDialog } from './FieldsDialog.tsx'
import type { InRoom } from './RoomDialog.tsx'

/** Where people meet about this one: as its team says, another call, or a channel of a team. */
export function PlaceDialog({ incident, onClose }: InRoom) {
  const say = useWords('hearing')
  const { room } = incident
  const [isTeams, setTeams] = useState(!room.isOwn)
  const [url, setUrl] = useState(room.isOwn ? room.url : '')
  const [channelId, setChannelId] = useState(room.channel?.id ?? '')
  const channels = useLoaded('listTeamChannels', {}).data?.channels ?? []
  const set = useAction('setIncidentRoom', { inForm: true, done: say('room.done') })
  const forbidden = useWhyNotChange(incident)
  const isWrong = !isTeams && !isRoomUrl(url.trim())
  const send = async () => {
    const chosen = { url: isTeams ? null : url.trim(), channelId: channelId === '' ? null : channelId }
    if (await set.run({ incidentId: incident.id, ...chosen })) onClose()
  }
  return (
    <FieldsDialog
      title={say('room.title')}
      about={say('room.about')}
      onClose={onClose}
      send={{
        say: say('save'),
        busy: set.busy,
        unavailable: forbidden ?? (isWrong ? say('room.wrong') : undefined),
        problem: set.problem,
        run: send,
      }}
    >
      <Checkbox label={say('room.asTeam')} hint={say('room.asTeamHint')} checked={isTeams} onChange={setTeams} />
      {isTeams ? null : (
        <TextInput
          label={say('room.url')}
          placeholder={say('room.placeholder')}
          inputMode="url"
          value={url}
          onChange={setUrl}
          error={isWrong && url.length > 8 ? say('room.wrong') : undefined}
          maxLength={500}
        />
      )}
      <Select
        label={say('room.inChannel')}
        hint={incident.isPrivate ? say('room.privateHint') : say('room.channelHint')}
        value={channelId}
        options={[
          { value: '', label: say('room.noChannel') },
          ...channels.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={setChannelId}
      />
    </FieldsDialog>
  )
}
