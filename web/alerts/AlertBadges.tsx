import type { Alert } from './may.ts'
import { useWords } from '../words/words.ts'
import { GroupMarks } from './GroupMarks.tsx'
import { TestMark } from './marks.tsx'

/** What else is to be known at a glance, in one row: the place of every mark that is neither state nor priority. */
export function AlertBadges({ alert }: { readonly alert: Pick<Alert, 'isTest' | 'group' | 'reopens' | 'outcome'> }) {
  const say = useWords('alerts')
  return (
    <>
      {alert.outcome?.is === 'no_action' ? <span>{say('noAction')}</span> : null}
      {alert.isTest ? <TestMark /> : null}
      <GroupMarks alert={alert} />
    </>
  )
}
