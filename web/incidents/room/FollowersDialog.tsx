import { useState } from 'react'
import type { EndpointOutput } from '../../api.ts'
import { Loaded } from '../../Loaded.tsx'
import { useAction, useLoaded } from '../../query.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Checkbox } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { State } from '../../ui/State.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import { isNobody, nobodyYet, ReceiverFields } from '../ReceiverFields.tsx'
import type { Receiver } from '../ReceiverFields.tsx'
import { FieldsDialog } from './FieldsDialog.tsx'
import type { InRoom } from './RoomDialog.tsx'

type Follower = EndpointOutput<'listFollowers'>['followers'][number]

/** Who hears of this incident and why, and somebody else who shall. */
export function FollowersDialog({ incident, onClose }: InRoom) {
  const say = useWords('hearing')
  const [receiver, setReceiver] = useState<Receiver>({ kind: 'person', ...nobodyYet })
  const { kind, personId, channelId, audience } = receiver
  const [isPrivateMeant, setPrivateMeant] = useState(false)
  const followers = useLoaded('listFollowers', { incidentId: incident.id })
  const add = useAction('addFollower', { inForm: true, done: say('followers.added') })
  const forbidden = useWhyNotChange(incident)
  const isChannel = kind === 'channel'
  const isUnsure = isChannel && incident.isPrivate && !isPrivateMeant
  const send = async () => {
    const whom = isChannel ? { channelId, audience, isPrivateMeant } : { personId }
    if (!(await add.run({ incidentId: incident.id, ...whom }))) return
    setReceiver({ ...receiver, personId: '', channelId: '' })
    setPrivateMeant(false)
  }
  return (
    <FieldsDialog
      title={say('followers.title')}
      about={say('followers.about')}
      onClose={onClose}
      send={{
        say: say('followers.add'),
        icon: 'plus',
        busy: add.busy,
        unavailable:
          forbidden ?? (isNobody(receiver) ? say('followers.missing') : isUnsure ? say('private.unsure') : undefined),
        problem: add.problem,
        run: send,
      }}
    >
      <Loaded
        query={followers}
        isEmpty={(answer) => answer.followers.length === 0}
        empty={<p>{say('followers.none')}</p>}
      >
        {(answer) => (
          <Rows label={say('followers.title')}>
            {answer.followers.map((follower) => (
              <FollowerRow key={`${follower.id} ${follower.audience}`} incident={incident} follower={follower} />
            ))}
          </Rows>
        )}
      </Loaded>
      <ReceiverFields kinds={kinds} value={receiver} onChange={setReceiver} />
      {isChannel && incident.isPrivate ? (
        <Notice tone="warning" icon="lock" title={say('private.title')}>
          <p>{say('private.about')}</p>
          <Checkbox label={say('private.meant')} checked={isPrivateMeant} onChange={setPrivateMeant} />
        </Notice>
      ) : null}
    </FieldsDialog>
  )
}

function FollowerRow({ incident, follower }: { readonly incident: Detail; readonly follower: Follower }) {
  const say = useWords('hearing')
  const forbidden = useWhyNotChange(incident)
  const remove = useAction('removeFollower', { done: say('followers.removed') })
  const { id: receiverId, kind, name, audience, scope, isOff, isDeaf } = follower
  return (
    <Row
      lead={<Icon name={kind === 'person' ? 'person' : 'send'} />}
      title={name}
      meta={
        <>
          <span>{say(`because.${scope}`)}</span>
          {audience === 'users' ? <span>{say('audience.users')}</span> : null}
          {isOff ? <span>{say('followers.off')}</span> : null}
          {isDeaf && !isOff ? (
            <State tone="warning" icon="warning" look="plain">
              {say('followers.deaf')}
            </State>
          ) : null}
        </>
      }
      wrapTrail={false}
      trail={
        isOff || forbidden ? null : (
          <IconButton
            icon="close"
            size="small"
            label={say('followers.remove', { name })}
            busy={remove.busy}
            onPress={() => remove.run({ incidentId: incident.id, receiverId, audience })}
          />
        )
      }
    />
  )
}

const kinds = ['person', 'channel'] as const
