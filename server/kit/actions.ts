// What people do with the bookmarks of the kit.
import type { kitApi } from '../../domain/kit/api.ts'
import { bookmarkLimits, mostOfAllTeams } from '../../domain/kit/bookmark.ts'
import type { FieldProblem } from '../../domain/problems.ts'
import { commit, entry, nameOf, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { hurryLink } from './check-store.ts'
import { findRunbooks } from './runbook-store.ts'
import {
  countBookmarks,
  deleteBookmark,
  findBookmarks,
  findServiceLinks,
  insertBookmarks,
  lockBookmark,
  updateBookmark,
} from './store.ts'

export const kitActions: Actions<keyof typeof kitApi> = {
  async readKit({ db }, whose) {
    const isOfAll = whose.teamId === undefined && whose.serviceId === undefined
    const most = isOfAll ? mostOfAllTeams + 1 : undefined
    const [bookmarks, links, runbooks] = await Promise.all([
      findBookmarks(db, whose, most),
      findServiceLinks(db, whose, most),
      findRunbooks(db, whose, most),
    ])
    const cut = <Each>(all: readonly Each[]) => (isOfAll ? all.slice(0, mostOfAllTeams) : [...all])
    const hasMore = isOfAll && [bookmarks, links, runbooks].some(({ length }) => length > mostOfAllTeams)
    return { bookmarks: cut(bookmarks), links: cut(links), runbooks: cut(runbooks), hasMore }
  },

  createBookmark: (ctx, { teamId, serviceId, name, url, kind, note, tags, ownerId }) =>
    commit(ctx, async (tx) => {
      if (url === '' && note === '') refuse('bookmark_says_nothing')
      await refuseUnknown(tx, { teamId, serviceId, ownerId })
      if ((await countBookmarks(tx, teamId)) >= bookmarkLimits.perTeam) refuse('kit_full')
      const of = { team_id: teamId, service_id: serviceId, owner_id: ownerId }
      const by = { changed_by_name: nameOf(ctx.actor), changed_at: ctx.now }
      const [id = 0] = await insertBookmarks(tx, [{ ...of, name, url, kind, note, tags, ...by }])
      const about = { teamId, subject: `bookmark:${id}` }
      return said(await shown(tx, id), entry(ctx, 'bookmark_added', { name, address: url }, about), ['kit'])
    }),

  changeBookmark: (ctx, { bookmarkId, version, ...change }) =>
    commit(ctx, async (tx) => {
      const before = (await lockBookmark(tx, bookmarkId)) ?? refuse('not_found')
      if (before.version !== version) refuse('changed_meanwhile')
      const after = {
        service_id: change.serviceId === undefined ? before.service_id : change.serviceId,
        name: change.name ?? before.name,
        url: change.url ?? before.url,
        kind: change.kind ?? before.kind,
        note: change.note ?? before.note,
        tags: change.tags ?? before.tags,
        owner_id: change.ownerId === undefined ? before.owner_id : change.ownerId,
      }
      if (after.url === '' && after.note === '') refuse('bookmark_says_nothing')
      await refuseUnknown(tx, { teamId: before.team_id, serviceId: after.service_id, ownerId: after.owner_id })
      // What was looked at was another address.
      const verified = after.url === before.url ? {} : { verified_at: null, verified_by_name: '' }
      const by = { changed_by_name: nameOf(ctx.actor), changed_at: ctx.now, version: version + 1 }
      await updateBookmark(tx, bookmarkId, { ...after, ...verified, ...by })
      const isOther = after.name !== before.name || after.url !== before.url
      const stood = isOther ? [before.name, before.url].filter((text) => text !== '').join(', ') : ''
      const about = { teamId: before.team_id, subject: `bookmark:${bookmarkId}` }
      const told = entry(ctx, 'bookmark_changed', { name: after.name, before: stood }, about)
      return said(await shown(tx, bookmarkId), told, ['kit'])
    }),

  verifyBookmark: (ctx, { bookmarkId }) =>
    commit(ctx, async (tx) => {
      const before = (await lockBookmark(tx, bookmarkId)) ?? refuse('not_found')
      await updateBookmark(tx, bookmarkId, { verified_at: ctx.now, verified_by_name: nameOf(ctx.actor) })
      await hurryLink(tx, before.url)
      const about = { teamId: before.team_id, subject: `bookmark:${bookmarkId}` }
      return said(await shown(tx, bookmarkId), entry(ctx, 'kit_verified', { name: before.name }, about), ['kit'])
    }),

  removeBookmark: (ctx, { bookmarkId }) =>
    commit(ctx, async (tx) => {
      const before = (await lockBookmark(tx, bookmarkId)) ?? refuse('not_found')
      await deleteBookmark(tx, bookmarkId)
      const about = { teamId: before.team_id, subject: `bookmark:${bookmarkId}` }
      const told = entry(ctx, 'bookmark_removed', { name: before.name, address: before.url }, about)
      return said({ done: true as const }, told, ['kit'])
    }),
}

async function shown(tx: Db, id: number) {
  const [bookmark] = await findBookmarks(tx, { id })
  return bookmark ?? refuse('not_found')
}

/** The team must be there, the service one of its own, and the owner somebody. */
export async function refuseUnknown(
  tx: Db,
  of: { readonly teamId: string; readonly serviceId: string | null; readonly ownerId: string | null },
): Promise<void> {
  const errors: FieldProblem[] = []
  const team = await tx.selectFrom('team').select('id').where('id', '=', of.teamId).forKeyShare().executeTakeFirst()
  if (!team) errors.push({ path: 'teamId', say: 'No team has this id.' })
  if (of.serviceId !== null) {
    const service = await tx
      .selectFrom('service')
      .select('team_id')
      .where('id', '=', of.serviceId)
      .forKeyShare()
      .executeTakeFirst()
    if (service?.team_id !== of.teamId) errors.push({ path: 'serviceId', say: 'This team has no service of this id.' })
  }
  if (of.ownerId !== null) {
    const person = await tx
      .selectFrom('person')
      .select('id')
      .where('id', '=', of.ownerId)
      .forKeyShare()
      .executeTakeFirst()
    if (!person) errors.push({ path: 'ownerId', say: 'Nobody has this id.' })
  }
  if (errors.length > 0) refuse('unknown_reference', undefined, errors)
}
