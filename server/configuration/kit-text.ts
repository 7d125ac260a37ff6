// The kits of all teams, as a file has them.
import type { KitBookmarkWhole, KitRunbookWhole, Whole } from '../../domain/configuration/whole.ts'
import { sortedKit } from '../../domain/configuration/kit-text.ts'
import type { Bookmark } from '../../domain/kit/api.ts'
import type { Db } from '../db/connect.ts'
import { findRunbookTexts } from '../kit/runbook-store.ts'
import { findBookmarks } from '../kit/store.ts'
import type { NameOf } from './names.ts'

type Runbook = Awaited<ReturnType<typeof findRunbookTexts>>[number]

/** One kit as it is stored: each thing of the file beside the row that it is. */
export type StoredKit = {
  readonly bookmarks: readonly (KitBookmarkWhole & { readonly row: Bookmark })[]
  readonly runbooks: readonly (KitRunbookWhole & { readonly row: Runbook })[]
}

/** By the id of their team. */
export async function loadKits(db: Db, slugOf: NameOf, emailOf: NameOf): Promise<ReadonlyMap<string, StoredKit>> {
  const bookmarks = Map.groupBy(byId(await findBookmarks(db)), ({ teamId }) => teamId)
  const runbooks = Map.groupBy(byId(await findRunbookTexts(db)), ({ teamId }) => teamId)
  const around = ({ serviceId, tags, owner }: Bookmark | Runbook) => ({
    service: serviceId && slugOf(serviceId),
    tags: [...tags],
    owner: owner && emailOf(owner.id),
  })
  return new Map(
    [...new Set([...bookmarks.keys(), ...runbooks.keys()])].map((teamId) => [
      teamId,
      {
        bookmarks: sortedKit(
          (bookmarks.get(teamId) ?? []).map((row) => {
            const { name, url, kind, note } = row
            return { name, url, kind, note, ...around(row), row }
          }),
        ),
        runbooks: sortedKit(
          (runbooks.get(teamId) ?? []).map((row) => ({ title: row.title, ...around(row), text: row.body, row })),
        ),
      },
    ]),
  )
}

/** The same without the rows. */
export function kitWhole(team: string, kit: StoredKit | undefined): Whole<'kit'> {
  return {
    team,
    bookmarks: (kit?.bookmarks ?? []).map(inOrder),
    runbooks: (kit?.runbooks ?? []).map(({ title, service, tags, owner, text }) => {
      return { title, service, tags, owner, text }
    }),
  }
}

function inOrder({ name, url, service, kind, note, tags, owner }: KitBookmarkWhole): KitBookmarkWhole {
  return { name, url, service, kind, note, tags, owner }
}

function byId<T extends { readonly id: number }>(things: readonly T[]): readonly T[] {
  return things.toSorted((a, b) => a.id - b.id)
}

/** In a file stands what is not as usual. */
export function kitEntry({ team, bookmarks, runbooks }: Whole<'kit'>) {
  return {
    team,
    ...(bookmarks.length === 0 ? {} : { bookmarks: bookmarks.map(said) }),
    ...(runbooks.length === 0 ? {} : { runbooks: runbooks.map(said) }),
  }
}

function said(thing: KitBookmarkWhole | KitRunbookWhole) {
  return Object.fromEntries(Object.entries(thing).filter(([field, value]) => !isUsual(field, value)))
}

function isUsual(field: string, value: unknown): boolean {
  const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0)
  return isEmpty || (field === 'kind' && value === 'other')
}
