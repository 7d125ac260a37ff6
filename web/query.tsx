import {
  keepPreviousData,
  QueryCache,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from './api.ts'
import type { Asked, EndpointInput, EndpointName, EndpointOutput } from './api.ts'
import { Problem } from './problem.ts'
import { showNotice } from './ui/notices.ts'

/** What an endpoint answers, kept fresh by the live stream. Show it with `<Loaded>`, which has the other faces. */
export function useLoaded<Name extends EndpointName>(
  name: Name,
  input: EndpointInput<Name>,
  { enabled = true, keep = false }: LoadOptions = {},
): UseQueryResult<EndpointOutput<Name>> {
  return useQuery({
    queryKey: [name, input],
    queryFn: ({ signal }) => ask(name, input, signal),
    enabled,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  })
}

/** Asks for what will be shown in a moment, so that it is there by then. What fails is asked again by who shows it. */
export function askAhead<Name extends EndpointName>(
  queries: QueryClient,
  name: Name,
  input: EndpointInput<Name>,
): void {
  void queries.prefetchQuery({ queryKey: [name, input], queryFn: ({ signal }) => ask(name, input, signal) })
}

/** A list that is read in parts, newest first, by the `before` of its endpoint. `more` loads the next part. */
export function useLoadedParts<
  Name extends 'listAlerts' | 'listIncidents' | 'listSilenced' | 'readLog' | 'readTimeline' | 'search',
>(name: Name, input: EndpointInput<Name>) {
  const query = useInfiniteQuery({
    queryKey: [name, input, 'parts'],
    queryFn: ({ pageParam, signal }) => ask(name, pageParam === null ? input : { ...input, before: pageParam }, signal),
    initialPageParam: null as number | string | null,
    getNextPageParam: (last: EndpointOutput<Name>) => last.nextBefore,
    placeholderData: keepPreviousData,
  })
  return { ...query, parts: query.data?.pages ?? [], more: query.hasNextPage ? () => query.fetchNextPage() : undefined }
}

/**
 * Something a person does: `const close = useAction('closeAlert')`, then `close.run({ alertId })`. It never throws:
 * a refusal is shown as a notice, or stays in `problem` for a form that asks for it by `inForm`; `run` then gives undefined.
 */
export function useAction<Name extends EndpointName>(name: Name, { done, inForm = false }: ActionOptions<Name> = {}) {
  const queries = useQueryClient()
  const [problem, setProblem] = useState<Problem | null>(null)
  const { mutateAsync, isPending } = useMutation({ mutationFn: (input: EndpointInput<Name>) => ask(name, input) })
  const run = async (input: EndpointInput<Name>): Promise<EndpointOutput<Name> | undefined> => {
    setProblem(null)
    try {
      const output = await mutateAsync(input)
      void queries.invalidateQueries()
      if (done) showNotice({ tone: 'ok', say: typeof done === 'string' ? done : done(output) })
      return output
    } catch (error) {
      const refused = asProblem(error)
      setProblem(refused)
      if (refused.status === 401) void queries.invalidateQueries({ queryKey: ['getMe'] })
      if (!inForm) showNotice({ tone: 'critical', say: refused.sentence })
      return undefined
    }
  }
  return { run, busy: isPending, problem, clear: () => setProblem(null) }
}

/** The memory of the web: what was asked, and when to ask again. */
export function newQueryClient(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        retry: (failures, error) => failures < 2 && asProblem(error).isPassing,
        retryDelay: (failures) => 500 * 2 ** failures,
      },
    },
    queryCache: new QueryCache({
      // Signed out elsewhere, or expired: the frame sees it and asks to sign in.
      onError: (error, query) => {
        if (asProblem(error).status === 401 && query.queryKey[0] !== 'getMe')
          void queries.invalidateQueries({ queryKey: ['getMe'] })
      },
    }),
  })
  return queries
}

/** Whatever was thrown, as a problem with a sentence. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('broken', 500)
}

/** The list of arguments of an endpoint cannot be seen to be a list for an unknown name; it always starts with the input. */
function ask<Name extends EndpointName>(
  name: Name,
  input: EndpointInput<Name>,
  signal?: AbortSignal,
): Promise<EndpointOutput<Name>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const asked = [input, signal] as unknown as Asked<Name>
  return api[name](...asked)
}

type LoadOptions = {
  readonly enabled?: boolean
  /** Keep showing the last answer while another input loads: for filters and spans. */
  readonly keep?: boolean
}

type ActionOptions<Name extends EndpointName> = {
  /** What to say when it worked. */
  readonly done?: string | ((output: EndpointOutput<Name>) => string)
  readonly inForm?: boolean
}
