import { lazy, Suspense, useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { TeamFilter, useTeamFilter } from '../people/TeamFilter.tsx'
import { useTeamsWhere } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { useSearchParam } from '../shell/go.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Segmented } from '../ui/inputs.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Bar, Screen } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { draftsOfText } from './matcher-drafts.ts'
import { SilenceMenu } from './SilenceMenu.tsx'
import { SilenceCounts, SilencedWhat, SilenceStateMark, SilenceTimes } from './silence-words.tsx'
import type { Silence } from './silence-words.tsx'

const SilenceDialog = lazy(() => import('./SilenceDialog.tsx'))

const states = ['current', 'active', 'pending', 'expired'] as const

/** What is kept from paging on purpose: by whom, why, until when, and how much it keeps. */
export function SilencesScreen() {
  const say = useWords('silences')
  const alerts = useWords('alerts')
  const [asked, setState] = useSearchParam('state', 'current')
  const state = states.find((each) => each === asked) ?? 'current'
  const { filter } = useTeamFilter()
  const { unavailable } = useTeamsWhere('silences.manage')
  const [opened, setCreating] = useState<'silence' | 'maintenance'>()
  // From elsewhere: a silence of these matchers is begun.
  const [begun, setBegun] = useSearchParam('new', '')
  const drafts = draftsOfText(begun)
  const creating = opened ?? (drafts.length > 0 ? 'silence' : undefined)
  const close = () => {
    setCreating(undefined)
    setBegun('')
  }
  const list = useLoaded(
    'listSilences',
    { state, ...(filter.team === 'all' ? {} : { teamId: filter.team }) },
    { keep: true },
  )
  const counts = list.data?.counts
  const muted = list.data?.silences.reduce((sum, { mutedNow }) => sum + mutedNow, 0) ?? 0
  const label = (each: (typeof states)[number]) => {
    const name = say(`filter.${each}`)
    if (!counts) return name
    return `${name} ${each === 'current' ? counts.active + counts.pending : counts[each]}`
  }
  const create = (
    <Button tone="primary" icon="soundOff" unavailable={unavailable} onPress={() => setCreating('silence')}>
      {say('new.silence')}
    </Button>
  )
  return (
    <Screen
      title={say('title')}
      back={{ href: paths.alerts, say: alerts('title') }}
      about={counts ? (muted > 0 ? say('about', { count: muted }) : say('aboutNone')) : undefined}
      actions={
        <>
          <Button icon="settings" unavailable={unavailable} onPress={() => setCreating('maintenance')}>
            {say('new.maintenance')}
          </Button>
          {create}
        </>
      }
    >
      <Bar>
        <Segmented
          label={say('filter.label')}
          hideLabel
          value={state}
          options={states.map((value) => ({ value, label: label(value) }))}
          onChange={setState}
        />
        <TeamFilter filter={filter} />
      </Bar>
      <Card flush>
        <Loaded
          query={list}
          isEmpty={(answer) => answer.silences.length === 0}
          empty={
            <Empty icon="sound" title={say(`none.${state}`)} tall>
              {say('none.say')}
            </Empty>
          }
        >
          {(answer) => (
            <Rows label={say('title')}>
              {answer.silences.map((silence) => (
                <SilenceRow key={silence.id} silence={silence} />
              ))}
            </Rows>
          )}
        </Loaded>
      </Card>
      {creating ? (
        <Suspense>
          <SilenceDialog kind={creating} start={drafts.length > 0 ? { drafts } : {}} onClose={close} />
        </Suspense>
      ) : null}
    </Screen>
  )
}

function SilenceRow({ silence }: { readonly silence: Silence }) {
  const say = useWords('silences')
  return (
    <Row
      id={silence.id}
      href={paths.silence(silence.id)}
      title={silence.reason}
      meta={
        <>
          <SilenceStateMark silence={silence} />
          <SilencedWhat silence={silence} />
          <span>{say('by', { name: silence.author })}</span>
          <SilenceTimes silence={silence} />
          <SilenceCounts silence={silence} />
        </>
      }
      trail={silence.state === 'expired' ? null : <SilenceMenu silence={silence} />}
      wrapTrail={false}
    />
  )
}
