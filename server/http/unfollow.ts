// The door of a mail program's own button (RFC 8058): one POST to the link in a mail, and no more updates of that incident come.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from '../context.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import { unfollowActions } from '../incidents/unfollow-link.ts'
import { newId } from '../secrets.ts'
import { problemOf } from './problems.ts'

export type UnfollowParts = Pick<Context, 'db' | 'settings' | 'sealer' | 'announce'> & {
  readonly diagnostics: Diagnostics
  readonly clock: DatabaseClock
}

export const unfollowPath = '/unfollow/'

/** Answers `POST /unfollow/<token>`; what is posted says nothing that the address does not. A GET shows the screen that asks first. */
export function unfollowDoor(parts: UnfollowParts) {
  const { db, settings, sealer, announce, diagnostics, clock } = parts
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const answer = (status: number, say: string) => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
      response.end(`${say}\n`)
    }
    try {
      request.resume()
      const now = await clock.read(db)
      const asked = { address: '', agent: 'mail', sessionId: null, byToken: false }
      const ctx: Context = { db, settings, sealer, announce, now, newId, actor: { kind: 'nobody' }, request: asked }
      await unfollowActions.unfollowByLink(ctx, { token: path.slice(unfollowPath.length) })
      answer(200, 'No more updates of this incident come.')
    } catch (error) {
      const { status, say } = problemOf(error, diagnostics, 'unfollow')
      answer(status, say)
    }
  }
}
