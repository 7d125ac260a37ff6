import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../api.ts'
import type { EndpointInput, EndpointOutput } from '../api.ts'
import { extended, firstCount, forgetting, lookedAgain, opened, partAgain, partCount, partsIn } from './list-window.ts'
import type { Cursor, ListWindow } from './list-window.ts'
import type { Alert } from './may.ts'

export type AlertQuery = Omit<EndpointInput<'listAlerts'>, 'before' | 'beforePriority' | 'limit'>
type Counts = EndpointOutput<'listAlerts'>['counts']
export type AlertList = ListWindow<Alert, Counts>

/** What is in sight: rows by their place in the list. */
export type Sight = { readonly isTop: boolean; readonly from: number; readonly to: number }

/**
 * Alerts as a list that is read on while somebody scrolls. When something has changed, only what is in sight is asked again, however
 * much was read; what is far away is forgotten and read again when it comes into sight.
 */
export function useAlertList(input: AlertQuery) {
  const queries = useQueryClient()
  const sight = useRef<Sight>({ isTop: true, from: 0, to: 0 })
  const queryKey = ['listAlerts', input, 'window'] as const
  const ask = useCallback(
    (from: Cursor, limit: number, signal?: AbortSignal) => api.listAlerts({ ...input, ...from, limit }, signal),
    // The input is made anew by each drawing; what it says is what counts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [JSON.stringify(input)],
  )
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<AlertList> => {
      const here = queries.getQueryData<AlertList>(queryKey)
      const asking = (from: Cursor, limit: number) => ask(from, limit, signal)
      return here ? lookedAgain(here, sight.current, asking) : opened(await ask(null, firstCount, signal))
    },
    placeholderData: keepPreviousData,
    structuralSharing: false,
  })
  const change = useCallback(
    (how: (list: AlertList) => AlertList) =>
      queries.setQueryData<AlertList>(queryKey, (list) => (list ? how(list) : list)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- as above
    [queries, JSON.stringify(queryKey)],
  )
  const [isReading, setReading] = useState(false)
  const reading = useRef<object>(null)
  const list = query.isPlaceholderData ? undefined : query.data

  const readOn = useCallback(async () => {
    const from = list?.next
    if (from === undefined || reading.current === list) return
    reading.current = list ?? null
    setReading(true)
    try {
      const answer = await ask(from, partCount)
      change((now) => forgetting(extended(now, from, answer), sight.current))
    } catch {
      // The live stream says when the connection is back, and what is in sight is then asked again.
    } finally {
      reading.current = null
      setReading(false)
    }
  }, [list, ask, change])

  const fetching = useRef(new Set<number>())
  /** Tells what is in sight: parts that were forgotten are read again, and near the end it is read on. */
  const look = useCallback(
    (now: Sight) => {
      sight.current = now
      if (!list) return
      for (const at of partsIn(list, now)) {
        if (list.parts[at]?.rows || fetching.current.has(at)) continue
        fetching.current.add(at)
        partAgain(list, at, (from, limit) => ask(from, limit))
          .then((part) =>
            change((latest) => ({
              ...latest,
              parts: latest.parts.map((each, nth) => (nth === at && !each.rows ? part : each)),
            })),
          )
          .catch(() => undefined)
          .finally(() => fetching.current.delete(at))
      }
    },
    [list, ask, change],
  )
  const shown = useRef(ask)
  useEffect(() => {
    if (shown.current === ask) return
    // Another filter is another list: it begins at its top.
    shown.current = ask
    reading.current = null
    sight.current = { isTop: true, from: 0, to: 0 }
    scrollTo({ top: 0 })
  }, [ask])

  /** Shows the list from its top again, with what has come. */
  const toTop = useCallback(() => {
    sight.current = { isTop: true, from: 0, to: 0 }
    scrollTo({ top: 0 })
    void query.refetch()
  }, [query])

  return { query, list: query.data, isReading, readOn, look, toTop }
}
