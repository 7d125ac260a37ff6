import { lazy, Suspense } from 'react'
import { waitsFor } from '../handover/handover.ts'
import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'

/** What shows handovers is fetched when there are some: the first screen does without it. */
const WaitingHandovers = lazy(async () => ({
  default: (await import('../handover/WaitingHandovers.tsx')).WaitingHandovers,
}))

/** Handovers in which I come or go, from an hour before the change, on the first screen until it is done. */
export function HandoverNow() {
  const { person } = useMe()
  const mine = useLoaded('listHandovers', { mine: 'true' }).data?.handovers ?? []
  // What is planned for tomorrow stands on the schedule; here is what somebody can do something about.
  const waiting = mine.filter((one) => one.state !== 'planned' && waitsFor(one, person.id) !== null)
  return waiting.length > 0 ? (
    <Suspense>
      <WaitingHandovers handovers={waiting} />
    </Suspense>
  ) : null
}
