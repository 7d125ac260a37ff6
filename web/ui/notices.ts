import { useSyncExternalStore } from 'react'
import type { Tone } from './State.tsx'

/** A message that passes: the answer to what a person just did. */
export type PassingNotice = {
  readonly id: number
  readonly tone: Tone
  readonly say: string
  readonly action?: { readonly say: string; readonly onPress: () => unknown }
}

const usuallyMs = 6_000
const mostAtOnce = 3

let shown: readonly PassingNotice[] = []
let lastId = 0
const watchers = new Set<() => void>()

/** Shows a passing message, and gives the name to put it away by. One about a failure stays until somebody does. */
export function showNotice(
  notice: Omit<PassingNotice, 'id'>,
  { staysMs = usuallyMs }: { readonly staysMs?: number } = {},
): number {
  lastId += 1
  const id = lastId
  set([...shown.filter((other) => other.say !== notice.say), { ...notice, id }].slice(-mostAtOnce))
  if (notice.tone !== 'critical') setTimeout(() => dismissNotice(id), staysMs)
  return id
}

export function dismissNotice(id: number): void {
  set(shown.filter((notice) => notice.id !== id))
}

/** The passing messages on show now, oldest first. */
export function useNotices(): readonly PassingNotice[] {
  return useSyncExternalStore(watch, () => shown)
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function set(next: readonly PassingNotice[]): void {
  shown = next
  for (const watcher of watchers) watcher()
}
