import type { KeyboardEvent } from 'react'

/** For the form around a text of several lines, where Enter is a new line: Ctrl or ⌘ with Enter sends. */
export function sendByKeys(send: () => unknown) {
  return (event: KeyboardEvent) => {
    // While a syllable is being composed, Enter belongs to the input method.
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) void send()
  }
}
