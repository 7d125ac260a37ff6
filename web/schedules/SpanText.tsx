import { useMe } from '../shell/me.ts'
import { useLanguage } from '../words/words.ts'
import styles from './SpanText.module.css'
import { isSameClock, spanWords, zoneCity } from './span-words.ts'

/** From when until when: in my zone, and below it in the schedule's when its clocks differ. */
export function SpanText({ from, until, scheduleZone }: SpanTextProps) {
  const language = useLanguage()
  const own = useMe().person.zone
  const span = { from, until }
  return (
    <span className={styles.span}>
      <span>{spanWords(span, language, own)}</span>
      {isSameClock(own, scheduleZone, span) ? null : (
        <span className={styles.other}>
          {zoneCity(scheduleZone)}: {spanWords(span, language, scheduleZone)}
        </span>
      )}
    </span>
  )
}

type SpanTextProps = { readonly from: number; readonly until: number; readonly scheduleZone: string }
