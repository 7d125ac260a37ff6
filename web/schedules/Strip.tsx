import { paths } from '../paths.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { initialsOf } from '../ui/initials.ts'
import { useLanguage, useWords } from '../words/words.ts'
import bars from './Bars.module.css'
import { Chosen } from './Chosen.tsx'
import { colourOf } from './colours.ts'
import { dragMarks } from './drag-marks.ts'
import { useDrag } from './DragArea.tsx'
import { markWords } from './horizon.ts'
import type { Horizon, Mark } from './horizon.ts'
import { useIsNarrow } from '../narrow.ts'
import { isSameClock, spanWords, zoneCity } from './span-words.ts'
import styles from './Strip.module.css'
import { shareOf } from './timeline.ts'
import type { Bar, Lane, Share, Window } from './timeline.ts'

/** What is looked at, in whose clock: the same for every schedule on the screen. */
export type Look = {
  readonly horizon: Horizon
  readonly window: Window
  readonly marks: readonly Mark[]
  readonly zone: string
  readonly now: number
}

/** The names of the marks above all strips. */
export function StripHead({ look }: { readonly look: Look }) {
  const language = useLanguage()
  const { horizon, window, marks, zone, now } = look
  return (
    <div className={styles.head} data-horizon={horizon} aria-hidden="true">
      {marks.map((mark) => (
        <span
          key={mark.from}
          className={classes(styles.mark, mark.isMajor && styles.major, isIn(mark, now) && styles.current)}
          style={placed(shareOf(mark, window))}
        >
          {markWords(horizon, mark.from, language, zone)}
        </span>
      ))}
    </div>
  )
}

/**
 * One schedule's bars under the marks. For the eye and the mouse: whoever reads or uses keys has the words and the link
 * beside it.
 */
export function Strip({ look, lanes, people, schedule }: StripProps) {
  const { window, marks, now } = look
  return (
    <div className={styles.strip} aria-hidden="true" data-axis={`${window.from} ${window.until}`}>
      {marks.map((mark) => (
        <span
          key={mark.from}
          className={classes(styles.line, look.horizon !== 'day' && isIn(mark, now) && styles.now)}
          style={placed(shareOf(mark, window))}
        />
      ))}
      <div className={styles.lanes}>
        {lanes.map((lane, at) => (
          <div key={at} className={classes(styles.lane, lane.role === 'secondary' && styles.second)} data-lane={at}>
            {lane.bars.map((bar) => (
              <StripBar key={bar.from} bar={bar} look={look} people={people} schedule={schedule} />
            ))}
          </div>
        ))}
      </div>
      {isIn(window, now) ? (
        <span
          className={styles.nowLine}
          style={{ insetInlineStart: `${((now - window.from) / (window.until - window.from)) * 100}%` }}
        />
      ) : null}
      <Chosen window={window} />
    </div>
  )
}

function StripBar({ bar, look, people, schedule }: Omit<StripProps, 'lanes'> & { readonly bar: Bar }) {
  const say = useWords('schedules')
  const terms = useWords('terms')
  const language = useLanguage()
  const isNarrow = useIsNarrow()
  const drag = useDrag()
  const share = shareOf(bar, look.window)
  if (!share) return null
  const isGap = bar.kind === 'gap'
  const isOverride = !isGap && bar.because.by === 'override'
  const who = isGap
    ? say('gap.title')
    : `${bar.name}, ${terms(`onCallRole.${bar.role}`)}${isOverride ? `, ${say('override.one')}` : ''}`
  const there = isSameClock(look.zone, schedule.zone, bar)
    ? ''
    : `\n${zoneCity(schedule.zone)}: ${spanWords(bar, language, schedule.zone)}`
  const drawn = {
    title: `${who}\n${spanWords(bar, language, look.zone)}${there}`,
    className: classes(
      bars.bar,
      isGap ? bars.gap : bars[bar.role],
      isOverride && bars.override,
      share.isCutBefore && bars.cutBefore,
      share.isCutAfter && bars.cutAfter,
    ),
    style: placed(share),
    ...dragMarks(bar, share, drag),
    ...(isGap ? {} : { 'data-colour': colourOf(people, bar.personId) }),
  }
  const words = (
    <span className={bars.words}>
      {isOverride ? <Icon name="handover" /> : null}
      <span className={bars.name} data-name="">
        {isGap ? say('gap.label') : bar.name}
      </span>
      <span className={bars.initials}>{isGap ? '!' : initialsOf(bar.name)}</span>
    </span>
  )
  // Under a thumb the whole line is one link; bars would be too small for it.
  return isNarrow ? (
    <span {...drawn}>{words}</span>
  ) : (
    <a href={paths.schedule(schedule.scheduleId)} tabIndex={-1} {...drawn}>
      {words}
    </a>
  )
}

function isIn({ from, until }: Window, now: number): boolean {
  return from <= now && now < until
}

function placed(share: Share | null) {
  return share ? { insetInlineStart: `${share.start * 100}%`, inlineSize: `${share.size * 100}%` } : undefined
}

type StripProps = {
  readonly look: Look
  readonly lanes: readonly Lane[]
  /** Everybody on the schedule, so that each keeps a colour. */
  readonly people: readonly string[]
  readonly schedule: { readonly scheduleId: string; readonly zone: string }
}
