// Before an alert pages, it is asked whether anything mutes it: here, in the transaction that would page it.
import { sql } from 'kysely'
import { dampedUntil } from '../../domain/alerts/flapping.ts'
import { decideMuting, mayBeMuted, mutesAnything, type Muting, type MutingRules } from '../../domain/alerts/muting.ts'
import { isBefore, type Instant } from '../../domain/time.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { MutedBy } from '../db/tables.ts'
import type { ServerRoster, RosterCache } from '../escalation/roster.ts'
import { endPagesLeft } from '../escalation/answers.ts'
import { addEntries, type NewEntry } from '../log/store.ts'
import { readAsked, readCauses, readOnPages, writeMuted, writeUnmuted, type Asked, type Mute } from './muting-store.ts'
import type { RulesCache } from './muting-rules.ts'
import type { DuePage, FreshAlert, Unpaged } from './waiting.ts'

export type Mutes = { readonly roster: RosterCache; readonly rules: RulesCache; readonly node: string }

/**
 * Which of the alerts that were accepted a moment ago may page without being asked further? Null: what mutes is not known well
 * enough, so all of them are left to the database. Where nothing mutes this costs nothing.
 */
export async function freshUnmuted(
  db: Db,
  { roster, rules: cache }: Mutes,
  alerts: readonly FreshAlert[],
  now: Instant,
): Promise<{ readonly rules: MutingRules; readonly alerts: readonly FreshAlert[] } | null> {
  const rules = cache.kept()
  if (!rules || rules.version !== roster.kept()?.mutingVersion) return null
  // One that is repeated while it is muted waits for later.
  const soon = now.add({ seconds: 1 })
  const due = alerts.filter((alert) => isBefore(alert.paging_due_at, soon) && !isFlapping(alert, now))
  if (!mutesAnything(rules, now)) return { rules, alerts: due }
  const asked = await readAsked(
    db,
    due.map(({ id }) => id),
  )
  const held = new Set(asked.flatMap((alert) => (alert.mutedBy || mayBeMuted(alert, rules) ? [alert.id] : [])))
  return { rules, alerts: due.filter(({ id }) => !held.has(id)) }
}

/**
 * Which of these alerts, that this transaction holds and that are due, page now? The others are written as muted. What was muted
 * and pages says why.
 */
export async function waitingUnmuted(
  tx: Db,
  mutes: Mutes,
  alerts: readonly Unpaged[],
): Promise<{ readonly rules: MutingRules | null; readonly alerts: readonly Unpaged[] }> {
  const [first] = alerts
  if (!first) return { rules: null, alerts }
  const { now } = first
  const kept = mutes.rules.kept()
  const wasMuted = alerts.some((alert) => alert.muted_by !== null || isFlapping(alert, now))
  if (!wasMuted && kept && kept.version === mutes.roster.kept()?.mutingVersion && !mutesAnything(kept, now))
    return { rules: kept, alerts }
  const roster = await mutes.roster.current(tx)
  const rules = await mutes.rules.current(tx, roster.mutingVersion)
  if (!wasMuted && !mutesAnything(rules, now)) return { rules, alerts }
  const asked = await readAsked(
    tx,
    alerts.map(({ id }) => id),
  )
  const decided = await decide(tx, asked, { rules, now })
  await write(tx, decided, { node: mutes.node, version: roster.version, now })
  const ended = alerts.flatMap((alert) => {
    const { muted_by: by } = alert
    return by && !decided.some((mute) => mute.alert.id === alert.id) ? [{ alert, by }] : []
  })
  await writeUnmuted(
    tx,
    ended.map(({ alert }) => alert.id),
    now,
  )
  await addEntries(
    tx,
    ended.map(({ alert, by }) => endedEntry(alert, by, mutes.node)),
  )
  const muted = new Set(decided.map(({ alert }) => alert.id))
  return { rules, alerts: alerts.filter(({ id }) => !muted.has(id)) }
}

/** One that comes and goes is asked for itself, whatever else mutes. */
function isFlapping({ reopens, damped_since }: Pick<FreshAlert, 'reopens' | 'damped_since'>, now: Instant): boolean {
  return reopens !== null && dampedUntil({ reopens, dampedSince: damped_since }, now) !== null
}

/**
 * Before these pages go on: alerts on them that something mutes leave them. Gives the pages that lost any: those have ended, or
 * speak of another alert from now on, and are claimed again.
 */
