import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { Loaded } from '../Loaded.tsx'
import { TeamFilter, useTeamFilter } from '../people/TeamFilter.tsx'
import { useTeamsWhere } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { useSearchParam } from '../shell/go.ts'
import { useKeys } from '../shell/keys.ts'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty, Skeleton } from '../ui/faces.tsx'
import { Segmented } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Bar, Screen } from '../ui/Screen.tsx'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { horizons, marksOf, windowAt } from './horizon.ts'
import { Legend } from './Legend.tsx'
import { useIsNarrow } from '../narrow.ts'
import { useOnCall } from './on-call.ts'
import { ScheduleLine } from './ScheduleLine.tsx'
import styles from './SchedulesScreen.module.css'
import { daysWords, isoOf } from './span-words.ts'
import { Steps, wholeStep } from './Steps.tsx'
import { StripHead } from './Strip.tsx'
import type { Look } from './Strip.tsx'
import { startOfDay } from './zoned.ts'

const NewScheduleDialog = lazy(async () => ({ default: (await import('./NewScheduleDialog.tsx')).NewScheduleDialog }))

/** Every schedule at once: who is on call now and who then, and a day, a week, a month or twelve weeks beside it. */
export function SchedulesScreen() {
  const say = useWords('schedules')
  const { filter } = useTeamFilter()
  const { unavailable } = useTeamsWhere('schedules.manage')
  const [isWriting, setWriting] = useState(false)
  const [at, setAt] = useSearchParam('at', '0')
  const [look, setHorizon] = useLook(at)
  const write = () => setWriting(true)
  useKeys(unavailable ? [] : [{ keys: 'c', say: say('new.title'), run: write }])
  const create = (
    <Button tone="primary" icon="plus" onPress={write} unavailable={unavailable}>
      {say('new.title')}
    </Button>
  )
  return (
    <Screen title={say('title')} about={say('about')} actions={create}>
      <Bar>
        <Segmented
          label={say('timeline.length')}
          hideLabel
          value={look.horizon}
          onChange={setHorizon}
          options={horizons.map((value) => ({ value, label: say(`all.${value}`) }))}
        />
        <TeamFilter filter={filter} />
      </Bar>
      <Timeline look={look} team={filter.team} at={at} onAt={setAt} create={create} />
      {isWriting ? (
        <Suspense>
          <NewScheduleDialog onClose={() => setWriting(false)} />
        </Suspense>
      ) : null}
    </Screen>
  )
}

function Timeline({ look, team, at, onAt, create }: TimelineProps) {
  const say = useWords('schedules')
  const language = useLanguage()
  const onCall = useOnCall()
  const byId = new Map(onCall.data?.onCall.map((each) => [each.scheduleId, each]))
  const { window, zone } = look
  const asked = { from: startOfDay(zone, window.from, -marginDays), until: startOfDay(zone, window.until, marginDays) }
  const ofTeam = team === 'all' ? {} : { teamId: team }
  const all = useLoaded('listAllShifts', { ...isoOf(asked), ...ofTeam }, { keep: true })
  return (
    <Card title={daysWords(window, language, zone, look.now)} actions={<Steps at={at} onAt={onAt} />} flush>
      <Loaded
        query={all}
        skeleton={<Skeleton lines={6} />}
        isEmpty={({ schedules }) => schedules.length === 0}
        empty={
          team === 'all' ? (
            <Empty icon="calendar" title={say('none.title')} action={create} tall>
              {say('none.say')}
            </Empty>
          ) : (
            <Empty icon="calendar" title={say('all.noneOfTeam')} action={create} />
          )
        }
      >
        {({ schedules, isCut }) => (
          <>
            <div className={styles.heads}>
              <StripHead look={look} />
            </div>
            <ul className={styles.list} aria-label={say('title')} aria-busy={all.isPlaceholderData}>
              {schedules.map((told) => (
                <ScheduleLine key={told.scheduleId} told={told} onCall={byId.get(told.scheduleId)} look={look} />
              ))}
            </ul>
            <div className={styles.below}>
              {isCut ? <Notice tone="warning">{say('all.cut')}</Notice> : null}
              <Legend shifts={schedules.flatMap(({ shifts }) => shifts)} />
            </div>
          </>
        )}
      </Loaded>
    </Card>
  )
}

/** What is looked at, kept in the address; a phone begins with a week, where names still fit. */
function useLook(at: string) {
  const zone = useMe().person.zone
  const now = useNow().getTime()
  const [asked, setAsked] = useSearchParam('view', useIsNarrow() ? 'week' : 'month')
  const horizon = horizons.find((each) => each === asked) ?? 'month'
  const window = windowAt(horizon, zone, now, wholeStep(at))
  const look: Look = { horizon, window, marks: marksOf(horizon, zone, window), zone, now }
  return [look, setAsked] as const
}

/** How much more is asked for than is shown, so that shifts are told with their true ends and who comes then. */
const marginDays = 7

type TimelineProps = {
  readonly look: Look
  readonly team: string
  readonly at: string
  readonly onAt: (at: string) => void
  readonly create: ReactNode
}
