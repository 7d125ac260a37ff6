import { lazy, Suspense } from 'react'
import { useLoaded } from '../query.tsx'
import { standOf, waitsForMe } from '../schedules/cover.ts'
import { useMe } from '../shell/me.ts'

/** What shows requests is fetched when there are some: the first screen does without it. */
const WaitingCovers = lazy(async () => ({ default: (await import('../schedules/WaitingCovers.tsx')).WaitingCovers }))
const MyCovers = lazy(async () => ({ default: (await import('../schedules/MyCovers.tsx')).MyCovers }))

/** Requests that wait for me, on the first screen until they are answered: to take a shift, or to agree to a part. */
export function CoverNow() {
  const { waiting } = useCovers()
  return waiting.length > 0 ? (
    <Suspense>
      <WaitingCovers covers={waiting} />
    </Suspense>
  ) : null
}

/** My own requests that wait for others, beside what waits for me. */
export function MyCoversNow() {
  const { others } = useCovers()
  return others.length > 0 ? (
    <Suspense>
      <MyCovers covers={others} />
    </Suspense>
  ) : null
}

function useCovers() {
  const me = useMe().person.id
  const asked = useLoaded('listCovers', { who: 'asked' }).data?.covers ?? []
  const mine = useLoaded('listCovers', { who: 'mine' }).data?.covers ?? []
  return {
    waiting: [...asked, ...mine].filter((cover) => waitsForMe(cover, me)),
    others: mine.filter((cover) => standOf(cover, me) === 'mine' && !waitsForMe(cover, me)),
  }
}
