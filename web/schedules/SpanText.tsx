import { useMe } from '../shell/me.ts'
import { useLanguage, useWords } from '../words/words.ts'
import styles from './SpanText.module.css'
import { isSameClock, momentWords, spanWords, unbroken, zoneCity } from './span-words.ts'
import type { Window } from './timeline.ts'

/** From when until when: in my zone, and below it in the schedule's when its clocks differ. An end nobody knows is left out. */
export function SpanText({ from, until, beganBefore = false, goesOn = false, scheduleZone }: SpanTextProps) {
  const say = useWords('spans')
  const language = useLanguage()
  const own = useMe().person.zone
  const span = { from, until }
  const words = (zone: string) => {
    if (beganBefore && goesOn) return say('always')
    if (goesOn) return say('from', { at: unbroken(momentWords(from, language, zone)) })
    return beganBefore
      ? say('until', { at: unbroken(momentWords(until, language, zone)) })
      : unbroken(spanWords(span, language, zone))
  }
  return (
    <span className={styles.span}>
      <span>{words(own)}</span>
      {isSameClock(own, scheduleZone, span) || (beganBefore && goesOn) ? null : (
        <span className={styles.other}>
          {zoneCity(scheduleZone)}: {words(scheduleZone)}
        </span>
      )}
    </span>
  )
}

type SpanTextProps = Window & {
  /** The true beginning or end lies beyond what is known. */
  readonly beganBefore?: boolean
  readonly goesOn?: boolean
  readonly scheduleZone: string
}
