import { lazy, Suspense, useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { TeamFilter, useTeamFilter } from '../people/TeamFilter.tsx'
import { useAction, useLoadedParts } from '../query.tsx'
import { useSearchParam } from '../shell/go.ts'
import { focusedRow, useKeys } from '../shell/keys.ts'
import { useSearchText } from '../shell/search-text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Segmented, TextInput } from '../ui/inputs.tsx'
import { showNotice } from '../ui/notices.ts'
import { Rows } from '../ui/Rows.tsx'
import { Bar, Screen, Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { AlertRow } from './AlertRow.tsx'
import styles from './AlertsScreen.module.css'
import type { Alert } from './may.ts'
import { useWhyNotMove } from './may.ts'

const EscalateDialog = lazy(() => import('./EscalateDialog.tsx'))

const states = ['open', 'triggered', 'acknowledged', 'snoozed', 'closed', 'all'] as const
type State = (typeof states)[number]

/** Every alert, filtered by what stands in the address, newest first. */
export function AlertsScreen() {
  const say = useWords('alerts')
  const [asked, setState] = useSearchParam('state', 'open')
  const state = states.find((each) => each === asked) ?? 'open'
  const [mine, setMine] = useSearchParam('mine', 'no')
  const isMine = mine === 'yes'
  const search = useSearchText('search')
  const { filter } = useTeamFilter()
  const list = useLoadedParts('listAlerts', {
    state,
    ...(filter.team === 'all' ? {} : { teamId: filter.team }),
    ...(isMine ? { mine: true } : {}),
    ...(search.asked ? { search: search.asked } : {}),
  })
  const alerts = list.parts.flatMap((part) => part.alerts)
  const counts = list.parts[0]?.counts
  const escalating = useListKeys(alerts)
  const toggleMine = () => setMine(isMine ? 'no' : 'yes')
  useKeys([{ keys: 'm', say: say('filter.mine'), run: toggleMine }])
  const isNarrowed = state !== 'open' || isMine || search.asked !== '' || filter.team !== 'all'
  return (
    <Screen
      title={say('title')}
      about={counts ? <About counts={counts} /> : undefined}
      actions={
        <Button icon="soundOff" href={paths.noise}>
          {say('noise')}
        </Button>
      }
    >
      <Stack>
        <div className={styles.find}>
          <TextInput
            label={say('filter.search')}
            hideLabel
            placeholder={say('filter.search')}
            icon="search"
            type="search"
            value={search.typed}
            onChange={search.type}
          />
          <Button icon="person" pressed={isMine} tone={isMine ? 'primary' : 'plain'} onPress={toggleMine} keys="m">
            {say('filter.mine')}
          </Button>
        </div>
        <Bar>
          <Segmented
            label={say('filter.state')}
            hideLabel
            value={state}
            options={states.map((value) => ({ value, label: labelOf(value, counts, say) }))}
            onChange={setState}
          />
          <TeamFilter filter={filter} />
        </Bar>
      </Stack>
      <Card flush>
        <Loaded query={list} isEmpty={() => alerts.length === 0} empty={<NoAlerts isNarrowed={isNarrowed} />}>
          {() => (
            <Rows label={say('title')}>
              {alerts.map((alert) => (
                <AlertRow key={alert.id} alert={alert} />
              ))}
            </Rows>
          )}
        </Loaded>
      </Card>
      {list.more ? (
        <Button icon="down" onPress={list.more} busy={list.isFetchingNextPage}>
          {say('older')}
        </Button>
      ) : null}
      {escalating}
    </Screen>
  )
}

/** Keys for the row that has the focus: `a` acknowledges it, `e` asks to escalate it. Returns the dialog in front. */
function useListKeys(alerts: readonly Alert[]) {
  const say = useWords('alerts')
  const whyNot = useWhyNotMove()
  const acknowledge = useAction('acknowledgeAlert', { done: say('done.acknowledge') })
  const [escalated, setEscalated] = useState<Alert>()
  const withFocused = (move: 'acknowledge' | 'escalate', run: (alert: Alert) => unknown) => () => {
    const alert = alerts.find(({ id }) => String(id) === focusedRow())
    if (!alert) return
    const why = whyNot(move, alert)
    if (why) showNotice({ tone: 'info', say: why })
    else run(alert)
  }
  useKeys([
    {
      keys: 'a',
      say: say('do.acknowledge'),
      run: withFocused('acknowledge', ({ id }) => acknowledge.run({ alertId: id })),
      group: 'lists',
    },
    { keys: 'e', say: say('do.escalate'), run: withFocused('escalate', setEscalated), group: 'lists' },
  ])
  return escalated ? (
    <Suspense>
      <EscalateDialog alert={escalated} onClose={() => setEscalated(undefined)} />
    </Suspense>
  ) : null
}

type Counts = { readonly triggered: number; readonly acknowledged: number; readonly snoozed: number }

function About({ counts }: { readonly counts: Counts }) {
  const say = useWords('alerts')
  if (counts.triggered > 0) return say('about', { count: counts.triggered })
  return counts.acknowledged + counts.snoozed > 0 ? say('answered') : say('quiet')
}

function labelOf(state: State, counts: Counts | undefined, say: ReturnType<typeof useWords<'alerts'>>): string {
  const name = say(`filter.${state}`)
  if (!counts || state === 'closed' || state === 'all') return name
  const open = counts.triggered + counts.acknowledged + counts.snoozed
  return `${name} ${state === 'open' ? open : counts[state]}`
}

function NoAlerts({ isNarrowed }: { readonly isNarrowed: boolean }) {
  const say = useWords('alerts')
  return isNarrowed ? (
    <Empty
      icon="search"
      title={say('none.title')}
      action={<Button href={`${paths.alerts}?state=all`}>{say('none.all')}</Button>}
    >
      {say('none.say')}
    </Empty>
  ) : (
    <Empty icon="ok" title={say('none.openTitle')}>
      {say('none.openSay')}
    </Empty>
  )
}
