// What people do with silences and maintenance.
import { compileRules, isMeantBy } from '../../domain/alerts/muting.ts'
import type { SilenceAsked, silencesApi } from '../../domain/alerts/silences-api.ts'
import { nextStep, silenceLimits, silenceStateAt } from '../../domain/alerts/silence.ts'
import { priorities } from '../../domain/paging/priority.ts'
import type { FieldProblem } from '../../domain/problems.ts'
import { isBefore, latest, type Instant } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { subjectOf } from './muting.ts'
import { countOpenSilenced, readOpen, type Asked } from './muting-store.ts'
import { toAlert } from './shown.ts'
import {
  countSilences,
  findSilence,
  findSilencedIds,
  findSilences,
  insertSilence,
  lockSilence,
  updateSilence,
  whatOf,
} from './silence-store.ts'
import { findAlertsById } from './store.ts'

export const silencesActions: Actions<keyof typeof silencesApi> = {
  async listSilences({ db, now }, query) {
    const [silences, counts] = await Promise.all([findSilences(db, query, now), countSilences(db, query, now)])
    return { silences, counts }
  },

  getSilence: async ({ db, now }, { silenceId }) => (await findSilence(db, silenceId, now)) ?? refuse('not_found'),

  async listSilenced({ db, now }, { silenceId: id, before, limit }) {
    if (!(await findSilence(db, id, now))) refuse('not_found')
    const ids = await findSilencedIds(db, { id, before, limit })
    const alerts = (await findAlertsById(db, ids)).map(toAlert)
    return { alerts, nextBefore: ids.length === limit ? (ids.at(-1) ?? null) : null }
  },

  async previewSilence({ db, now }, { teamId, matchers, serviceIds }) {
    refuseUnclear({ matchers, serviceIds })
    const kind = serviceIds.length > 0 ? 'maintenance' : 'silence'
    const asked = { id: '', kind, teamId, matchers, serviceIds, reason: '', startsAt: now, endsAt: now } as const
    const [silence] = compileRules([asked], [], 0).silences
    const met: Asked[] = []
    for (let after = 0; ;) {
      const open = await readOpen(db, { teamId, serviceIds, after, limit: lookedAtOnce })
      met.push(...open.filter((alert) => silence && isMeantBy(alert, silence)))
      const last = open.at(-1)
      if (!last || open.length < lookedAtOnce) break
      after = last.id
    }
    const mutes = met.filter(({ state, mutedBy }) => state === 'triggered' && mutedBy === null)
    const first = mutes
      .toSorted((a, b) => priorities.indexOf(a.priority) - priorities.indexOf(b.priority) || b.id - a.id)
      .slice(0, silenceLimits.previewed)
      .map(({ id }) => id)
    const shown = new Map((await findAlertsById(db, first)).map((row) => [row.id, toAlert(row)]))
    const count = (priority: (typeof priorities)[number]) => mutes.filter((one) => one.priority === priority).length
    return {
      mutes: mutes.length,
      alreadyMuted: met.filter(({ mutedBy }) => mutedBy !== null).length,
      stay: met.filter(({ state }) => state !== 'triggered').length,
      byPriority: { P1: count('P1'), P2: count('P2'), P3: count('P3'), P4: count('P4') },
      alerts: first.flatMap((id) => shown.get(id) ?? []),
    }
  },

  createSilence: (ctx, asked) => createSilence(ctx, asked),

  changeSilence: (ctx, { silenceId: id, ...change }) =>
    commit(ctx, async (tx) => {
      const row = (await lockSilence(tx, id)) ?? refuse('not_found')
      const state = silenceStateAt({ startsAt: row.starts_at, endsAt: row.ends_at }, ctx.now)
      if (state === 'expired') refuse('silence_is_over')
      if (change.startsAt && state !== 'pending') refuse('silence_has_begun')
      const startsAt = change.startsAt ? latest(change.startsAt, ctx.now) : row.starts_at
      const endsAt = change.endsAt ?? row.ends_at
      const warnMinutes = change.warnMinutes ?? row.warn_minutes
      refuseTimes({ startsAt, endsAt }, ctx.now)
      const times = { startsAt, endsAt, warnMinutes }
      const warned = nextStep(times, row.step === 'begin' ? 'made' : 'warned_anew')
      // Whoever gives it an end so soon knows of it.
      const next = warned?.step === 'warn' && isBefore(warned.dueAt, ctx.now) ? nextStep(times, 'warn') : warned
      await updateSilence(tx, id, {
        starts_at: startsAt,
        ends_at: endsAt,
        reason: change.reason ?? row.reason,
        warn_minutes: warnMinutes,
        changed_at: ctx.now,
        ...(next ? { step: next.step, due_at: next.dueAt } : {}),
      })
      const silence = (await findSilence(tx, id, ctx.now)) ?? refuse('not_found')
      return said(silence, entry(ctx, 'silence_changed', factsOf(silence), aboutOf(silence)), ['silences'])
    }),

  endSilence: (ctx, { silenceId }) => endSilence(ctx, silenceId),
}

