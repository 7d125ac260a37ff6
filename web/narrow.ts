import { useSyncExternalStore } from 'react'

/** Is the screen as narrow as a phone? The same width as in the styles. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(watch, () => matchMedia(query).matches)
}

const query = '(max-width: 47.99rem)'

function watch(watcher: () => void): () => void {
  const media = matchMedia(query)
  media.addEventListener('change', watcher)
  return () => media.removeEventListener('change', watcher)
}
