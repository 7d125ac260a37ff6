import { Problem, problemFrom } from './problem.ts'

/** Sends a file as it is. Fails as a `Problem`; with none of its own, the file is still here and can be sent again. */
export async function sendFile(url: string, file: Blob): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream', 'x-baton': '1' }
  const answer = await fetch(url, { method: 'POST', headers, body: file }).catch(() => {
    throw new Problem('no_connection', 0)
  })
  if (!answer.ok) throw problemFrom(answer.status, await answer.json().catch(() => null))
}
