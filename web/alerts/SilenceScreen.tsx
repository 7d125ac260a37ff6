import { Loaded } from '../Loaded.tsx'
import { LoadedScreen } from '../LoadedScreen.tsx'
import { paths } from '../paths.ts'
import { useLoaded, useLoadedParts } from '../query.tsx'
import { NoSuchScreen } from '../shell/broken.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Rows } from '../ui/Rows.tsx'
import { Columns, Facts, Screen } from '../ui/Screen.tsx'
import type { Fact } from '../ui/Screen.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { AlertRow } from './AlertRow.tsx'
import { SilenceMenu } from './SilenceMenu.tsx'
import { SilenceCounts, SilencedWhat, SilenceStateMark, SilenceTimes } from './silence-words.tsx'
import type { Silence } from './silence-words.tsx'

/** One silence or maintenance: what it says, and every alert that it kept from paging. */
export function SilenceScreen({ silenceId }: { readonly silenceId: string }) {
  return /^[0-9a-f-]{36}$/i.test(silenceId) ? <KnownSilence silenceId={silenceId} /> : <NoSuchScreen />
}

function KnownSilence({ silenceId }: { readonly silenceId: string }) {
  const say = useWords('silences')
  const silence = useLoaded('getSilence', { silenceId })
  return (
    <LoadedScreen query={silence} title={say('one')} back={{ href: paths.silences, say: say('title') }}>
      {(answer) => <SilenceShown silence={answer} />}
    </LoadedScreen>
  )
}

function SilenceShown({ silence }: { readonly silence: Silence }) {
  const say = useWords('silences')
  return (
    <Screen
      title={silence.reason}
      back={{ href: paths.silences, say: say('title') }}
      marks={
        <>
          <SilenceStateMark silence={silence} />
          <SilenceTimes silence={silence} />
          <SilenceCounts silence={silence} />
        </>
      }
      actions={<SilenceMenu silence={silence} isLarge />}
    >
      <Columns aside={<Details silence={silence} />}>
        <Muted silence={silence} />
      </Columns>
    </Screen>
  )
}

function Muted({ silence }: { readonly silence: Silence }) {
  const say = useWords('silences')
  const list = useLoadedParts('listSilenced', { silenceId: silence.id })
  const alerts = list.parts.flatMap((part) => part.alerts)
  return (
    <Card title={say('muted')} flush>
      <Loaded
        query={list}
        isEmpty={() => alerts.length === 0}
        empty={<Empty icon="sound" title={say(silence.state === 'pending' ? 'mutedYet' : 'mutedNone')} />}
      >
        {() => (
          <Rows label={say('muted')}>
            {alerts.map((alert) => (
              <AlertRow key={alert.id} alert={alert} />
            ))}
          </Rows>
        )}
      </Loaded>
      {list.more ? (
        <Button icon="down" onPress={list.more} busy={list.isFetchingNextPage}>
          {say('older')}
        </Button>
      ) : null}
    </Card>
  )
}

function Details({ silence }: { readonly silence: Silence }) {
  const say = useWords('silences')
  const facts: Fact[] = [
    { name: say('what'), value: <SilencedWhat silence={silence} /> },
    { name: say('team'), value: silence.teamName ?? say('everyTeam') },
    {
      name: say('author'),
      value: silence.authorId ? <a href={paths.person(silence.authorId)}>{silence.author}</a> : silence.author,
    },
    { name: say('start.at'), value: <Time at={silence.startsAt} as="moment" /> },
    { name: say('end.at'), value: <Time at={silence.endsAt} as="moment" /> },
    {
      name: say('warning'),
      value: silence.warnMinutes === 0 ? say('warnNot') : say('warnBefore', { count: silence.warnMinutes }),
    },
    ...(silence.endedBy ? [{ name: say('endedBy'), value: silence.endedBy }] : []),
  ]
  return (
    <Card title={say('details')}>
      <Facts facts={facts} />
    </Card>
  )
}
