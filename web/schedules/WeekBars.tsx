import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { initialsOf } from '../ui/initials.ts'
import { useLanguage, useWords } from '../words/words.ts'
import { awayIn, sharedBy } from './away.ts'
import type { Away } from './away.ts'
import styles from './Bars.module.css'
import { Chosen } from './Chosen.tsx'
import { colourOf } from './colours.ts'
import { dragMarks } from './drag-marks.ts'
import { useDrag } from './DragArea.tsx'
import { useIsNarrow } from '../narrow.ts'
import { spanWords } from './span-words.ts'
import { shareOf } from './timeline.ts'
import type { Bar, Lane, Share, Window } from './timeline.ts'
import { useAwayWords } from './use-away.ts'
import { startOfDay } from './zoned.ts'

/** Some days of a schedule beside each other: day by day, a lane for each role, bars for people, hatching where nobody is. */
export function WeekBars({
  window,
  lanes,
  zone,
  now,
  people,
  head = 'full',
  changes = [],
  away = [],
  isLookedFor,
  onPress,
}: WeekBarsProps) {
  const terms = useWords('terms')
  const days = daysOf(window, zone)
  const today = startOfDay(zone, now)
  const roles = new Set(lanes.map((lane) => lane.role))
  return (
    <div className={classes(styles.week, roles.size > 1 && styles.withRoles, head === 'short' && styles.shortHeads)}>
      <div className={styles.overlay} aria-hidden="true">
        <div className={styles.track} data-axis={`${window.from} ${window.until}`}>
          {days.map((day) => (
            <span
              key={day.from}
              className={classes(styles.day, day.from === today && styles.today)}
              style={placed(shareOf(day, window))}
            >
              <DayHead ms={day.from} zone={zone} head={head} />
            </span>
          ))}
          <NowLine window={window} now={now} />
        </div>
      </div>
      <div className={styles.lanes}>
        {lanes.map((lane, at) => (
          <div key={at} className={styles.lane} data-lane={at}>
            {roles.size > 1 ? <span className={styles.role}>{terms(`onCallRole.${lane.role}`)}</span> : null}
            <div className={styles.track}>
              {lane.bars.filter(isIn(window)).map((bar) => (
                <OneBar
                  key={bar.from}
                  bar={bar}
                  away={bar.kind === 'gap' ? [] : awayIn(away, bar.personId, bar)}
                  window={window}
                  zone={zone}
                  people={people}
                  isLookedFor={isLookedFor}
                  onPress={onPress}
                />
              ))}
            </div>
          </div>
        ))}
        {changes.length > 0 ? (
          <div className={styles.changes}>
            {roles.size > 1 ? <span className={styles.role} /> : null}
            <div className={styles.track}>
              {changes.map((change) => {
                const share = shareOf(change, window)
                return share ? <span key={change.from} className={styles.change} style={placed(share)} /> : null
              })}
            </div>
          </div>
        ) : null}
      </div>
      <div className={classes(styles.overlay, styles.front)}>
        <div className={styles.track}>
          <Chosen window={window} />
        </div>
      </div>
    </div>
  )
}

function OneBar({ bar, away, window, zone, people, isLookedFor, onPress }: OneBarProps) {
  const say = useWords('schedules')
  const leave = useWords('leave')
  const cover = useWords('cover')
  const terms = useWords('terms')
  const language = useLanguage()
  const drag = useDrag()
  const words = useAwayWords()
  const share = shareOf(bar, window)
  const least = useIsNarrow() ? leastShare.narrow : leastShare.wide
  if (!share) return null
  const span = spanWords(bar, language, zone)
  const isGap = bar.kind === 'gap'
  const name = isGap ? say('gap.label') : bar.name
  const sign = isGap ? null : signs[bar.because.by]
  const isAsked = isLookedFor?.(bar) ?? false
  const told = isGap
    ? say('gap.title')
    : [
        bar.name,
        terms(`onCallRole.${bar.role}`),
        ...(sign ? [say(`${sign.one}.one`)] : []),
        ...(isAsked ? [cover('mark')] : []),
      ].join(', ')
  const whole = [`${told}: ${span}`, ...away.map((one) => leave('away.bar', { what: words(one) }))].join('; ')
  const look = {
    className: classes(
      styles.bar,
      isGap ? styles.gap : styles[bar.role],
      sign && styles[sign.one],
      share.isCutBefore && styles.cutBefore,
      share.isCutAfter && styles.cutAfter,
    ),
    style: placed(share),
    title: whole,
    ...dragMarks(bar, share, drag),
    ...(isGap ? {} : { 'data-colour': colourOf(people, bar.personId) }),
  }
  const inside = (
    <span className={styles.words} aria-hidden="true">
      {isAsked ? <Icon name="people" /> : sign ? <Icon name={sign.icon} /> : null}
      <span className={styles.name} data-name="">
        {name}
      </span>
      <span className={styles.initials} data-initials={isGap ? '!' : initialsOf(bar.name)} />
    </span>
  )
  return (
    <>
      {onPress && share.size >= least ? (
        <button type="button" {...look} aria-label={whole} onClick={() => onPress(bar)}>
          {inside}
        </button>
      ) : (
        <span {...look}>{inside}</span>
      )}
      {away.map((one) => {
        const part = sharedBy(one, bar)
        const placedIn = part && shareOf(part, window)
        return placedIn ? (
          <span key={`${one.kind} ${one.from}`} className={styles.away} style={placed(placedIn)} aria-hidden="true" />
        ) : null
      })}
    </>
  )
}

