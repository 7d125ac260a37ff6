import { useEffect } from 'react'
import { useLoaded } from '../query.tsx'

/** Who is on call now, on every schedule or on one; asked again at the next handover, which no change announces. */
export function useOnCall(scheduleId?: string) {
  const onCall = useLoaded('listOnCall', scheduleId === undefined ? {} : { scheduleId })
  const { data, refetch } = onCall
  const ends = (data?.onCall ?? []).flatMap(({ until }) => (until === null ? [] : [Date.parse(until)]))
  const next = Math.min(...ends)
  useEffect(() => {
    const waitMs = next - Date.now()
    if (!Number.isFinite(waitMs) || waitMs > longestWaitMs) return undefined
    const timer = setTimeout(() => void refetch(), Math.max(0, waitMs) + afterwardsMs)
    return () => clearTimeout(timer)
  }, [next, refetch])
  return onCall
}

/** Timers of browsers hold 32 bits. */
const longestWaitMs = 2_147_000_000
/** The clock of this device may be a little ahead of the server's. */
const afterwardsMs = 2_000
