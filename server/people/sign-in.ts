// Signing a browser in: always a new session, never one that was there before (ASVS 5.0, 7.2.4).
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { newToken, tokenHash } from '../secrets.ts'
import { checkPassword } from './password.ts'
import { sessionSeconds } from './session.ts'
import { addSession, endSession } from './session-store.ts'
import { holdPerson, type SignInRow } from './store.ts'

/** Opens a session in the place of the one this browser had; `takeCookie` after the commit hands its token over. */
export async function openSession(
  ctx: Context,
  tx: Db,
  personId: string,
): Promise<{ readonly takeCookie: () => void }> {
  const token = newToken('ses')
  const maxAgeSeconds = sessionSeconds(ctx.settings)
  if (ctx.request.sessionId) await endSession(tx, { id: ctx.request.sessionId }, ctx.now)
  await addSession(tx, {
    id: ctx.newId(),
    token_hash: tokenHash(token),
    person_id: personId,
    created_at: ctx.now,
    seen_at: ctx.now,
    expires_at: ctx.now.add({ seconds: maxAgeSeconds }),
    address: ctx.request.address || null,
    agent: ctx.request.agent.slice(0, 300) || null,
    revoked_at: null,
  })
  return {
    takeCookie: () => {
      ctx.request.cookie = { value: token, maxAgeSeconds }
    },
  }
}

/** Makes the browser forget its session. */
export function dropCookie(ctx: Context): void {
  ctx.request.cookie = { value: '', maxAgeSeconds: 0 }
}

/** Is what was checked before the transaction still so in it? Meanwhile the password may be another, or hashed anew. */
export async function isStillRight(tx: Db, checked: SignInRow, password: string): Promise<boolean> {
  const held = await holdPerson(tx, checked.id)
  if (!held || held.deactivated_at !== null) return false
  return held.password_hash === checked.password_hash || (await checkPassword(password, held.password_hash)).isRight
}
