import { lazy, Suspense } from 'react'
import { useLoaded } from '../query.tsx'

/** What shows it is fetched when there is some: the first screen does without it. */
const WorkCard = lazy(async () => ({ default: (await import('./WorkCard.tsx')).WorkCard }))

/** The rest is a press away. */
const mostIncidents = 5

/** Incidents that are worked on now, by whom and how far, on the first screen while there are some: who has which alert stands above. */
export function WorkNow() {
  const work = useLoaded('listWork', {}).data
  return work && work.incidents.length > 0 ? (
    <Suspense>
      <WorkCard work={work} mostIncidents={mostIncidents} mostAlerts={0} />
    </Suspense>
  ) : null
}
