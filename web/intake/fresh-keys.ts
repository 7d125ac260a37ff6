import { useSyncExternalStore } from 'react'

/** Keys that were made in this browser and are shown this once: gone with the next load, or when put away. */
let fresh: ReadonlyMap<string, string> = new Map()
const watchers = new Set<() => void>()

export function rememberKey(sourceId: string, key: string): void {
  set(new Map([...fresh, [sourceId, key]]))
}

export function forgetKey(sourceId: string): void {
  set(new Map([...fresh].filter(([id]) => id !== sourceId)))
}

/** The key of a source, while it may still be shown. */
export function useFreshKey(sourceId: string): string | undefined {
  return useSyncExternalStore(watch, () => fresh.get(sourceId))
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function set(next: ReadonlyMap<string, string>): void {
  fresh = next
  for (const watcher of watchers) watcher()
}
