import { useEffect, useSyncExternalStore } from 'react'
import type { QueryClient } from '@tanstack/react-query'
import { gathering } from './live/gather.ts'
import type { LiveState, News, Ring } from './live/news.ts'
import { shareStream } from './live/share.ts'
import { toAskAgain } from './topics.ts'

export type { LiveState, Ring }

/** Listens while mounted: refreshes what changed, keeps the rings. Once, in the frame, for whoever is signed in. */
export function useLive(queries: QueryClient): void {
  useEffect(() => {
    const changed = gathering<string>((topics) => askAgain(queries, topics), clock)
    return shareStream((news) => hear(news, queries, changed))
  }, [queries])
}

/** Whether changes arrive by themselves now. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(watch, () => state)
}

/** The pages that ring in this browser, most urgent first. */
export function useRings(): readonly Ring[] {
  return useSyncExternalStore(watch, () => rings)
}

/** Takes the rings of an alert off the screen. */
export function endRing(alertId: number): void {
  rings = rings.filter((ring) => ring.alertId !== alertId)
  announce()
}

let state: LiveState = 'connecting'
let rings: readonly Ring[] = []
const watchers = new Set<() => void>()

const clock = { now: () => performance.now(), later: setTimeout.bind(globalThis) }

function hear(news: News, queries: QueryClient, changed: (topics: readonly string[]) => void): void {
  switch (news.kind) {
    case 'state':
      state = news.state
      break
    case 'ring':
      rings = withRing(rings, news.ring)
      void queries.invalidateQueries({ queryKey: ['getAlert', { alertId: news.ring.alertId }] })
      break
    case 'changed':
      changed(news.topics)
      break
    case 'missed':
      void queries.invalidateQueries()
      break
  }
  announce()
}

function askAgain(queries: QueryClient, topics: readonly string[]): void {
  const names = toAskAgain(topics)
  const predicate = ({ queryKey }: { readonly queryKey: readonly unknown[] }) =>
    names === 'all' || names.has(String(queryKey[0]))
  void queries.invalidateQueries({ predicate }, { cancelRefetch: false })
}

/** One ring for an alert, the latest; sorted by priority, then by age. */
function withRing(before: readonly Ring[], ring: Ring): readonly Ring[] {
  return [...before.filter((other) => other.alertId !== ring.alertId), ring].sort(
    (a, b) => a.priority.localeCompare(b.priority) || a.deliveryId - b.deliveryId,
  )
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function announce(): void {
  for (const watcher of watchers) watcher()
}
