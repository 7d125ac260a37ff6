import { noiseSpans } from '../../domain/alerts/noise.ts'
import { useSearchParam } from '../shell/go.ts'
import { Segmented } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import styles from './noise-parts.module.css'

type Paged = {
  readonly pages: number
  readonly wastedPages: number
  readonly pagesBefore: number
  readonly wastedPagesBefore: number
}

/** Over how many days is counted? It stands in the address. */
export function useNoiseSpan() {
  const [text, setDays] = useSearchParam('days', '30')
  return { days: noiseSpans.find((each) => String(each) === text) ?? 30, setDays }
}

/** Chooses over how many days is counted. */
export function NoiseSpanChoice({ days, setDays }: ReturnType<typeof useNoiseSpan>) {
  const say = useWords('noise')
  return (
    <Segmented
      label={say('span.label')}
      hideLabel
      value={String(days)}
      options={noiseSpans.map((each) => ({ value: String(each), label: say(`span.${each}`) }))}
      onChange={setDays}
    />
  )
}

/** Against the span before: fewer or more pages for nothing, and how many there were. */
export function Trend({ rule }: { readonly rule: Paged }) {
  const say = useWords('noise')
  const { wastedPages: now, wastedPagesBefore: before } = rule
  if (now === 0 && before === 0) return <span>–</span>
  const turn = now < before ? 'better' : now > before ? 'worse' : 'same'
  const arrow = { better: '↓', worse: '↑', same: '=' }[turn]
  return (
    <span className={styles.trend} title={say('before', { pages: rule.pagesBefore, wasted: before })}>
      <span aria-hidden="true">{arrow}</span> {before} ({say(turn)})
    </span>
  )
}

/** Minutes as they are read: tenths below ten. */
export function useMinutes(): (minutes: number | null) => string {
  const say = useWords('noise')
  return (minutes) => {
    if (minutes === null) return '–'
    if (minutes < 1) return say('underMinute')
    return say('minutes', { minutes: minutes < 10 ? Math.round(minutes * 10) / 10 : Math.round(minutes) })
  }
}
