// What time does to silences: they begin, their author is warned before they lapse, they end, and are forgotten in the end.
import { compileRules, isMeantBy, type StoredSilence } from '../../domain/alerts/muting.ts'
import { nextStep, type SilenceStep } from '../../domain/alerts/silence.ts'
import { lateness } from '../../domain/escalation/escalate.ts'
import { isBefore, type Instant } from '../../domain/time.ts'
import type { Topic } from '../../domain/topics.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { Kind } from '../engine/engine.ts'
import { addEntries } from '../log/store.ts'
import type { Metrics } from '../metrics.ts'
import { muteOpen, subjectOf, type Mutes } from './muting.ts'
import { countOpenSilenced, readOpen } from './muting-store.ts'
import { queueLapseNotices } from './silence-notices.ts'
import { claimDueSilence, deleteSilence, findSilence, updateSilence, whatOf, type SilenceRow } from './silence-store.ts'

export type SilenceTimers = Mutes & {
  readonly db: Db
  readonly metrics: Metrics
  readonly announce: (topics: readonly Topic[]) => void
}

/** Alerts that are looked at in one transaction when a silence begins. */
const sweep = 1_000

export function silenceKind(parts: SilenceTimers): Kind {
  return {
    name: 'silences',
    batch: 1,
    step: async () => {
      const done = await parts.db.transaction().execute((tx) => stepOne(tx, parts))
      if (done) parts.announce(['silences', 'alerts', 'pages', 'log'])
      return done ? 1 : 0
    },
  }
}

async function stepOne(tx: Db, parts: SilenceTimers): Promise<boolean> {
  const row = await claimDueSilence(tx)
  if (!row) return false
  const { now } = row
  parts.metrics.late('silences', lateness(row.due_at, now))
  switch (row.step) {
    case 'begin':
      // Long over before anybody looked: it mutes nothing any more.
      if (isBefore(now, row.ends_at) && !(await begin(tx, parts, row))) return true
      break
    case 'warn':
      await tell(tx, parts.node, row, 'silence_lapses')
      await queueLapseNotices(tx, row, now)
      break
    case 'end':
      await tell(tx, parts.node, row, 'silence_ended')
      break
    case 'forget':
      await deleteSilence(tx, row.id)
      return true
  }
  await advance(tx, row, row.step)
  return true
}

/** Mutes what is open already, a part at a time: true when all of it was looked at. */
async function begin(tx: Db, parts: SilenceTimers, row: SilenceRow & { readonly now: Instant }): Promise<boolean> {
  const { now } = row
  const of = { teamId: row.team_id, serviceIds: row.service_ids, after: row.swept_to, limit: sweep }
  const open = await readOpen(tx, of)
  const [own] = compileRules([stored(row)], [], 0).silences
  const meant = open.filter(
    (alert) => alert.state === 'triggered' && alert.mutedBy === null && own && isMeantBy(alert, own),
  )
  await muteOpen(tx, parts, meant, now)
  const last = open.at(-1)
  if (open.length === sweep && last) {
    await updateSilence(tx, row.id, { swept_to: last.id })
    return false
  }
  // One that began as it was made was told then.
  if (isBefore(row.created_at, row.starts_at)) await tell(tx, parts.node, row, 'silence_began')
  return true
}

async function advance(tx: Db, row: SilenceRow, done: SilenceStep): Promise<void> {
  const next = nextStep({ startsAt: row.starts_at, endsAt: row.ends_at, warnMinutes: row.warn_minutes }, done)
  if (next) await updateSilence(tx, row.id, { step: next.step, due_at: next.dueAt })
}

async function tell(
  tx: Db,
  node: string,
  row: SilenceRow & { readonly now: Instant },
  kind: 'silence_began' | 'silence_lapses' | 'silence_ended',
): Promise<void> {
  const silence = await findSilence(tx, row.id, row.now)
  if (!silence) return
  const say = { actor: { kind: 'engine', node } as const, now: row.now }
  const about = { teamId: row.team_id, subject: subjectOf({ kind: row.kind, id: row.id }) }
  const facts = {
    scope: whatOf(silence),
    until: row.ends_at.toString({ smallestUnit: 'minute' }),
    reason: row.reason,
    open: await countOpenSilenced(tx, row.id),
  }
  await addEntries(tx, [entry(say, kind, facts, about)])
}

function stored(row: SilenceRow): StoredSilence {
  return {
    id: row.id,
    kind: row.kind,
    teamId: row.team_id,
    matchers: row.matchers,
    serviceIds: row.service_ids,
    reason: row.reason,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
  }
}
