// What time does to cover requests: reminders while they are open, and an end when the shift is gone or the time has passed.
import { sql } from 'kysely'
import { expiresAt, lookedFor, standingOf, type Standing, type VoidBecause } from '../../domain/schedules/cover.ts'
import { remindersDue } from '../../domain/schedules/cover-reminders.ts'
import { boundsOf } from '../../domain/schedules/pieces.ts'
import { earliest, type Instant } from '../../domain/time.ts'
import type { Topic } from '../../domain/topics.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { Kind } from '../engine/engine.ts'
import { addEntries, type NewEntry } from '../log/store.ts'
import { answerNotices, reminderNotices } from './cover-notices.ts'
import { factsOf, knownSchedules, type KnownSchedules } from './cover-people.ts'
import { queueNotices } from '../notices/store.ts'
import { closeCover, findCovers, setPieces, setReminded, type StoredCover } from './cover-store.ts'
import { aboutCover, toldCover } from './cover-told.ts'

export type Reminding = {
  readonly db: Db
  readonly node: string
  readonly announce: (topics: readonly Topic[]) => void
}

const batch = 20

/** The engine's part: requests to be reminded of, or for which something has changed. */
export function coverKind(reminding: Reminding): Kind {
  return {
    name: 'covers',
    batch,
    step: async () => {
      const { count, isNews } = await reminding.db.transaction().execute((tx) => look(tx, reminding.node))
      if (isNews) reminding.announce(['schedules', 'log'])
      return count
    },
  }
}

async function look(tx: Db, node: string): Promise<{ count: number; isNews: boolean }> {
  const due = await sql<{ id: number; now: Instant }>`
    select id, baton_now() as now from cover_request
    where due_at <= (select baton_now()) order by due_at limit ${batch} for update skip locked`.execute(tx)
  const now = due.rows[0]?.now
  if (!now) return { count: 0, isNews: false }
  const covers = await findCovers(tx, { ids: due.rows.map(({ id }) => id) })
  const ids = covers.flatMap(({ scheduleId, inReturn }) => [scheduleId, ...(inReturn ? [inReturn.scheduleId] : [])])
  const people = covers.flatMap(({ askerId, asked }) => [askerId, ...asked.map(({ personId }) => personId)])
  const known = await knownSchedules(tx, ids, now, people)
  const entries: NewEntry[] = []
  for (const cover of covers) {
    entries.push(...(await settle(tx, cover, known, { actor: { kind: 'engine', node } as const, now })))
  }
  await addEntries(tx, entries)
  return { count: due.rows.length, isNews: entries.length > 0 }
}

type Say = Parameters<typeof entry>[0]

async function settle(tx: Db, cover: StoredCover, known: KnownSchedules, say: Say): Promise<NewEntry[]> {
  const standing = standingOf(cover, factsOf(known), say.now)
  switch (standing.is) {
    case 'open':
      return remind(tx, cover, known, say)
    case 'smaller': {
      const agreed = cover.parts.filter(({ isAgreed }) => isAgreed)
      const pieces = [...agreed, ...standing.open].sort((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))
      await setPieces(tx, cover.id, pieces)
      const span = boundsOf(standing.open) ?? cover
      return [
        entry(say, 'cover_smaller', toldCover(cover, known, span), aboutCover(cover)),
        ...(await remind(tx, { ...cover, pieces }, known, say)),
      ]
    }
    case 'expired':
    case 'declined':
    case 'void':
      return end(tx, cover, known, say, standing)
  }
}

type Ended = Exclude<Standing, { is: 'open' | 'smaller' }>

async function end(tx: Db, cover: StoredCover, known: KnownSchedules, say: Say, standing: Ended): Promise<NewEntry[]> {
  const facts = toldCover(cover, known)
  const about = aboutCover(cover)
  await queueNotices(tx, await answerNotices(tx, cover, say.now))
  switch (standing.is) {
    case 'expired':
      await closeCover(tx, cover.id, { move: 'expire', to: 'expired' }, say.now)
      return [entry(say, 'cover_expired', facts, about)]
    case 'declined':
      await closeCover(tx, cover.id, { move: 'decline', to: 'declined' }, say.now)
      return [entry(say, 'cover_declined_by_all', facts, about)]
    case 'void': {
      const { because } = standing
      await closeCover(tx, cover.id, { move: 'void', to: 'void', because }, say.now)
      return [entry(say, 'cover_void', { ...facts, because: whyVoid[because] }, about)]
    }
  }
}

/** In plain English, which the web says in other languages. */
const whyVoid = {
  asker_left: 'whose shift it was has left',
  shift_changed: 'the shift has changed',
  return_changed: 'the shift in return has changed',
} as const satisfies Record<VoidBecause, string>

/** Tells whoever is to be told by now, and waits for the next time or for the end. */
async function remind(tx: Db, cover: StoredCover, known: KnownSchedules, say: Say): Promise<NewEntry[]> {
  const { askedAt } = cover
  // What is left of it may begin later than all of it did.
  const { startsAt } = boundsOf(lookedFor(cover)) ?? cover
  const { tell, nextAt } = remindersDue({ askedAt, startsAt }, cover.remindedUntil, say.now)
  await queueNotices(tx, await reminderNotices(tx, cover, tell, say.now))
  const end = expiresAt(cover)
  await setReminded(tx, cover.id, { until: say.now, dueAt: nextAt ? earliest(nextAt, end) : end })
  return tell.includes('owners') ? [entry(say, 'cover_still_open', toldCover(cover, known), aboutCover(cover))] : []
}
