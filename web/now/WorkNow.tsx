import { lazy, Suspense } from 'react'
import { useLoaded } from '../query.tsx'

/** What shows it is fetched when there is some: the first screen does without it. */
const WorkCard = lazy(async () => ({ default: (await import('./WorkCard.tsx')).WorkCard }))

/** So many of each: the rest is a press away, and the alerts below are many already. */
const most = 5

/** What is being worked on now and by whom, on the first screen while there is something. */
export function WorkNow() {
  const work = useLoaded('listWork', {}).data
  return work && work.incidents.length + work.alerts.length > 0 ? (
    <Suspense>
      <WorkCard work={work} most={most} />
    </Suspense>
  ) : null
}
