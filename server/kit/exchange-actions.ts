// The kit of a team as a file, and what of a file comes into it.
import type { kitExchangeApi } from '../../domain/kit/exchange-api.ts'
import { folderNameOf, planImport, type Planned } from '../../domain/kit/import-plan.ts'
import { unreadableSay } from '../../domain/kit/import-words.ts'
import { fileNameOf, type KitFile, type KitToWrite } from '../../domain/kit/kit-file.ts'
import { leftOutOf, writeBookmarkFile } from '../../domain/kit/write-bookmark-file.ts'
import { sections, writeKitMarkdown } from '../../domain/kit/write-markdown.ts'
import { commit, entry, nameOf, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { refuseUnknown } from './actions.ts'
import { readKitFile } from './read-kit-file.ts'
import { findRunbookTexts, insertRunbook } from './runbook-store.ts'
import { findBookmarks, insertBookmarks } from './store.ts'

type Of = { readonly teamId: string; readonly serviceId: string | null }

export const kitExchangeActions: Actions<keyof typeof kitExchangeApi> = {
  async exportKit({ db }, { teamId, serviceId = null, format }) {
    // One snapshot: no bookmark names a service that is not there.
    const { kit, slug } = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((tx) => kitToWrite(tx, { teamId, serviceId }))
    const isMarkdown = format === 'markdown'
    return {
      fileName: fileNameOf(slug, format),
      text: isMarkdown ? writeKitMarkdown(kit) : writeBookmarkFile(kit),
      leftOut: isMarkdown ? 0 : leftOutOf(kit),
    }
  },

  async importKit(ctx, { teamId, serviceId, text, dryRun }) {
    const file = await readKitFile(text)
    if ('unreadable' in file) {
      const { unreadable: why } = file
      refuse('kit_import_unreadable', { why }, [{ path: 'text', say: unreadableSay[why] }])
    }
    if (dryRun) {
      await refuseUnknown(ctx.db, { teamId, serviceId, ownerId: null })
      return answerOf(file, await plannedFor(ctx.db, file, { teamId, serviceId }), false)
    }
    return commit(ctx, async (tx) => {
      // Two who take the same file over at once: the second finds what the first has added.
      const team = await tx
        .selectFrom('team')
        .select('name')
        .where('id', '=', teamId)
        .forNoKeyUpdate()
        .executeTakeFirst()
      await refuseUnknown(tx, { teamId, serviceId, ownerId: null })
      const planned = await plannedFor(tx, file, { teamId, serviceId })
      const made = planned.filter(({ does }) => does === 'add')
      await keep(ctx, tx, teamId, made)
      const runbooks = made.filter(({ is }) => is === 'runbook').length
      const facts = { count: made.length - runbooks, runbooks, name: team?.name ?? '' }
      const told = made.length === 0 ? [] : entry(ctx, 'kit_imported', facts, { teamId })
      return said(answerOf(file, planned, true), told, made.length === 0 ? [] : ['kit'])
    })
  },
}

async function kitToWrite(
  tx: Db,
  { teamId, serviceId }: Of,
): Promise<{ readonly kit: KitToWrite; readonly slug: string }> {
  const team =
    (await tx.selectFrom('team').select(['name', 'slug']).where('id', '=', teamId).executeTakeFirst()) ??
    refuse('not_found')
  const services = await servicesOf(tx, teamId)
  const service = services.find(({ id }) => id === serviceId)
  if (serviceId !== null && !service) refuse('unknown_reference', { serviceId })
  const [bookmarks, runbooks] = [await findBookmarks(tx, { teamId }), await findRunbookTexts(tx, teamId)]
  const emails = new Map((await peopleOf(tx)).map(({ id, email }) => [id, email]))
  const ownerText = (owner: { readonly id: string; readonly name: string } | null) =>
    owner === null ? '' : `${owner.name} (${emails.get(owner.id) ?? ''})`
  const places = [null, ...services].filter((place) => serviceId === null || place?.id === serviceId)
  const parts = places.map((place) => {
    const isHere = (each: { readonly serviceId: string | null }) => each.serviceId === (place?.id ?? null)
    return {
      heading: place && folderNameOf(place, services, [sections.all]),
      bookmarks: bookmarks
        .filter(isHere)
        .toSorted((a, b) => a.id - b.id)
        .map((each) => ({ ...each, owner: ownerText(each.owner) })),
      runbooks: runbooks.filter(isHere).map((each) => ({ ...each, name: each.title, owner: ownerText(each.owner) })),
    }
  })
  const isFilled = ({ bookmarks: some, runbooks: others }: (typeof parts)[number]) => some.length + others.length > 0
  return { kit: { team: team.name, parts: parts.filter(isFilled) }, slug: service?.slug ?? team.slug }
}

async function plannedFor(tx: Db, file: KitFile, { teamId, serviceId }: Of): Promise<readonly Planned[]> {
  const runbooks = await findRunbookTexts(tx, teamId)
  return planImport(file.things, {
    serviceId,
    services: await servicesOf(tx, teamId),
    people: await peopleOf(tx),
    bookmarks: await findBookmarks(tx, { teamId }),
    runbooks: runbooks.map(({ title: name, ...each }) => ({ ...each, name })),
  })
}

function servicesOf(tx: Db, teamId: string) {
  return tx
    .selectFrom('service')
    .select(['id', 'slug', 'name'])
    .where('team_id', '=', teamId)
    .orderBy('name')
    .orderBy('slug')
    .execute()
}

function peopleOf(tx: Db) {
  return tx.selectFrom('person').select(['id', 'name', 'email']).execute()
}

async function keep(ctx: Context, tx: Db, teamId: string, made: readonly Planned[]): Promise<void> {
  const by = { changed_by_name: nameOf(ctx.actor), changed_at: ctx.now }
  const of = ({ serviceId, tags, ownerId }: Planned) => ({
    team_id: teamId,
    service_id: serviceId,
    tags,
    owner_id: ownerId,
    ...by,
  })
  await insertBookmarks(
    tx,
    made
      .filter(({ is }) => is === 'bookmark')
      .map((each) => ({ ...of(each), name: each.name, url: each.url, kind: each.kind, note: each.note })),
  )
  for (const each of made)
    if (each.is === 'runbook') await insertRunbook(tx, { ...of(each), title: each.name }, each.body)
}

function answerOf({ format }: KitFile, planned: readonly Planned[], isKept: boolean) {
  const count = (does: Planned['does']) => planned.filter((each) => each.does === does).length
  return {
    format,
    things: planned.map(({ is, name, url, kind, serviceId, tags, does, why }) => {
      return { is, name, url, kind, serviceId, tags, does, why }
    }),
    added: count('add'),
    there: count('there'),
    refused: count('refuse'),
    isKept,
  }
}
