import { useSyncExternalStore } from 'react'

/** How long the closing of many is held before it is sent. */
export const heldMs = 6_000

type Held = { readonly ids: ReadonlySet<number>; readonly send: () => unknown }

/**
 * Holds back what cannot be taken back once it is written, so that it can still be undone: until then nothing has happened, and the
 * notice says so. It is sent after a few seconds, or at once when the screen is left or put away.
 */
export function holdClosing(closing: Held): void {
  sendNow()
  held = closing
  timer = setTimeout(sendNow, heldMs)
  announce()
}

/** Whether there was something to take back. */
export function takeBackClosing(): boolean {
  const was = held
  forget()
  return was !== null
}

/** Sends what is held, if anything is. */
export function sendNow(): void {
  const was = held
  forget()
  was?.send()
}

/** Sends what is held when this browser may not come back to the page. Returns how to stop. */
export function sendOnPutAway(): () => void {
  const whenHidden = () => {
    if (document.visibilityState === 'hidden') sendNow()
  }
  addEventListener('pagehide', sendNow)
  document.addEventListener('visibilitychange', whenHidden)
  return () => {
    removeEventListener('pagehide', sendNow)
    document.removeEventListener('visibilitychange', whenHidden)
  }
}

/** The alerts that are about to be closed. */
export function useClosing(): ReadonlySet<number> {
  return useSyncExternalStore(watch, () => held?.ids ?? none)
}

const none: ReadonlySet<number> = new Set()
const watchers = new Set<() => void>()
let held: Held | null = null
let timer: ReturnType<typeof setTimeout> | undefined

function forget(): void {
  clearTimeout(timer)
  held = null
  announce()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function announce(): void {
  for (const watcher of watchers) watcher()
}
