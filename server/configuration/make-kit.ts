import type { Plan } from '../../domain/configuration/diff.ts'
import { kitKeys } from '../../domain/configuration/kit-text.ts'
import type { KitBookmarkWhole, KitRunbookWhole } from '../../domain/configuration/whole.ts'
import { kitActions } from '../kit/actions.ts'
import { runbookActions } from '../kit/runbook-actions.ts'
import type { Stored } from './load.ts'
import { eachChanged, idOf, type Making } from './make.ts'

/** Adds what is new in the kits, and makes what is there as written; nothing is taken out. */
export async function makeKit(plan: Plan, making: Making): Promise<void> {
  const { ctx, stored } = making
  await eachChanged('kit', plan, making, async ({ key, before, after }) => {
    const teamId = idOf(stored, 'teams', key)
    const there = stored.kit.get(key) ?? { bookmarks: [], runbooks: [] }
    for (const [text, was, row] of changed(after.bookmarks, before?.bookmarks ?? [], there.bookmarks)) {
      const { name, url, kind, note } = text
      const input = { name, url, kind, note, ...aroundOf(text, stored) }
      if (was && row) await kitActions.changeBookmark(ctx, { bookmarkId: row.id, version: row.version, ...input })
      else await kitActions.createBookmark(ctx, { teamId, ...input })
    }
    for (const [text, was, row] of changed(after.runbooks, before?.runbooks ?? [], there.runbooks)) {
      const input = { title: text.title, body: text.text, ...aroundOf(text, stored) }
      if (was && row) await runbookActions.saveRunbook(ctx, { runbookId: row.id, version: row.version, ...input })
      else await runbookActions.createRunbook(ctx, { teamId, ...input })
    }
  })
}

/** What is not as it was, with what it was and its row; what is new has neither. */
function changed<T extends KitBookmarkWhole | KitRunbookWhole, R>(
  after: readonly T[],
  before: readonly T[],
  stored: readonly { readonly row: R }[],
): readonly (readonly [T, T | undefined, R | undefined])[] {
  const keys = kitKeys(before)
  return kitKeys(after).flatMap((key, at) => {
    const text = after[at]
    const place = keys.indexOf(key)
    const was = before[place]
    if (!text || (was && JSON.stringify(was) === JSON.stringify(text))) return []
    return [[text, was, stored[place]?.row] as const]
  })
}

function aroundOf({ service, owner, tags }: KitBookmarkWhole | KitRunbookWhole, stored: Stored) {
  return {
    serviceId: service === null ? null : idOf(stored, 'services', service),
    ownerId: owner === null ? null : idOf(stored, 'people', owner),
    tags: [...tags],
  }
}
