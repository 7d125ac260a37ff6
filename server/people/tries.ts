// Guessing is bounded by counting failures in the database, so that all nodes count together.
import { sql } from 'kysely'
import { isIPv6 } from 'node:net'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'

/** Whom a failed try counts against, and how many failures are borne in fifteen minutes. */
export type Guesser = { readonly subject: string; readonly most: number }

/**
 * Who guesses the password of this person: ten tries from one place, and far more over all places, so that a stranger who
 * guesses from elsewhere does not keep out the person whom a page has just woken.
 */
export function byEmail(email: string, address: string): readonly Guesser[] {
  const subject = subjectOf(email)
  return [
    { subject: `${subject} from ${networkOf(address)}`, most: 10 },
    { subject, most: 100 },
  ]
}

export function byAddress(address: string): Guesser {
  return { subject: `address:${networkOf(address)}`, most: 30 }
}

function subjectOf(email: string): string {
  return `email:${email.toLowerCase()}`
}

/**
 * Notes a try before it is judged, so that a thousand at once cannot all be first; refuses it when there were too many.
 * What is returned is given to `forgiveTry` when the try was no failure.
 */
export async function noteTry(db: Db, guessers: readonly Guesser[], now: Instant): Promise<readonly number[]> {
  const noted = await db
    .insertInto('sign_in_try')
    .values(guessers.map(({ subject }) => ({ subject, at: now })))
    .returning('id')
    .execute()
  const ids = noted.map((row) => row.id)
  const freeAt = await blockedUntil(db, guessers, now)
  if (!freeAt) return ids
  // A refused try was not judged: it does not lengthen the wait.
  await forgiveTry(db, ids)
  refuse('too_many_tries', { retryAfterSeconds: Math.max(1, Math.ceil(now.until(freeAt).total('seconds'))) })
}

/** It was not a failure after all. */
export async function forgiveTry(db: Db, ids: readonly number[]): Promise<void> {
  await db.deleteFrom('sign_in_try').where('id', 'in', ids).execute()
}

/** Whoever signs in has shown who they are: earlier failures with this e-mail no longer count. */
export async function clearTries(db: Db, email: string): Promise<void> {
  const subject = subjectOf(email)
  await db
    .deleteFrom('sign_in_try')
    .where((where) =>
      where.or([where('subject', '=', subject), sql<boolean>`starts_with(subject, ${`${subject} from `})`]),
    )
    .execute()
}

/** Removes what no longer counts: tries of an hour ago, sessions that ended a month ago. For the engine's housekeeping. */
export async function forgetOldTries(db: Db, now: Instant): Promise<void> {
  await db
    .deleteFrom('sign_in_try')
    .where('at', '<', now.subtract({ hours: 1 }))
    .execute()
  const monthAgo = now.subtract({ hours: 30 * 24 })
  await db
    .deleteFrom('session')
    .where((where) => where.or([where('expires_at', '<', monthAgo), where('revoked_at', '<', monthAgo)]))
    .execute()
}

/** When the failure that is one too many leaves the window; null when there is none. */
async function blockedUntil(db: Db, guessers: readonly Guesser[], now: Instant): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    select max(beyond.at) + interval '15 minutes' as at
    from unnest(${guessers.map((each) => each.subject)}::text[], ${guessers.map((each) => each.most)}::int[])
      as guesser (subject, most)
    cross join lateral (
      select at from sign_in_try
      where sign_in_try.subject = guesser.subject and at > ${now}::timestamptz - interval '15 minutes'
      order by at desc offset guesser.most limit 1
    ) as beyond`.execute(db)
  return rows[0]?.at ?? null
}

/** An IPv6 caller commands the whole /64 of the address, so that is what is counted. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const [head = [], tail = []] = plain.split('::').map((half) => half.split(':').filter(Boolean))
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  const groups = [...head, ...zeros, ...tail].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
