import { useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Badge, State } from '../ui/State.tsx'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { awayIn } from './away.ts'
import type { Away } from './away.ts'
import { useBecauseWords } from './because.ts'
import { comingDays, useComing } from './coming.ts'
import { isLookedFor } from './cover.ts'
import type { ScheduleTold } from './draft.ts'
import styles from './ComingShifts.module.css'
import { lengthWords } from './span-words.ts'
import { SpanText } from './SpanText.tsx'
import { barsOf, gapsOf } from './timeline.ts'
import type { Bar } from './timeline.ts'
import { useAway, useAwayWords } from './use-away.ts'
import type { Press } from './WeekBars.tsx'
import { startOfDay } from './zoned.ts'

const first = 8
const dayMs = 86_400_000

/** The shifts of the next four weeks as a list: the timeline for a thumb and for a screen reader. */
export function ComingShifts({ schedule, onPress }: { readonly schedule: ScheduleTold; readonly onPress: Press }) {
  const say = useWords('schedules')
  const coming = useComing(schedule.id)
  const covers = useLoaded('listCovers', { scheduleId: schedule.id }).data?.covers ?? []
  const now = useNow().getTime()
  const end = now + comingDays * dayMs
  const [isAll, setAll] = useState(false)
  const today = startOfDay(useMe().person.zone, now)
  const away = useAway({ scheduleId: schedule.id }, { from: today, until: today + (comingDays + 1) * dayMs })
  return (
    <Card title={say('coming.title')} about={say('coming.about')} flush>
      <Loaded query={coming}>
        {({ shifts }) => {
          const bars: readonly Bar[] = [...barsOf(shifts), ...gapsOf(shifts)]
          const ahead = bars.filter((bar) => bar.until > now && bar.from < end).sort((a, b) => a.from - b.from)
          const shown = isAll ? ahead : ahead.slice(0, first)
          return (
            <>
              <Rows label={say('coming.title')}>
                {shown.map((bar) => (
                  <ShiftRow
                    key={keyOf(bar)}
                    bar={bar}
                    away={bar.kind === 'gap' ? [] : awayIn(away, bar.personId, bar)}
                    now={now}
                    schedule={schedule}
                    isAsked={isLookedFor(covers, schedule.id, bar)}
                    onPress={onPress}
                  />
                ))}
              </Rows>
              {shown.length < ahead.length ? (
                <Button tone="quiet" icon="down" wide onPress={() => setAll(true)}>
                  {say('coming.more', { count: ahead.length - shown.length })}
                </Button>
              ) : null}
            </>
          )
        }}
      </Loaded>
    </Card>
  )
}

function ShiftRow({ bar, away, now, schedule, isAsked, onPress }: ShiftRowProps) {
  const say = useWords('schedules')
  const cover = useWords('cover')
  const terms = useWords('terms')
  const language = useLanguage()
  const becauseWords = useBecauseWords()
  const awayWords = useAwayWords()
  const span = <SpanText {...bar} scheduleZone={schedule.zone} />
  if (bar.kind === 'gap') {
    return (
      <Row
        lead={<Icon name="critical" />}
        title={say('gap.title')}
        meta={span}
        onPress={() => onPress(bar)}
        wrapTrail={false}
        trail={
          <State tone="critical" icon="warning">
            {bar.goesOn ? say('gap.open') : lengthWords(bar, language)}
          </State>
        }
      />
    )
  }
  return (
    <Row
      lead={<Avatar name={bar.name} />}
      title={
        <span className={styles.title}>
          {bar.name}
          {bar.role === 'primary' ? null : <Badge>{terms(`onCallRole.${bar.role}`)}</Badge>}
          {bar.from <= now ? (
            <State tone="ok" icon="check">
              {say('now.now')}
            </State>
          ) : null}
          {isAsked ? (
            <State tone="info" icon="people">
              {cover('marked')}
            </State>
          ) : null}
        </span>
      }
      meta={
        <>
          {span}
          {bar.because.by !== 'rotation' ? <span>{becauseWords(bar.because)}</span> : null}
          {away.slice(0, 2).map((one) => (
            <State key={`${one.kind} ${one.from}`} tone="warning" icon="leave" look="plain">
              {awayWords(one)}
            </State>
          ))}
        </>
      }
      onPress={() => onPress(bar)}
    />
  )
}

function keyOf(bar: Bar): string {
  return bar.kind === 'gap' ? `gap ${bar.from}` : `${bar.role} ${bar.personId} ${bar.from}`
}

type ShiftRowProps = {
  readonly bar: Bar
  readonly away: readonly Away[]
  readonly now: number
  readonly schedule: ScheduleTold
  /** Somebody is looked for in a part of it. */
  readonly isAsked: boolean
  readonly onPress: Press
}
