/** A key, or keys pressed one after the other: `a`, `g n`, `?`, `mod+k`, `shift+x`, `ArrowDown`. */
export type Keys = string

/** `orMore`: it is a key by itself, and others begin with it. */
export type Match<Key> =
  { readonly hit: Key; readonly orMore?: true } | { readonly wait: true } | { readonly none: true }

/** What the keys pressed so far mean. The last of several equals wins: the screen in front over the shell. */
export function match<Key extends { readonly keys: Keys }>(
  pressed: readonly string[],
  all: readonly Key[],
): Match<Key> {
  const typed = pressed.join(' ')
  const hit = all.findLast((key) => key.keys === typed)
  const isBeginning = all.some((key) => key.keys.startsWith(`${typed} `))
  if (hit) return isBeginning ? { hit, orMore: true } : { hit }
  return isBeginning ? { wait: true } : { none: true }
}

/** The name of a pressed key as `Keys` writes it, or null for keys that belong to the browser or the system. */
export function nameOf(event: Pressed): string | null {
  if (event.altKey || event.isComposing) return null
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? null : `mod+${event.key.toLowerCase()}`
  if (named.has(event.key)) return event.key
  if (event.key.length !== 1 || event.key === ' ') return null
  const letter = event.key.toLowerCase()
  return event.shiftKey && letter !== event.key ? `shift+${letter}` : letter
}

/** Keys without a letter that a screen may use. */
const named = new Set(['ArrowDown', 'ArrowUp', 'Escape'])

export type Pressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'>
