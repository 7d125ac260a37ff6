import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { State } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import { channelIcons } from './ContactRow.tsx'
import type { Team } from './teams.ts'

const AddChannelDialog = lazy(async () => ({ default: (await import('./TeamChannelDialog.tsx')).AddChannelDialog }))
const ChangeChannelDialog = lazy(async () => ({
  default: (await import('./TeamChannelDialog.tsx')).ChangeChannelDialog,
}))
const ConfirmChannelDialog = lazy(async () => ({
  default: (await import('./ConfirmChannelDialog.tsx')).ConfirmChannelDialog,
}))

export type TeamChannel = EndpointOutput<'listTeamChannels'>['channels'][number]

type Open = { readonly what: 'add' } | { readonly what: 'change' | 'confirm'; readonly channel: TeamChannel }

/** The channels of one team: which are told, and what can be done with them. Left out where there are none and none can be added. */
export function TeamChannels({ team }: { readonly team: Team }) {
  const say = useWords('channels')
  const [open, setOpen] = useState<Open | null>(null)
  const mayNot = useWhyNot()('teams.manage', team.id)
  const all = useLoaded('listTeamChannels', {}).data?.channels ?? []
  const channels = all.filter(({ teamId }) => teamId === team.id)
  const close = () => setOpen(null)
  if (channels.length === 0 && mayNot) return null
  return (
    <>
      <Card
        title={say('title', { team: team.name })}
        about={channels.length === 0 ? say('none') : say('about')}
        flush
        actions={
          <Button size="small" icon="plus" onPress={() => setOpen({ what: 'add' })} unavailable={mayNot}>
            {say('add')}
          </Button>
        }
      >
        {channels.length === 0 ? null : (
          <Rows label={say('list', { team: team.name })}>
            {channels.map((channel) => (
              <ChannelRow key={channel.id} channel={channel} mayNot={mayNot} onOpen={setOpen} />
            ))}
          </Rows>
        )}
      </Card>
      <Suspense>
        {open?.what === 'add' ? (
          <AddChannelDialog
            teamId={team.id}
            onClose={(added) => setOpen(added ? { what: 'confirm', channel: added } : null)}
          />
        ) : null}
        {open?.what === 'change' ? <ChangeChannelDialog channel={open.channel} onClose={close} /> : null}
        {open?.what === 'confirm' ? <ConfirmChannelDialog channel={open.channel} onClose={close} /> : null}
      </Suspense>
    </>
  )
}

function ChannelRow({ channel, mayNot, onOpen }: ChannelRowProps) {
  const say = useWords('channels')
  const terms = useWords('terms')
  const test = useAction('testTeamChannel', { done: say('tested') })
  const remove = useAction('removeTeamChannel', { done: say('removed') })
  const { id: channelId, name, isProven } = channel
  return (
    <Row
      lead={<Icon name={channelIcons[channel.channel]} />}
      title={name}
      meta={
        <>
          <State tone={isProven ? 'ok' : 'warning'} icon={isProven ? 'check' : 'warning'} look="plain">
            {isProven ? say('confirmed') : say('unconfirmed')}
          </State>
          <span>
            {terms(`channel.${channel.channel}`)} {channel.address}
          </span>
        </>
      }
      wrapTrail={false}
      trail={
        mayNot ? null : (
          <Menu
            label={say('actions', { name })}
            icon="more"
            size="small"
            items={[
              isProven
                ? { say: say('test'), icon: 'send', onPress: () => test.run({ channelId }) }
                : { say: say('confirm'), icon: 'check', onPress: () => onOpen({ what: 'confirm', channel }) },
              { say: say('change'), icon: 'edit', onPress: () => onOpen({ what: 'change', channel }) },
              { say: say('remove'), icon: 'trash', danger: true, onPress: () => remove.run({ channelId }) },
            ]}
          />
        )
      }
    />
  )
}

type ChannelRowProps = {
  readonly channel: TeamChannel
  readonly mayNot: string | undefined
  readonly onOpen: (open: Open) => void
}
