import { useEffect, useState } from 'react'
import { useSearchParam } from './go.ts'

const waitMs = 250

/**
 * A text to search by, kept in the address: `typed` follows each key for the input, `asked` is what the list is asked for,
 * a moment after the last key.
 */
export function useSearchText(name: string): {
  readonly typed: string
  readonly asked: string
  readonly type: (text: string) => void
} {
  const [asked, ask] = useSearchParam(name, '')
  const [typed, setTyped] = useState(asked)
  const [last, setLast] = useState(asked)
  if (asked !== last) {
    // When it is not what was typed, somebody went back or followed a link with another search.
    setLast(asked)
    if (asked !== typed.trim()) setTyped(asked)
  }
  useEffect(() => {
    const text = typed.trim()
    if (text === asked) return undefined
    const timer = setTimeout(() => ask(text), waitMs)
    return () => clearTimeout(timer)
  }, [typed, asked, ask])
  return { typed, asked, type: setTyped }
}