export async function muteOnPages(
  tx: Db,
  mutes: Mutes,
  pages: readonly DuePage[],
  roster: ServerRoster,
): Promise<ReadonlySet<number>> {
  const [first] = pages
  const rules = await mutes.rules.current(tx, roster.mutingVersion)
  if (!first || !mutesAnything(rules, first.now)) return new Set()
  const { now } = first
  const stateOf = new Map(pages.filter((page) => !page.is_test).map((page) => [page.id, page.state]))
  const onPages = await readOnPages(tx, [...stateOf.keys()])
  // Of a page that returns nobody has anything in hand any more; of one that runs those that were answered stay as they are.
  const asked = onPages.filter(({ state, pageId }) => state === 'triggered' || stateOf.get(pageId ?? 0) !== 'open')
  return write(tx, await decide(tx, asked, { rules, now }), { node: mutes.node, version: roster.version, now })
}

/** Open alerts that something has begun to mute: those that nobody has yet leave their pages. */
export async function muteOpen(tx: Db, mutes: Mutes, asked: readonly Asked[], now: Instant): Promise<void> {
  if (asked.length === 0) return
  const roster = await mutes.roster.current(tx)
  const rules = await mutes.rules.current(tx, roster.mutingVersion)
  const pageIds = [...new Set(asked.flatMap(({ pageId }) => pageId ?? []))]
  // The page first, as everybody who answers does.
  await sql`select 1 from page where id = any(${pageIds}::bigint[]) order by id for update`.execute(tx)
  const decided = await decide(tx, asked, { rules, now })
  await write(tx, decided, { node: mutes.node, version: roster.version, now })
}

async function decide(
  tx: Db,
  asked: readonly Asked[],
  { rules, now }: { readonly rules: MutingRules; readonly now: Instant },
): Promise<readonly Mute[]> {
  const inhibitions = rules.inhibitions.filter((rule) =>
    asked.some((alert) => alert.teamId === rule.teamId && rule.isEcho(alert)),
  )
  // Two nodes that look at the same moment must not mute a cause and its echo by each other.
  if (inhibitions.length > 0) await sql`select pg_advisory_xact_lock(${inhibitionTurn})`.execute(tx)
  const causes = await readCauses(tx, inhibitions)
  const muted = decideMuting(asked, rules, causes, now)
  return asked.flatMap((alert) => {
    const muting = muted.get(alert.id)
    return muting ? [{ alert, muting }] : []
  })
}

const inhibitionTurn = 7_031

/** Gives the pages that were left by any alert. */
async function write(
  tx: Db,
  mutes: readonly Mute[],
  of: { readonly node: string; readonly version: number; readonly now: Instant },
): Promise<ReadonlySet<number>> {
  const { muted, pagesLeft } = await writeMuted(tx, mutes, of)
  await endPagesLeft(tx, pagesLeft, of.now)
  const written = new Set(muted)
  await addEntries(
    tx,
    mutes
      .filter(({ alert, muting }) => written.has(alert.id) && alert.mutedBy?.id !== muting.because.id)
      .map((mute) => mutedEntry(mute, of)),
  )
  return new Set(pagesLeft)
}

function mutedEntry({ alert, muting }: Mute, of: { readonly node: string; readonly now: Instant }): NewEntry {
  const say = { actor: { kind: 'engine', node: of.node } as const, now: of.now }
  const about = { teamId: alert.teamId, alertId: alert.id, subject: subjectOf(muting.because) }
  const { summary } = alert
  const { kind, title } = muting.because
  const until = muting.until.toString({ smallestUnit: 'minute' })
  if (kind === 'flapping') return entry(say, 'alert_flaps', { summary, times: Number(title), until }, about)
  if (kind === 'inhibition') return entry(say, 'alert_inhibited', { summary, title, until }, about)
  return entry(say, 'alert_silenced', { summary, title, until }, about)
}

/** Why what was muted pages: its time was over, or sooner than that. */
function endedEntry(alert: Unpaged, by: MutedBy, node: string): NewEntry {
  const say = { actor: { kind: 'engine', node } as const, now: alert.now }
  const about = { teamId: alert.team_id, alertId: alert.id, subject: subjectOf(by) }
  const facts = { summary: alert.summary, title: by.title }
  const isOver = !isBefore(alert.now, Temporal.Instant.from(by.until))
  if (by.kind === 'flapping') return entry(say, 'alert_stays', { summary: alert.summary }, about)
  if (by.kind === 'inhibition') return entry(say, isOver ? 'inhibited_too_long' : 'inhibition_over', facts, about)
  return entry(say, isOver ? 'silence_over' : 'silence_lifted', facts, about)
}

/** What a log entry about this is filed under. */
export function subjectOf({ kind, id }: Pick<Muting['because'], 'kind' | 'id'>): string | null {
  return kind === 'flapping' ? null : `${kind === 'inhibition' ? 'inhibition' : 'silence'}:${id}`
}
