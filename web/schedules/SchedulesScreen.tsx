import { lazy, Suspense, useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { TeamFilter, useTeamFilter } from '../people/TeamFilter.tsx'
import { useTeamsWhere } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { useKeys } from '../shell/keys.ts'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Bar, Screen } from '../ui/Screen.tsx'
import { useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { ScheduleLine } from './ScheduleLine.tsx'
import styles from './SchedulesScreen.module.css'
import { useOnCall } from './on-call.ts'
import { startOfDay } from './zoned.ts'

const NewScheduleDialog = lazy(async () => ({ default: (await import('./NewScheduleDialog.tsx')).NewScheduleDialog }))

/** Who is on call on every schedule now, until when and who then; the next two weeks beside it, gaps plain to see. */
export function SchedulesScreen() {
  const say = useWords('schedules')
  const schedules = useLoaded('listSchedules', {})
  const onCall = useOnCall()
  const { isShown, filter } = useTeamFilter()
  const { unavailable } = useTeamsWhere('schedules.manage')
  const [isWriting, setWriting] = useState(false)
  const zone = useMe().person.zone
  const today = startOfDay(zone, useNow().getTime())
  const window = { from: today, until: startOfDay(zone, today, 14) }
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
        <TeamFilter filter={filter} />
      </Bar>
      <Card flush>
        <Loaded
          query={schedules}
          isEmpty={(answer) => answer.schedules.length === 0}
          empty={
            <Empty icon="calendar" title={say('none.title')} action={create} tall>
              {say('none.say')}
            </Empty>
          }
        >
          {(answer) => (
            <ul className={styles.list} aria-label={say('title')}>
              {answer.schedules
                .filter((schedule) => isShown(schedule.teamId))
                .toSorted((a, b) => a.name.localeCompare(b.name))
                .map((schedule) => (
                  <ScheduleLine
                    key={schedule.id}
                    schedule={schedule}
                    onCall={onCall.data?.onCall.find((each) => each.scheduleId === schedule.id)}
                    window={window}
                  />
                ))}
            </ul>
          )}
        </Loaded>
      </Card>
      {isWriting ? (
        <Suspense>
          <NewScheduleDialog onClose={() => setWriting(false)} />
        </Suspense>
      ) : null}
    </Screen>
  )
}
