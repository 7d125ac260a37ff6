import { classes } from '../ui/classes.ts'
import { Hidden } from '../ui/Hidden.tsx'
import { initialsOf } from '../ui/initials.ts'
import { useLanguage, useWords } from '../words/words.ts'
import { awayIn, sharedBy } from './away.ts'
import type { Away } from './away.ts'
import bars from './Bars.module.css'
import { colourOf } from './colours.ts'
import { dayNumber } from './horizon.ts'
import { monthOf } from './month.ts'
import type { DayPart, MonthDay } from './month.ts'
import styles from './MonthCalendar.module.css'
import { useIsNarrow } from '../narrow.ts'
import { spanWords } from './span-words.ts'
import { peopleOf } from './timeline.ts'
import type { ToldShift, Window } from './timeline.ts'
import { useAwayWords } from './use-away.ts'
import type { Press } from './WeekBars.tsx'

/** A month of one schedule: who is on call on each day, when it is handed over, and where nobody is. */
export function MonthCalendar({ shifts, away, month, zone, now, onPress }: MonthCalendarProps) {
  const language = useLanguage()
  const weeks = monthOf(shifts, zone, month)
  const people = peopleOf(shifts)
  const weekday = (ms: number, length: 'short' | 'long') =>
    new Intl.DateTimeFormat(language, { timeZone: zone, weekday: length }).format(ms)
  const title = new Intl.DateTimeFormat(language, { timeZone: zone, month: 'long', year: 'numeric' }).format(month.from)
  return (
    <table className={styles.month}>
      <caption>
        <Hidden>{title}</Hidden>
      </caption>
      <thead>
        <tr>
          {(weeks[0] ?? []).map(({ from }) => (
            <th key={from} scope="col" abbr={weekday(from, 'long')}>
              {weekday(from, 'short')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.from}>
            {week.map((day) => (
              <Day key={day.from} day={day} away={away} zone={zone} now={now} people={people} onPress={onPress} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day({ day, away, zone, now, people, onPress }: DayProps) {
  const language = useLanguage()
  const awayThen = ({ bar }: DayPart, of: MonthDay) => {
    const span = bar.kind === 'gap' ? null : sharedBy(bar, of)
    return span && bar.kind !== 'gap' ? awayIn(away, bar.personId, span) : []
  }
  const isToday = day.from <= now && now < day.until
  return (
    <td className={classes(!day.isInMonth && styles.other, isToday && styles.today, day.until <= now && styles.past)}>
      <span className={styles.number} {...(isToday ? { 'aria-current': 'date' as const } : {})}>
        {dayNumber(day.from, language, zone)}
      </span>
      <ul className={styles.parts}>
        {day.parts.map((part) => (
          <li key={`${part.bar.kind} ${part.bar.from} ${part.bar.kind === 'gap' ? '' : part.bar.role}`}>
            <Part part={part} away={awayThen(part, day)} zone={zone} people={people} onPress={onPress} />
          </li>
        ))}
      </ul>
    </td>
  )
}

function Part({ part: { bar, beginsAt }, away, zone, people, onPress }: PartProps) {
  const say = useWords('schedules')
  const leave = useWords('leave')
  const awayWords = useAwayWords()
  const terms = useWords('terms')
  const language = useLanguage()
  const isNarrow = useIsNarrow()
  const isGap = bar.kind === 'gap'
  const name = isGap ? say('gap.label') : bar.name
  const clock = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const look = {
    className: classes(
      bars.bar,
      styles.part,
      isGap ? bars.gap : bars[bar.role],
      !isGap && bar.because.by === 'override' && bars.override,
    ),
    title: [
      `${isGap ? say('gap.title') : `${name}, ${terms(`onCallRole.${bar.role}`)}`}: ${spanWords(bar, language, zone)}`,
      ...away.map((one) => leave('away.bar', { what: awayWords(one) })),
    ].join('; '),
    ...(isGap ? {} : { 'data-colour': colourOf(people, bar.personId) }),
  }
  const sign = away.length > 0 ? <span className={classes(bars.away, styles.away)} aria-hidden="true" /> : null
  // Too small for a thumb: there the list of coming shifts is what is pressed.
  if (isNarrow) {
    return (
      <span {...look}>
        <span aria-hidden="true">{isGap ? '!' : initialsOf(bar.name)}</span>
        <Hidden>{name}</Hidden>
        {sign}
      </span>
    )
  }
  return (
    <button type="button" {...look} onClick={() => onPress(bar)}>
      {beginsAt === null ? null : <span className={styles.clock}>{clock.format(beginsAt)}</span>}
      <span className={styles.name}>{name}</span>
      {sign}
    </button>
  )
}

type MonthCalendarProps = {
  readonly shifts: readonly ToldShift[]
  readonly away: readonly Away[]
  readonly month: Window
  readonly zone: string
  readonly now: number
  readonly onPress: Press
}
type DayProps = Omit<MonthCalendarProps, 'shifts' | 'month'> & {
  readonly day: MonthDay
  readonly people: readonly string[]
}
type PartProps = Pick<DayProps, 'away' | 'zone' | 'people' | 'onPress'> & { readonly part: DayPart }
