// Whoever's turn it is looks what is wrong with Baton: written down, said in the log, and told to the admins.
import { sql } from 'kysely'
import {
  lonelyTroubles,
  isOfThePath,
  troublesIn,
  whatToTell,
  type Trouble,
  type TroubleKind,
} from '../../domain/operations/troubles.ts'
import { isBefore, type Instant } from '../../domain/time.ts'
import type { Topic } from '../../domain/topics.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import { addEntries } from '../log/store.ts'
import type { Metrics } from '../metrics.ts'
import type { RosterCache } from '../escalation/roster.ts'
import type { TellDirectly } from './direct.ts'
import { queueTroubleNotices } from './trouble-notices.ts'
import { asTrouble, findTroubles, type TroubleRow } from './trouble-store.ts'
import { watchFacts } from './watch-facts.ts'

export type LookParts = {
  readonly db: Db
  readonly node: string
  readonly roster: RosterCache
  readonly selfPageMinutes: number
  readonly tell: TellDirectly
  readonly announce: (topics: readonly Topic[]) => void
  readonly metrics: Metrics
  readonly diagnostics: Diagnostics
}

export const lookEverySeconds = 10
/** Nobody looked for so long: the database was away, or every node. */
const awaySeconds = 60
/** In so long everybody has been called who can be. */
const tellingSeconds = 60
/** What is over for so long is forgotten; it is in the log. */
const hoursRemembered = 8 * 24

type News = { readonly trouble: Trouble; readonly isOver: boolean }

/** Looks, if it is time and no other node does; false when it was not. */
export async function look(parts: LookParts): Promise<boolean> {
  // Kept warm: when the database is away, this node must know whom to tell and how.
  await parts.roster.current(parts.db)
  const seen = await parts.db.transaction().execute((tx) => write(tx, parts))
  if (!seen) return false
  parts.metrics.troubles(seen.open)
  if (seen.changed) parts.announce(['health', 'log'])
  for (const news of seen.news) {
    try {
      await tellOf(parts, news, seen.now)
    } catch (error) {
      // It does not count as told: whoever looks once the moment for telling has passed tells it.
      parts.diagnostics.error({ err: error, trouble: news.trouble.kind }, 'a trouble of baton itself could not be told')
    }
  }
  return true
}

/** Past the queue; where nobody could be told so, or need be, by a notice, which is tried for an hour. Only then it is told. */
async function tellOf(parts: LookParts, { trouble, isOver }: News, now: Instant): Promise<void> {
  const isTold = isOfThePath(trouble.kind) && (await parts.tell(trouble, isOver))
  if (!isTold) await queueTroubleNotices(parts.db, parts.roster, { trouble, isOver }, now)
  if (isOver) return
  const { kind, subject } = trouble
  await sql`update self_trouble set told_at = ${now}, telling_until = null
    where kind = ${kind} and subject = ${subject}`.execute(parts.db)
}

type Seen = {
  readonly news: readonly News[]
  readonly changed: boolean
  readonly open: readonly string[]
  readonly now: Instant
}

async function write(tx: Db, parts: LookParts): Promise<Seen | null> {
  const turn = await sql<{ now: Instant; before: Instant | null }>`
    with due as (select looked_at from self_watch where look_due_at <= (select baton_now()) for update)
    update self_watch set look_due_at = baton_now() + make_interval(secs => ${lookEverySeconds}), looked_at = baton_now()
    from due returning baton_now() as now, due.looked_at as before`.execute(tx)
  const [row] = turn.rows
  if (!row) return null
  const { now, before } = row
  const wasAway = before === null || isBefore(before.add({ seconds: awaySeconds }), now)
  await sql`delete from self_trouble where ended_at < ${now.subtract({ hours: hoursRemembered })}`.execute(tx)
  const known = await findTroubles(tx)
  const facts = await watchFacts(tx, parts.selfPageMinutes, now)
  const there = troublesIn(facts, now).filter(({ kind }) => !wasAway || !isSilence(kind))
  const rows = new Map(known.map((row) => [nameOf(row), row]))
  const lasting = known.filter(
    (row) => row.endedAt === null && (isNotYetProven(row, facts.channels) || (wasAway && isSilence(row.kind))),
  )
  const present = new Map([...lasting.map(asTrouble), ...there].map((trouble) => [nameOf(trouble), trouble]))
  const gone = known.filter((row) => row.endedAt === null && !present.has(nameOf(row)) && !isLonely(row)).map(asTrouble)
  const news: News[] = []
  let changed = false
  for (const [trouble, isThere] of [
    ...[...present.values()].map((one) => [one, true] as const),
    ...gone.map((one) => [one, false] as const),
  ]) {
    const { becomes, tell } = whatToTell(rows.get(nameOf(trouble)) ?? null, isThere, now)
    if (becomes !== 'same' || tell) await keep(tx, trouble, { becomes, isTelling: tell === 'begun', now })
    if (becomes !== 'same') {
      changed = true
      await addEntries(tx, [entryOf(parts.node, trouble, becomes, now)])
    }
    if (tell) news.push({ trouble, isOver: tell === 'over' })
  }
  return { news, changed, open: [...present.values()].map(({ kind }) => kind), now }
}

/** That nothing failed lately says nothing where nobody was called: a channel works again when something went out over it. */
function isNotYetProven(
  row: TroubleRow,
  channels: readonly { readonly channel: string; readonly lastSentAt: Instant | null }[],
): boolean {
  if (row.kind !== 'channel_failing') return false
  const sentAt = channels.find(({ channel }) => channel === row.subject)?.lastSentAt
  return !sentAt || isBefore(sentAt, row.since)
}

async function keep(
  tx: Db,
  { kind, subject, detail }: Trouble,
  of: { readonly becomes: 'begun' | 'over' | 'same'; readonly isTelling: boolean; readonly now: Instant },
): Promise<void> {
  const { becomes, isTelling, now } = of
  if (becomes === 'over') {
    await sql`update self_trouble set ended_at = ${now} where kind = ${kind} and subject = ${subject}`.execute(tx)
    return
  }
  await sql`
    insert into self_trouble as t (kind, subject, since, detail, telling_until)
    values (${kind}, ${subject}, ${now}, ${detail}, ${isTelling ? now.add({ seconds: tellingSeconds }) : null})
    on conflict (kind, subject) do update set detail = excluded.detail, ended_at = null,
      since = case when t.ended_at is null then t.since else excluded.since end,
      telling_until = coalesce(excluded.telling_until, t.telling_until)`.execute(tx)
}

function entryOf(node: string, { kind, subject, detail }: Trouble, becomes: 'begun' | 'over', now: Instant) {
  const say = { actor: { kind: 'engine', node } as const, now }
  return becomes === 'begun'
    ? entry(say, 'own_trouble_found', { ownTrouble: kind, about: [subject, detail].filter(Boolean).join(', ') })
    : entry(say, 'own_trouble_over', { ownTrouble: kind, about: subject })
}

/** That something did not happen says nothing while nobody could do it: after a pause it stays as it was known, until the next look. */
function isSilence(kind: TroubleKind): boolean {
  return kind === 'self_page_missing' || kind === 'node_gone'
}

function isLonely({ kind }: { readonly kind: string }): boolean {
  return lonelyTroubles.some((lonely) => lonely === kind)
}

function nameOf({ kind, subject }: { readonly kind: string; readonly subject: string }): string {
  return `${kind} ${subject}`
}
