import { useEffect, useRef, useSyncExternalStore } from 'react'
import { match, nameOf } from './keys-match.ts'
import type { Keys } from './keys-match.ts'

/** A thing to do by key. `say` is its name in the help and the palette. */
export type Key = {
  readonly keys: Keys
  readonly say: string
  readonly run: () => unknown
  readonly group?: 'anywhere' | 'go' | 'lists' | 'screen'
}

/** Adds keys while mounted; those of the screen in front win over equal ones of the shell. */
export function useKeys(keys: readonly Key[]): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  const signature = keys.map((key) => `${key.keys}=${key.say}`).join('\n')
  useEffect(() => {
    // Layers change with what is offered, not with each new closure: `run` is looked up when the key is pressed.
    const layer = {
      signature,
      keys: latest.current.map((key, at) => ({ ...key, run: () => latest.current[at]?.run() })),
    }
    layers = [...layers, layer]
    announce()
    return () => {
      layers = layers.filter((other) => other !== layer)
      announce()
    }
  }, [signature])
}

/** Every key that works now, for the help and the palette. */
export function useAllKeys(): readonly Key[] {
  return useSyncExternalStore(watch, () => all)
}

/** The `id` of the row that has the focus, so that a key can act on it. */
export function focusedRow(): string | undefined {
  return document.activeElement instanceof HTMLElement ? document.activeElement.dataset['row'] : undefined
}

/** Moves the focus among the rows of the screen. */
export function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')]
  const here = rows.findIndex((row) => row === document.activeElement)
  const next = rows[here < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, here + step))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** Listens to the keyboard; once, in the frame. Returns how to stop. */
export function listenToKeys(): () => void {
  let pressed: readonly string[] = []
  let lastAt = 0
  let deciding: ReturnType<typeof setTimeout> | undefined
  const hear = (event: KeyboardEvent) => {
    const name = spoken(nameOf(event))
    if (!name || event.defaultPrevented) return
    if (name.startsWith('Arrow') && event.target instanceof HTMLInputElement) return
    if (!name.startsWith('mod+') && (isWriting(event.target) || isModal())) return
    pressed = event.timeStamp - lastAt > betweenKeysMs ? [name] : [...pressed, name]
    lastAt = event.timeStamp
    let found = match(pressed, all)
    if ('none' in found && pressed.length > 1) {
      pressed = [name]
      found = match(pressed, all)
    }
    clearTimeout(deciding)
    if ('wait' in found) return
    if ('hit' in found && found.orMore) {
      const { run } = found.hit
      event.preventDefault()
      deciding = setTimeout(() => {
        pressed = []
        run()
      }, orMoreMs)
      return
    }
    pressed = []
    if ('none' in found) return
    event.preventDefault()
    found.hit.run()
  }
  addEventListener('keydown', hear)
  return () => removeEventListener('keydown', hear)
}

const betweenKeysMs = 1_200
/** So long a key waits for another one where it is a key by itself too. */
const orMoreMs = 400
const watchers = new Set<() => void>()
let layers: readonly { readonly signature: string; readonly keys: readonly Key[] }[] = []
let all: readonly Key[] = []

/** With shift a letter means what it means without, unless a screen tells them apart. */
function spoken(name: string | null): string | null {
  return name?.startsWith('shift+') && !all.some(({ keys }) => keys === name) ? name.slice('shift+'.length) : name
}

function announce(): void {
  all = layers.flatMap((layer) => layer.keys)
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

function isModal(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null
}
