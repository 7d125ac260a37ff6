// PagerDuty's REST API as a door: who asks is whoever the token of Baton belongs to, and what they may is asked as everywhere.
import {
  answerOf,
  authFailed,
  rateLimited,
  tooLarge,
  unavailable,
  unknownCall,
  type Reply,
} from '../../../domain/intake/pagerduty-rest-answers.ts'
import { first } from '../../../domain/intake/keys.ts'
import { isRestHead, partsOf, tokenIn } from '../../../domain/intake/pagerduty-rest-head.ts'
import type { Context, Endpoints } from '../../context.ts'
import { identify } from '../../people/session.ts'
import { newId } from '../../secrets.ts'
import type { ApiCall, ForeignApi } from '../foreign-api.ts'
import { knownBy, replyOf, type Asking } from './asking.ts'
import { callFor } from './calls.ts'
import { Rate } from './rate.ts'

export type RestParts = Pick<Context, 'db' | 'settings' | 'sealer' | 'announce'> & { readonly endpoints: Endpoints }

export function pagerdutyRestApi(parts: RestParts): ForeignApi {
  const rate = new Rate()
  return {
    name: 'pagerduty',
    takes: isRestHead,
    tooLarge: () => answerOf(tooLarge),
    unavailable,
    async serve(call) {
      const path = partsOf(call.path)
      const found = path && callFor(call.method, path)
      // Only a page that was not raised is worth keeping.
      const isQuestion = found?.isRaise !== true
      const nothing = { source: null, accepted: 0, isQuestion }
      const ctx = await contextFor(parts, call)
      if (!ctx) return { ...nothing, answer: answerOf(authFailed) }
      const { isAllowed, headers } = rate.ask(callerOf(ctx))
      if (!isAllowed) return { ...nothing, answer: answerOf(rateLimited, headers) }
      const reply = found
        ? await answered(() => found.answer(askingOf(parts, ctx, call)))
        : unknownCall(call.method, call.path)
      const accepted = found?.isRaise && reply.status === 201 ? 1 : 0
      return { ...nothing, accepted, answer: answerOf(reply, headers) }
    },
  }
}

async function answered(answer: () => Promise<Reply>): Promise<Reply> {
  try {
    return await answer()
  } catch (error) {
    return replyOf(error)
  }
}

/** Cookies are not looked at: only a token speaks here. */
async function contextFor(parts: RestParts, call: ApiCall): Promise<Context | null> {
  const { db, settings, sealer, announce } = parts
  const token = tokenIn(call.headers)
  if (token === null) return null
  const { actor, now, sessionId, tokenId } = await identify(db, settings, { authorization: `Bearer ${token}` })
  if (actor.kind === 'nobody') return null
  const agent = first(call.headers['user-agent']).slice(0, 300)
  const request = { address: call.from, agent, sessionId, byToken: true, tokenId: tokenId ?? null }
  return { db, settings, sealer, announce, newId, actor, now, request }
}

function askingOf({ endpoints }: RestParts, ctx: Context, call: ApiCall): Asking {
  const { body } = call
  return {
    ctx,
    here: { url: ctx.settings.url },
    query: call.query,
    body: typeof body === 'string' ? Buffer.from(body) : body,
    from: first(call.headers['from']),
    ask: (name, input) => endpoints.ask(ctx, name, input),
    permit: (name, input) => endpoints.permit(ctx, name, input),
    known: knownBy(ctx, endpoints),
  }
}

/** Each token counts for itself. */
function callerOf({ actor, request }: Context): string {
  return request.tokenId ?? (actor.kind === 'automation' || actor.kind === 'person' ? actor.name : '')
}
