import { lazy, Suspense, useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Segmented } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Badge, State } from '../ui/State.tsx'
import { useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { awayIn } from './away.ts'
import type { Away } from './away.ts'
import { useBecauseWords } from './because.ts'
import { isLookedFor } from './cover.ts'
import type { CoverTold } from './cover.ts'
import { ownShifts } from './mine.ts'
import type { OwnShift } from './mine.ts'
import styles from './ComingShifts.module.css'
import { isoOf } from './span-words.ts'
import { SpanText } from './SpanText.tsx'
import { shareOf } from './timeline.ts'
import { useAway, useAwayWords } from './use-away.ts'
import { startOfDay } from './zoned.ts'

const AskCoverDialog = lazy(async () => ({ default: (await import('./AskCoverDialog.tsx')).AskCoverDialog }))
const ReplaceMe = lazy(async () => ({ default: (await import('./ReplaceMe.tsx')).ReplaceMe }))

/** My shifts on every schedule: the next twelve weeks, or the last as they were worked. */
export function MyShiftsCard() {
  const say = useWords('schedules')
  const me = useMe().person
  const now = useNow().getTime()
  const [time, setTime] = useState<'coming' | 'past'>('coming')
  const [given, setGiven] = useState<OwnShift | null>(null)
  const [asking, setAsking] = useState<OwnShift | null>(null)
  const covers = useLoaded('listCovers', { who: 'mine' }).data?.covers ?? []
  const today = startOfDay(me.zone, now)
  const [first, last] = time === 'coming' ? [0, mostDays] : [-mostDays, 1]
  const edge = (days: number) => startOfDay(me.zone, today, days)
  const window = { from: edge(first), until: edge(last) }
  const asked = { from: edge(first - marginDays), until: edge(last + marginDays) }
  const shifts = useLoaded('listAllShifts', { personId: me.id, ...isoOf(asked) })
  const away = useAway({ personIds: time === 'coming' ? [me.id] : [] }, asked)
  const shown = (schedules: Parameters<typeof ownShifts>[0]) => {
    const all = ownShifts(schedules, asked).filter((shift) => shareOf(shift, window) !== null)
    return time === 'coming'
      ? all.filter(({ until }) => until > now)
      : all.filter(({ from }) => from <= now).toReversed()
  }
  return (
    <Card
      title={say('mine.title')}
      about={say(time === 'coming' ? 'mine.coming' : 'mine.past')}
      actions={
        <Segmented
          label={say('mine.time')}
          hideLabel
          value={time}
          onChange={setTime}
          options={[
            { value: 'coming', label: say('mine.isComing') },
            { value: 'past', label: say('mine.isPast') },
          ]}
        />
      }
      flush
    >
      <Loaded
        query={shifts}
        isEmpty={({ schedules }) => shown(schedules).length === 0}
        empty={
          <Empty icon="calendar" title={say(time === 'coming' ? 'mine.none' : 'mine.nonePast')}>
            {time === 'coming' ? say('mine.noneSay') : null}
          </Empty>
        }
      >
        {({ schedules, isCut }) => (
          <>
            {isCut ? <Notice tone="warning">{say('mine.cut')}</Notice> : null}
            <Rows label={say('mine.title')}>
              {shown(schedules).map((shift) => (
                <OwnRow
                  key={`${shift.scheduleId} ${shift.role} ${shift.from}`}
                  shift={shift}
                  away={awayIn(away, me.id, shift)}
                  now={now}
                  cover={covers.find((each) => isLookedFor([each], shift.scheduleId, shift))}
                  onGive={() => setGiven(shift)}
                  onAsk={() => setAsking(shift)}
                />
              ))}
            </Rows>
          </>
        )}
      </Loaded>
      {asking ? (
        <Suspense>
          <AskCoverDialog start={{ ...asking, from: Math.max(asking.from, now) }} onClose={() => setAsking(null)} />
        </Suspense>
      ) : null}
      {given ? (
        <Suspense>
          <ReplaceMe shift={given} onClose={() => setGiven(null)} />
        </Suspense>
      ) : null}
    </Card>
  )
}

function OwnRow({ shift, away, now, cover, onGive, onAsk }: OwnRowProps) {
  const say = useWords('schedules')
  const sayCover = useWords('cover')
  const terms = useWords('terms')
  const because = useBecauseWords()
  const awayWords = useAwayWords()
  const mayNot = useWhyNot()('schedules.override', shift.teamId)
  const isOver = shift.until <= now
  return (
    <Row
      lead={<Icon name="calendar" />}
      href={paths.schedule(shift.scheduleId)}
      id={`${shift.scheduleId} ${shift.from}`}
      title={
        <span className={styles.title}>
          {shift.scheduleName}
          {shift.role === 'primary' ? null : <Badge>{terms(`onCallRole.${shift.role}`)}</Badge>}
          {shift.from <= now && !isOver ? (
            <State tone="ok" icon="check">
              {say('now.now')}
            </State>
          ) : null}
        </span>
      }
      meta={
        <>
          <SpanText {...shift} scheduleZone={shift.zone} />
          {shift.because.by === 'rotation' ? null : <span>{because(shift.because)}</span>}
          {away.slice(0, 2).map((one) => (
            <State key={`${one.kind} ${one.from}`} tone="warning" icon="leave" look="plain">
              {awayWords(one)}
            </State>
          ))}
        </>
      }
      trail={
        isOver || shift.role === 'shadow' ? null : (
          <>
            {cover ? (
              <Button size="small" icon="people" href={paths.cover(cover.id)}>
                {sayCover('marked')}
              </Button>
            ) : (
              <Button size="small" icon="people" unavailable={mayNot} onPress={onAsk}>
                {sayCover('ask.short')}
              </Button>
            )}
            <Button size="small" icon="handover" unavailable={mayNot} onPress={onGive}>
              {say('shift.other')}
            </Button>
          </>
        )
      }
    />
  )
}

const mostDays = 84
/** So much more is asked for, so that most shifts are told with their true beginning and end. */
const marginDays = 7

type OwnRowProps = {
  readonly shift: OwnShift
  readonly away: readonly Away[]
  readonly now: number
  /** Somebody is looked for in a part of it. */
  readonly cover: CoverTold | undefined
  readonly onGive: () => void
  readonly onAsk: () => void
}