/** What stands instead of the rotations has a drawing and an edge of its own. */
const signs = {
  override: { one: 'override', icon: 'handover' },
  temporary: { one: 'temporary', icon: 'calendar' },
  rotation: null,
  calendar: null,
} as const

/** Narrower bars than 24 px cannot be hit; what they stand for is in the list of shifts. As shares of a week's width. */
const leastShare = { narrow: 0.075, wide: 0.027 }

function DayHead({ ms, zone, head }: { readonly ms: number; readonly zone: string; readonly head: Head }) {
  const language = useLanguage()
  const told = (shape: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { ...shape, timeZone: zone })
  const number = told({ day: 'numeric' })
    .formatToParts(ms)
    .find((part) => part.type === 'day')?.value
  const withMonth = number === '1' && head !== 'short'
  // A month's name does not fit beside the other days of a phone.
  const month = useIsNarrow() ? 'numeric' : 'short'
  return (
    <span className={classes(styles.dayHead, head === 'short' && styles.short)}>
      {head === 'dates' ? null : <span>{told({ weekday: head === 'short' ? 'narrow' : 'short' }).format(ms)}</span>}
      <span>{withMonth ? told({ month, day: 'numeric' }).format(ms) : number}</span>
    </span>
  )
}

function NowLine({ window, now }: { readonly window: Window; readonly now: number }) {
  if (now < window.from || now >= window.until) return null
  const start = (now - window.from) / (window.until - window.from)
  return <span className={styles.now} style={{ insetInlineStart: `${start * 100}%` }} />
}

function isIn(window: Window) {
  return (bar: Window) => bar.from < window.until && bar.until > window.from
}

/** The days of the zone that touch the window; those of a clock change are an hour shorter or longer. */
function daysOf(window: Window, zone: string): readonly Window[] {
  const days: Window[] = []
  for (let from = startOfDay(zone, window.from); from < window.until && days.length < 40;) {
    const until = startOfDay(zone, from, 1)
    days.push({ from, until })
    from = until
  }
  return days
}

function placed(share: Share | null) {
  return share ? { insetInlineStart: `${share.start * 100}%`, inlineSize: `${share.size * 100}%` } : undefined
}

/** `full` Mon 23 · `dates` 23 · `short` M above 23, for many days beside each other. */
type Head = 'full' | 'dates' | 'short'

export type Press = (bar: Bar) => void

type WeekBarsProps = {
  readonly window: Window
  readonly lanes: readonly Lane[]
  /** The zone whose days are drawn. */
  readonly zone: string
  readonly now: number
  /** Everybody on the schedule, so that each keeps a colour. */
  readonly people: readonly string[]
  readonly head?: Head
  /** Spans to underline. */
  readonly changes?: readonly Window[]
  /** Who is away when: marked on the shifts it falls into. */
  readonly away?: readonly Away[]
  /** Is somebody looked for to take this shift? */
  readonly isLookedFor?: ((bar: Bar) => boolean) | undefined
  readonly onPress?: Press | undefined
}

type OneBarProps = Pick<WeekBarsProps, 'window' | 'zone' | 'people' | 'isLookedFor'> & {
  readonly bar: Bar
  /** When whoever is on call is away. */
  readonly away: readonly Away[]
  readonly onPress: Press | undefined
}
