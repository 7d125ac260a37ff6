import { createContext, lazy, Suspense, useCallback, useContext, useState } from 'react'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { paths } from '../paths.ts'
import { useGo, usePath } from './go.ts'
import { moveRow, useKeys } from './keys.ts'
import { places } from './places.ts'

const Palette = lazy(() => import('./Palette.tsx'))
const KeysHelp = lazy(() => import('./KeysHelp.tsx'))
const QuickNote = lazy(() => import('../log/QuickNote.tsx'))
const MoreSheet = lazy(() => import('./MoreSheet.tsx'))

/** What can come in front of the screen. Each is loaded when it is first wanted. */
type Front = 'palette' | 'keys' | 'more' | 'note' | null

const FrontContext = createContext<{ readonly front: Front; readonly show: (front: Front) => void }>({
  front: null,
  show: () => undefined,
})

export function useFront() {
  return useContext(FrontContext)
}

/** Holds what is in front, and the keys that work everywhere. */
export function FrontProvider({ children }: { readonly children: ReactNode }) {
  const path = usePath()
  // What came in front of one screen does not stay in front of the next.
  const [shown, setShown] = useState<{ readonly front: Front; readonly path: string }>({ front: null, path })
  const front = shown.path === path ? shown.front : null
  const show = useCallback((next: Front) => setShown({ front: next, path }), [path])
  const close = useCallback(() => show(null), [show])
  useShellKeys(show)
  return (
    <FrontContext value={{ front, show }}>
      {children}
      <Suspense>
        {front === 'palette' ? <Palette onClose={close} /> : null}
        {front === 'keys' ? <KeysHelp onClose={close} /> : null}
        {front === 'note' ? <QuickNote onClose={close} /> : null}
        {front === 'more' ? <MoreSheet onClose={close} /> : null}
      </Suspense>
    </FrontContext>
  )
}

function useShellKeys(show: (front: Front) => void): void {
  const say = useWords('shell')
  const go = useGo()
  useKeys([
    { keys: '/', say: say('place.search'), run: () => go(paths.search), group: 'anywhere' },
    { keys: 'mod+k', say: say('keys.search'), run: () => show('palette'), group: 'anywhere' },
    { keys: '?', say: say('keys.help'), run: () => show('keys'), group: 'anywhere' },
    { keys: 'n', say: say('keys.note'), run: () => show('note'), group: 'anywhere' },
    { keys: 'j', say: say('keys.next'), run: () => moveRow(1), group: 'lists' },
    { keys: 'k', say: say('keys.previous'), run: () => moveRow(-1), group: 'lists' },
    ...places.map((place) => ({
      keys: place.keys,
      say: say(`place.${place.name}`),
      run: () => go(place.href),
      group: 'go' as const,
    })),
  ])
}
