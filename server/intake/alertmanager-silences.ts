// Silences over Alertmanager's API. What is made with the key of a source mutes alerts of that source alone, and only that is changed.
import {
  inOrderOfSilences,
  isSameSilence,
  isWithinSource,
  meetsFilter,
  readSilence,
  toldSilence,
  withinSource,
  type KeptSilence,
  type PostedSilence,
} from '../../domain/intake/alertmanager-silences.ts'
import { matchersIn } from '../../domain/intake/alertmanager-filters.ts'
import type { Answer } from '../../domain/intake/event.ts'
import { silenceLimits } from '../../domain/alerts/silence.ts'
import type { SilenceAsked } from '../../domain/alerts/silences-api.ts'
import { createSilence, endSilence, silencesActions } from '../alerts/silence-actions.ts'
import { findSilence, findSilences } from '../alerts/silence-store.ts'
import { commit, said } from '../commit.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { mutingNow, serviceSlugs } from './alertmanager-store.ts'
import type { ApiCall } from './foreign-api.ts'
import { json } from './json-answer.ts'
import type { KnownSource } from './sources.ts'

/** One unit of work by a source: nobody signed in, and its key allows this much and no more. */
export type Work = { readonly ctx: Context; readonly source: KnownSource; readonly call: ApiCall }

/** Silences of this source, and whatever else mutes one of its alerts now. */
export async function tellSilences({ ctx, source, call }: Work): Promise<Answer> {
  const filter = matchersIn(call.query)
  if ('wrong' in filter) return json(filter.wrong, 400)
  const silences = await visible(ctx, source)
  const told = silences
    .map((kept) => toldSilence(kept, source.slug))
    .filter((each) => meetsFilter(each, filter.matchers))
  return json(told.toSorted(inOrderOfSilences))
}

export async function tellSilence({ ctx, source, call }: Work): Promise<Answer> {
  const id = idIn(call.path)
  const found = (await visible(ctx, source)).find((kept) => kept.id === id)
  return found ? json(toldSilence(found, source.slug)) : notFound()
}

/** Makes one, or with an id changes it; where it cannot stay the same one, it ends and another begins, as an Alertmanager does. */
export async function postSilence({ ctx, source, call }: Work): Promise<Answer> {
  const posted = readSilence(call.body, ctx.now)
  if ('wrong' in posted) return json(posted.wrong, 400)
  const before = posted.id === null ? null : await ownSilence(ctx, posted.id, source)
  if (posted.id !== null && before === null) return notFound()
  return refusedInWords(async () => {
    if (before && isSameSilence(before, posted, source.slug))
      return json({ silenceID: await change(ctx, before, posted) })
    const made = await commit(ctx, async (tx) => {
      const inside = { ...ctx, db: tx }
      if (before && before.state !== 'expired') await endSilence(inside, before.id)
      return said(await createSilence(inside, asked(posted, source), { author: posted.createdBy || source.name }), [])
    })
    return json({ silenceID: made.id })
  })
}

/** Ends it now. Whoever says so twice is not told that something is wrong. */
export async function expireSilence({ ctx, source, call }: Work): Promise<Answer> {
  const id = idIn(call.path)
  const own = await ownSilence(ctx, id, source)
  if (!own) {
    const isVisible = (await visible(ctx, source)).some((kept) => kept.id === id)
    return isVisible ? json('this silence was not made with the key of this source: end it in Baton', 403) : notFound()
  }
  return refusedInWords(async () => {
    if (own.state !== 'expired') await endSilence(ctx, own.id)
    return { status: 200, body: '', contentType: 'application/json' }
  })
}

function asked(posted: PostedSilence, source: KnownSource): SilenceAsked {
  return {
    // The matcher says the source; the team says who may end it, and that no other team's alerts are muted by this key.
    teamId: source.teamId,
    matchers: withinSource(posted.matchers, source.slug),
    serviceIds: [],
    startsAt: posted.startsAt,
    endsAt: posted.endsAt,
    reason: posted.comment || `Silenced with the key of ${source.name}`,
    warnMinutes: silenceLimits.warnMinutes,
  }
}

async function change(ctx: Context, before: KeptSilence, posted: PostedSilence): Promise<string> {
  await silencesActions.changeSilence(ctx, {
    silenceId: before.id,
    ...(before.state === 'pending' ? { startsAt: posted.startsAt } : {}),
    endsAt: posted.endsAt,
    ...(posted.comment ? { reason: posted.comment } : {}),
  })
  return before.id
}

async function ownSilence(ctx: Context, id: string, { slug }: KnownSource): Promise<KeptSilence | null> {
  if (!isUuid.test(id)) return null
  const found = await findSilence(ctx.db, id, ctx.now)
  if (!found) return null
  const kept = { ...found, services: [] }
  return isWithinSource(kept, slug) ? kept : null
}

async function visible(ctx: Context, source: KnownSource): Promise<readonly KeptSilence[]> {
  const [silences, muting] = await Promise.all([
    findSilences(ctx.db, { state: 'all', limit: mostSilences }, ctx.now),
    mutingNow(ctx.db, source),
  ])
  const shown = silences.filter((silence) => isWithinSource(silence, source.slug) || muting.has(silence.id))
  const slugs = await serviceSlugs(
    ctx.db,
    shown.flatMap(({ services }) => services.map(({ id }) => id)),
  )
  return shown.map((silence) => ({
    ...silence,
    services: silence.services.flatMap(({ id }) => slugs.get(id) ?? []),
  }))
}

/** What Baton refuses is told in its own words: a longer silence than it knows, or one that is over. */
async function refusedInWords(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) return json(error.body.say, 400)
    throw error
  }
}

function idIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase()
}

function notFound(): Answer {
  return json('silence not found', 404)
}

const isUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const mostSilences = 1_000
