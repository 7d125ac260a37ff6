import { useState } from 'react'
import { asProblem, useLoaded } from '../../query.tsx'
import type { EndpointOutput } from '../../api.ts'
import type { Problem } from '../../problem.ts'
import { useSettled } from '../../settled.ts'
import { alertFields } from '../../../domain/alerts/matchers.ts'
import { forTrial } from './draft.ts'
import type { RouteDraft } from './draft.ts'

type Tried = EndpointOutput<'tryRoutes'>

export type TrialTold = {
  readonly events: Tried['events']
  /** How many each route would have caught, in the order of the drafts it was asked for. */
  readonly caught: Tried['caught']
  /** The names that events carry: what can be matched. */
  readonly names: readonly string[]
  readonly isLoading: boolean
  /** What is shown belongs to an earlier draft. */
  readonly isOld: boolean
  readonly problem: Problem | null
  readonly again: () => unknown
}

/** Where the last events of the team would have gone by this draft; asked once nobody has typed for a moment. */
export function useTrial(teamId: string, drafts: readonly RouteDraft[]): TrialTold {
  const routes = forTrial(drafts)
  const asked = useSettled(routes)
  const trial = useLoaded('tryRoutes', { teamId, routes: asked }, { keep: true })
  // A draft that cannot be tried leaves the last answer standing.
  const [last, setLast] = useState(trial.data)
  if (trial.data && trial.data !== last) setLast(trial.data)
  const shown = trial.data ?? last
  const events = shown?.events ?? []
  const names = new Set(events.flatMap(({ labels }) => Object.keys(labels)))
  return {
    events,
    caught: shown?.caught ?? [],
    names: [...[...names].toSorted().slice(0, 200), ...alertFields],
    isLoading: !shown && trial.isPending,
    isOld: trial.isFetching || trial.error !== null || JSON.stringify(routes) !== JSON.stringify(asked),
    problem: trial.error ? asProblem(trial.error) : null,
    again: trial.refetch,
  }
}