/** `author`: as whom it is made where that is no person of this Baton, such as Alertmanager's `createdBy`. */
export async function createSilence(ctx: Context, asked: SilenceAsked, { author }: { readonly author?: string } = {}) {
  return commit(ctx, async (tx) => {
    const { matchers, serviceIds, teamId, endsAt, reason, warnMinutes } = asked
    refuseUnclear(asked)
    const startsAt = latest(asked.startsAt ?? ctx.now, ctx.now)
    refuseTimes({ startsAt, endsAt }, ctx.now)
    await refuseUnknown(tx, { teamId, serviceIds })
    const { actor } = ctx
    const id = ctx.newId()
    const kind = serviceIds.length > 0 ? 'maintenance' : 'silence'
    const named = actor.kind === 'person' || actor.kind === 'automation' ? actor.name : 'Somebody'
    const by = { author: (author?.trim() || named).slice(0, 200), authorId: actor.kind === 'person' ? actor.id : null }
    await insertSilence(
      tx,
      {
        id,
        kind,
        teamId,
        matchers,
        serviceIds: [...new Set(serviceIds)],
        reason,
        startsAt,
        endsAt,
        warnMinutes,
        ...by,
      },
      ctx.now,
    )
    const silence = (await findSilence(tx, id, ctx.now)) ?? refuse('not_found')
    const told = kind === 'maintenance' ? 'maintenance_created' : 'silence_created'
    return said(silence, entry(ctx, told, factsOf(silence), aboutOf(silence)), ['silences'])
  })
}

/** Ends a silence now: what it muted and is open pages at once. */
export async function endSilence(ctx: Context, id: string) {
  return commit(ctx, async (tx) => {
    const row = (await lockSilence(tx, id)) ?? refuse('not_found')
    if (silenceStateAt({ startsAt: row.starts_at, endsAt: row.ends_at }, ctx.now) === 'expired')
      refuse('silence_is_over')
    const open = await countOpenSilenced(tx, id)
    // One that never began was never there: its span is empty.
    const span = { startsAt: isBefore(ctx.now, row.starts_at) ? ctx.now : row.starts_at, endsAt: ctx.now }
    const next = nextStep({ ...span, warnMinutes: row.warn_minutes }, 'end')
    const { actor } = ctx
    await updateSilence(tx, id, {
      starts_at: span.startsAt,
      ends_at: span.endsAt,
      changed_at: ctx.now,
      ended_by: 'name' in actor ? actor.name : 'Somebody',
      ...(next ? { step: next.step, due_at: next.dueAt } : {}),
    })
    const silence = (await findSilence(tx, id, ctx.now)) ?? refuse('not_found')
    const { scope, reason } = factsOf(silence)
    const told = entry(ctx, 'silence_ended_early', { scope, reason, open }, aboutOf(silence))
    return said(silence, told, ['silences'])
  })
}

const lookedAtOnce = 2_000

/** Matchers make a silence, services a maintenance. */
function refuseUnclear({ matchers, serviceIds }: Pick<SilenceAsked, 'matchers' | 'serviceIds'>): void {
  if (matchers.length > 0 !== serviceIds.length > 0) return
  refuse('bad_input', undefined, [{ path: 'matchers', say: 'Write matchers, or name services: one of the two' }])
}

function refuseTimes(
  { startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant },
  now: Instant,
): void {
  if (!isBefore(latest(startsAt, now), endsAt)) refuse('silence_ends_first')
  const longest = { hours: silenceLimits.longestDays * 24 }
  if (isBefore(now.add(longest), startsAt) || isBefore(startsAt.add(longest), endsAt)) refuse('silence_too_long')
}

/** The team is there, and the services are, and are the team's where one is named. */
async function refuseUnknown(
  tx: Db,
  { teamId, serviceIds }: { readonly teamId: string | null; readonly serviceIds: readonly string[] },
): Promise<void> {
  const errors: FieldProblem[] = []
  const team = teamId && (await tx.selectFrom('team').select('id').where('id', '=', teamId).executeTakeFirst())
  if (teamId && !team) errors.push({ path: 'teamId', say: 'No team has this id.' })
  const services =
    serviceIds.length === 0
      ? []
      : await tx.selectFrom('service').select(['id', 'team_id']).where('id', 'in', serviceIds).execute()
  for (const [at, id] of serviceIds.entries()) {
    const service = services.find((one) => one.id === id)
    const path = `serviceIds.${at}`
    if (!service) errors.push({ path, say: 'No service has this id.' })
    else if (teamId && service.team_id !== teamId) errors.push({ path, say: 'This service belongs to another team.' })
  }
  if (errors.length > 0) refuse('unknown_reference', undefined, errors)
}

type Shown = NonNullable<Awaited<ReturnType<typeof findSilence>>>

function factsOf(silence: Shown) {
  return {
    scope: whatOf(silence),
    from: silence.startsAt.toString({ smallestUnit: 'minute' }),
    until: silence.endsAt.toString({ smallestUnit: 'minute' }),
    reason: silence.reason,
  }
}

function aboutOf({ id, kind, teamId }: Shown) {
  return { teamId, subject: subjectOf({ kind, id }) }
}
