import { lazy, Suspense } from 'react'
import { paths } from '../paths.ts'
import { useGo, useSearchParam } from '../shell/go.ts'
import { LogScreen } from './LogScreen.tsx'
import { sharedText } from './shared-text.ts'

const QuickNote = lazy(() => import('./QuickNote.tsx'))

/** Where a phone brings what another program shares: the log, with the line ready to be written. */
export function ShareScreen() {
  const go = useGo()
  const [title] = useSearchParam('title', '')
  const [text] = useSearchParam('text', '')
  const [url] = useSearchParam('url', '')
  return (
    <>
      <LogScreen />
      <Suspense>
        <QuickNote text={sharedText({ title, text, url })} onClose={() => go(paths.log, { replace: true })} />
      </Suspense>
    </>
  )
}
