import { useWords } from '../words/words.ts'
import styles from './SourceState.module.css'

/** What a machine said about a failure: a status, a code, the line of the file. Sentences for operators are left to the log. */
export function FailureDetail({ because, detail }: { readonly because: string; readonly detail: string }) {
  const say = useWords('calendars')
  if (detail === '' || because === 'not_let_out') return null
  return (
    <p className={styles.hint}>
      <code>{/^\d+$/.test(detail) ? say('problems.line', { line: detail }).replace(/:$/, '') : detail}</code>
    </p>
  )
}
