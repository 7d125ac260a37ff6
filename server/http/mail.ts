// The door for mail services that somebody else runs: they hand a mail over as it came, and it is taken as from the listener.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isAway } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { MailDoor } from '../mail/door.ts'
import { TooBusy } from '../mail/read-in-thread.ts'
import { sameText } from '../secrets.ts'
import type { Settings } from '../settings.ts'

export type MailPostParts = {
  readonly settings: Pick<Settings, 'mailKey'>
  readonly diagnostics: Diagnostics
  /** Null where no mail is taken. */
  readonly mail: MailDoor | null
}

export type MailPost = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>

/** Answers `POST /in/mail/<key>`: 204 once everything that follows from the mail is on disk. */
export function mailPost({ settings, diagnostics, mail }: MailPostParts): MailPost {
  return async (request, response, path) => {
    try {
      const key = path.slice(mailPath.length)
      if (!mail || !settings.mailKey || !sameText(key, settings.mailKey))
        return answer(response, 404, 'There is no such door.')
      if (request.method !== 'POST') return answer(response, 405, 'This address takes POST.')
      const raw = await bounded(request, mail.mostBytes)
      if (!raw) return answer(response, 413, 'This mail is too large.')
      const taken = await mail.take({ recipients: null, sender: null, raw })
      if (taken.how === 'taken') return answer(response, 204, null)
      answer(response, taken.how === 'later' ? 503 : taken.isTooLarge ? 413 : 422, taken.say)
    } catch (error) {
      if (!isAway(error) && !(error instanceof TooBusy)) diagnostics.error({ err: error }, 'a mail broke')
      answer(response, 503, 'This cannot be taken now. Come again later.')
    }
  }
}

export const mailPath = '/in/mail/'

/** Null when it is too large: then it is read on and dropped, since a sender that is cut off while it sends hears no answer. */
async function bounded(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length
    if (size <= most) pieces.push(piece)
    else pieces.length = 0
    if (size > most + mostDropped) break
  }
  return size <= most ? Buffer.concat(pieces) : null
}

const mostDropped = 64 * 1_048_576

function answer(response: ServerResponse, status: number, say: string | null): void {
  const headers = { 'cache-control': 'no-store', ...(status === 503 ? { 'retry-after': '30' } : {}) }
  response.writeHead(status, say === null ? headers : { ...headers, 'content-type': 'text/plain; charset=utf-8' })
  response.end(say === null ? undefined : `${say}\n`)
}
