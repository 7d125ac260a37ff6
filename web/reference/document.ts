import { useQuery } from '@tanstack/react-query'
import { Problem, problemFrom } from '../problem.ts'
import { operationsIn } from './operations.ts'

/** The API document and the operations in it, fetched once; it changes only with a release. */
export function useDocument() {
  return useQuery({ queryKey: ['openapi'], queryFn: ({ signal }) => fetchDocument(signal), staleTime: Infinity })
}

async function fetchDocument(signal: AbortSignal) {
  const answer = await fetch('/api/openapi.json', { signal }).catch(() => {
    throw new Problem('no_connection', 0)
  })
  const document: unknown = await answer.json().catch(() => null)
  if (!answer.ok) throw problemFrom(answer.status, document)
  return { document, operations: operationsIn(document) }
}
