import { useWords } from '../words/words.ts'
import styles from './NoiseBar.module.css'

type Paged = { readonly pages: number; readonly wastedPages: number }

/** How many pages, beside those of the rule that has most; those for nothing are hatched, and said. */
export function NoiseBar({ rule, most }: { readonly rule: Paged; readonly most: number }) {
  const say = useWords('noise')
  const { pages, wastedPages } = rule
  const share = (count: number) => ({ inlineSize: `${(100 * count) / most}%` })
  const words = say('bar', { pages, wasted: wastedPages })
  return (
    <span className={styles.figure}>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.wasted} style={share(wastedPages)} />
        <span className={styles.other} style={share(pages - wastedPages)} />
      </span>
      <span className={styles.words}>{words}</span>
    </span>
  )
}
