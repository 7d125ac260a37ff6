import { lazy, Suspense } from 'react'
import { paths } from '../paths.ts'
import { useGo, useSearchParam } from '../shell/go.ts'
import { sharedText } from './shared-text.ts'

// Not imported as it is: the log would be fetched in two steps then.
const LogScreen = lazy(async () => ({ default: (await import('./LogScreen.tsx')).LogScreen }))
const QuickNote = lazy(() => import('./QuickNote.tsx'))

/** Where a phone brings what another program shares: the log, with the line ready to be written. */
export function ShareScreen() {
  const go = useGo()
  const [title] = useSearchParam('title', '')
  const [text] = useSearchParam('text', '')
  const [url] = useSearchParam('url', '')
  return (
    <>
      <Suspense>
        <LogScreen />
      </Suspense>
      <Suspense>
        <QuickNote text={sharedText({ title, text, url })} onClose={() => go(paths.log, { replace: true })} />
      </Suspense>
    </>
  )
}
