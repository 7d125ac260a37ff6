import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAction } from '../../query.tsx'
import { useWords } from '../../words/words.ts'
import { asDrafts, asWritten, isSame, withNew } from './draft.ts'
import type { RouteDraft, Told } from './draft.ts'

/**
 * The draft, and the routes it began with. What others save meanwhile replaces a draft that nobody touched; one that somebody
 * did touch stays, and is `isBehind` until they decide. `begun` is a new one that somebody comes with.
 */
export function useRoutesDraft(teamId: string, told: Told, begun: RouteDraft | null) {
  const say = useWords('routes')
  const queries = useQueryClient()
  const [base, setBase] = useState(told)
  const [drafts, setDrafts] = useState(() =>
    begun ? withNew(asDrafts(told.routes), begun, null) : asDrafts(told.routes),
  )
  const save = useAction('setRoutes', { inForm: true, done: say('saved') })
  const isDirty = !isSame(drafts, base.routes)
  const isBehind = told.version !== base.version
  const begin = (from: Told) => {
    setBase(from)
    setDrafts(asDrafts(from.routes))
    save.clear()
  }
  // Set while drawing, so that the old is never shown beside the new.
  if (isBehind && !isDirty && !save.busy) begin(told)
  const send = async (isOverTheirs: boolean) => {
    const version = isOverTheirs ? told.version : base.version
    const saved = await save.run({ teamId, version, routes: drafts.map(asWritten) })
    if (saved) {
      queries.setQueryData(['getRoutes', { teamId }], saved)
      begin(saved)
    } else void queries.invalidateQueries({ queryKey: ['getRoutes', { teamId }] })
    return saved
  }
  const set = (next: readonly RouteDraft[]) => {
    setDrafts(next)
    if (save.problem) save.clear()
  }
  return { base, drafts, isDirty, isBehind, save, send, set, reset: () => begin(base), takeTheirs: () => begin(told) }
}
