import { lazy, Suspense, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import { useKeys } from '../shell/keys.ts'
import { paths } from '../paths.ts'
import { useGo } from '../shell/go.ts'
import { showNotice } from '../ui/notices.ts'
import { useWords } from '../words/words.ts'
import type { Alert } from './may.ts'
import { useWhyNotMove } from './may.ts'
import { isEmpty, nothingChosen } from './selection.ts'
import type { Selection } from './selection.ts'
import type { RowsHandle } from './VirtualRows.tsx'

const EscalateDialog = lazy(() => import('./EscalateDialog.tsx'))

/** The keys of the list: through its rows, to choose, and for what is chosen or else has the focus. Returns the dialog in front. */
export function useListKeys({ rows, selection, bulk, choose, stop, toggleMine, search }: ListKeys): ReactNode {
  const say = useWords('alerts')
  const list = useWords('alertList')
  const whyNot = useWhyNotMove()
  const go = useGo()
  const [escalated, setEscalated] = useState<Alert>()
  const withFocused = (run: (alert: Alert) => unknown) => () => {
    const alert = rows.current?.focused()
    if (alert) run(alert)
  }
  const answer = (move: 'acknowledge' | 'close') => () => {
    if (!isEmpty(selection)) return void bulk[move](selection)
    const alert = rows.current?.focused()
    if (!alert) return
    const why = whyNot(move, alert)
    if (why) showNotice({ tone: 'info', say: why })
    else bulk[move]({ ...nothingChosen, ids: new Set([alert.id]) })
  }
  const escalate = (alert: Alert) => {
    const why = whyNot('escalate', alert)
    if (why) showNotice({ tone: 'info', say: why })
    else setEscalated(alert)
  }
  const step = (by: 1 | -1) => () => rows.current?.move(by)
  const range = withFocused((alert) => choose(alert, true))
  useKeys([
    { keys: 'm', say: list('filter.mine'), run: toggleMine },
    { keys: '/', say: list('keys.search'), run: search },
    { keys: 'j', say: list('keys.next'), run: step(1), group: 'lists' },
    { keys: 'ArrowDown', say: list('keys.next'), run: step(1), group: 'lists' },
    { keys: 'k', say: list('keys.previous'), run: step(-1), group: 'lists' },
    { keys: 'ArrowUp', say: list('keys.previous'), run: step(-1), group: 'lists' },
    // Enter opens what has the focus, as everywhere; `o` does so too.
    { keys: 'o', say: list('keys.open'), run: withFocused(({ id }) => go(paths.alert(id))), group: 'lists' },
    { keys: 'x', say: list('keys.choose'), run: withFocused((alert) => choose(alert, false)), group: 'lists' },
    { keys: 'shift+x', say: list('keys.range'), run: range, group: 'lists' },
    { keys: 'a', say: say('do.acknowledge'), run: answer('acknowledge'), group: 'lists' },
    { keys: 'c', say: list('keys.close'), run: answer('close'), group: 'lists' },
    { keys: 'e', say: say('do.escalate'), run: withFocused(escalate), group: 'lists' },
    { keys: 'Escape', say: list('keys.clear'), run: stop, group: 'lists' },
  ])
  return escalated ? (
    <Suspense>
      <EscalateDialog alert={escalated} onClose={() => setEscalated(undefined)} />
    </Suspense>
  ) : null
}

type ListKeys = {
  readonly rows: RefObject<RowsHandle | null>
  readonly selection: Selection
  readonly bulk: Readonly<Record<'acknowledge' | 'close', (selection: Selection) => unknown>>
  readonly choose: (alert: Alert, isRange: boolean) => void
  readonly stop: () => void
  readonly toggleMine: () => void
  readonly search: () => void
}
