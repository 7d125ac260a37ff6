import { useEffect, useRef } from 'react'

const againMs = 10_000

/** What waits for the connection is tried at once, again and again, and as soon as the browser has one. */
export function useAgain(waits: boolean, again: () => void): void {
  const latest = useRef(again)
  useEffect(() => {
    latest.current = again
  })
  useEffect(() => {
    if (!waits) return undefined
    const now = () => latest.current()
    const timer = setInterval(now, againMs)
    addEventListener('online', now)
    now()
    return () => {
      clearInterval(timer)
      removeEventListener('online', now)
    }
  }, [waits])
}
