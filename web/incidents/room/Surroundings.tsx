import type { Detail } from '../may.ts'
import { ChangesCard } from './ChangesCard.tsx'
import { ReachCard } from './ReachCard.tsx'

/** What is around an incident on the map: whom it hurts, what may have begun it, and what was changed there. */
export default function Surroundings({ incident }: { readonly incident: Detail }) {
  return (
    <>
      <ReachCard incident={incident} />
      <ChangesCard incident={incident} />
    </>
  )
}
