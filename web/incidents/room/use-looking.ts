import { useEffect } from 'react'
import { keepLook } from './looked.ts'

/** Keeps what is before somebody's eyes as looked at, while it is. */
export function useLooking(incidentId: number, entryIds: readonly number[]): void {
  const entryId = Math.max(0, ...entryIds)
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible' && entryId > 0)
        keepLook(localStorage, incidentId, { at: new Date().toISOString(), entryId })
    }
    look()
    const timer = setInterval(look, everyMs)
    return () => clearInterval(timer)
  }, [incidentId, entryId])
}

const everyMs = 30_000
