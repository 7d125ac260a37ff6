import { useState } from 'react'
import { isRoomUrl, roomFrom } from '../../domain/incidents/room-url.ts'
import { priorities } from '../../domain/paging/priority.ts'
import type { PriorityName } from '../../domain/paging/priority.ts'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import type { Team } from '../people/teams.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { isNobody, nobodyYet, ReceiverFields } from './ReceiverFields.tsx'
import type { Receiver } from './ReceiverFields.tsx'
import { FieldsDialog } from './room/FieldsDialog.tsx'

type Subscription = EndpointOutput<'getTeamHearing'>['subscriptions'][number]

/** Who hears of all incidents of this team or a service of it, and where its people meet. Everybody may add themselves. */
export function TeamHearingDialog({ team, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const say = useWords('hearing')
  const mayNot = useWhyNot()('teams.manage', team.id)
  const me = useMe().person.id
  const [receiver, setReceiver] = useState<Receiver>({ kind: 'me', ...nobodyYet })
  const { kind, personId, channelId, audience } = receiver
  const [serviceId, setServiceId] = useState('')
  const [priority, setPriority] = useState<PriorityName>('P4')
  const hearing = useLoaded('getTeamHearing', { teamId: team.id })
  const services = (useLoaded('listServices', {}).data?.services ?? []).filter(({ teamId }) => teamId === team.id)
  const add = useAction('subscribe', { inForm: true, done: say('team.added') })
  const whom = { me: { personId: me }, person: { personId }, channel: { channelId, audience } }[kind]
  const send = async () => {
    const of = serviceId === '' ? { teamId: team.id } : { serviceId }
    if (!(await add.run({ ...of, ...whom, priority }))) return
    setReceiver({ ...receiver, personId: '', channelId: '' })
  }
  return (
    <FieldsDialog
      title={say('team.title', { team: team.name })}
      about={say('team.about')}
      onClose={onClose}
      send={{
        say: say('team.add'),
        icon: 'plus',
        busy: add.busy,
        unavailable:
          (kind === 'me' ? undefined : mayNot) ?? (isNobody(receiver) ? say('followers.missing') : undefined),
        problem: add.problem,
        run: send,
      }}
      below={hearing.data && mayNot === undefined ? <RoomField team={team} room={hearing.data.room} /> : null}
    >
      <Loaded query={hearing} isEmpty={(answer) => answer.subscriptions.length === 0} empty={<p>{say('team.none')}</p>}>
        {(answer) => (
          <Rows label={say('team.title', { team: team.name })}>
            {answer.subscriptions.map((one) => (
              <SubscriptionRow key={one.id} subscription={one} mayNot={one.receiver.id === me ? undefined : mayNot} />
            ))}
          </Rows>
        )}
      </Loaded>
      <ReceiverFields kinds={kinds} value={receiver} onChange={setReceiver} />
      <Select
        label={say('team.of')}
        value={serviceId}
        options={[
          { value: '', label: say('team.all') },
          ...services.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={setServiceId}
      />
      <Select
        label={say('team.from')}
        value={priority}
        options={priorities.map((value) => ({ value, label: fromWords(say, value) }))}
        onChange={setPriority}
      />
    </FieldsDialog>
  )
}

function SubscriptionRow({ subscription, mayNot }: SubscriptionRowProps) {
  const say = useWords('hearing')
  const remove = useAction('unsubscribe', { done: say('team.removed') })
  const { id: subscriptionId, receiver, of, serviceId, priority, audience } = subscription
  return (
    <Row
      lead={<Icon name={receiver.kind === 'person' ? 'person' : 'send'} />}
      title={receiver.name}
      meta={
        <>
          <span>{serviceId === null ? say('team.all') : of}</span>
          <span>{fromWords(say, priority)}</span>
          {audience === 'users' ? <span>{say('audience.users')}</span> : null}
        </>
      }
      wrapTrail={false}
      trail={
        mayNot ? null : (
          <IconButton
            icon="close"
            size="small"
            label={say('team.remove', { name: receiver.name })}
            busy={remove.busy}
            onPress={() => remove.run({ subscriptionId })}
          />
        )
      }
    />
  )
}

function RoomField({ team, room }: { readonly team: Team; readonly room: string }) {
  const say = useWords('hearing')
  const [text, setText] = useState(room)
  const set = useAction('setTeamRoom', { done: say('team.roomDone') })
  const isWrong = !isRoomUrl(roomFrom(text.trim(), 1))
  return (
    <Stack>
      <TextInput
        label={say('team.room')}
        hint={say('team.roomHint')}
        placeholder={say('team.roomPlaceholder')}
        inputMode="url"
        value={text}
        onChange={setText}
        maxLength={500}
        error={isWrong && text.length > 8 ? say('room.wrong') : undefined}
      />
      <Button
        wide
        busy={set.busy}
        unavailable={isWrong ? say('room.wrong') : undefined}
        onPress={() => set.run({ teamId: team.id, room: text.trim() })}
      >
        {say('team.roomSave')}
      </Button>
    </Stack>
  )
}

function fromWords(say: ReturnType<typeof useWords<'hearing'>>, priority: PriorityName): string {
  return priority === 'P4' ? say('team.every') : say('team.priority', { priority })
}

const kinds = ['me', 'person', 'channel'] as const

type SubscriptionRowProps = { readonly subscription: Subscription; readonly mayNot: string | undefined }
