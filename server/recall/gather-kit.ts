// Runbooks and bookmarks of the kit as what may fit: how they stand now, whatever the log says was done with them.
import type { Kind } from '../../domain/log/entry.ts'
import type { KitKind } from '../../domain/recall/kinds.ts'
import { signs } from '../../domain/recall/marks.ts'
import type { Db } from '../db/connect.ts'
import type { Gathered } from './gathered.ts'
import type { FollowedEntry } from './gather-notes.ts'

/** After these something of the kit reads otherwise, or is gone. */
const ofKit: ReadonlySet<string> = new Set<Kind>([
  'bookmark_added',
  'bookmark_changed',
  'bookmark_removed',
  'kit_verified',
  'runbook_written',
  'runbook_saved',
  'runbook_restored',
  'runbook_removed',
])
/** After this anything in the kit of the team may be new. */
const ofAll: Kind = 'kit_imported'

export type KitThings = { readonly bookmarks: readonly number[]; readonly runbooks: readonly number[] }

/** As which case is something of the kit known? */
export function kitSubject(kind: KitKind, id: number): string {
  return `${kind}:${id}`
}

/** Which bookmarks and runbooks are these entries about? */
export async function kitThingsOf(db: Db, entries: readonly FollowedEntry[]): Promise<KitThings> {
  const subjects = entries.flatMap(({ kind, subject }) => (ofKit.has(kind) && subject !== null ? [subject] : []))
  const named = (kind: KitKind) =>
    subjects.flatMap((subject) => (subject.startsWith(`${kind}:`) ? Number(subject.slice(kind.length + 1)) : []))
  const teams = [
    ...new Set(entries.flatMap(({ kind, team_id }) => (kind === ofAll && team_id !== null ? team_id : []))),
  ]
  const [bookmarks, runbooks] =
    teams.length === 0
      ? [[], []]
      : [
          await db.selectFrom('kit_bookmark').select('id').where('team_id', 'in', teams).execute(),
          await db.selectFrom('kit_runbook').select('id').where('team_id', 'in', teams).execute(),
        ]
  const idsOf = (kind: KitKind, all: readonly { readonly id: number }[]) => [
    ...new Set([...named(kind), ...all.map(({ id }) => id)]),
  ]
  return { bookmarks: idsOf('bookmark', bookmarks), runbooks: idsOf('runbook', runbooks) }
}

/** Those of them that are still offered. */
export async function gatherKit(db: Db, { bookmarks, runbooks }: KitThings): Promise<readonly Gathered[]> {
  return [...(await gatherBookmarks(db, bookmarks)), ...(await gatherRunbooks(db, runbooks))]
}

async function gatherBookmarks(db: Db, ids: readonly number[]): Promise<readonly Gathered[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('kit_bookmark as b')
    .leftJoin('service as s', 's.id', 'b.service_id')
    .selectAll('b')
    .select('s.name as service_name')
    .where('b.id', 'in', ids)
    .execute()
  return rows.map((row) => ({
    ...ofBoth('bookmark', row),
    title: row.name,
    text: [row.url, row.note].filter(Boolean).join('\n'),
    says: [row.name, row.note, ...row.tags, row.service_name ?? ''],
  }))
}

async function gatherRunbooks(db: Db, ids: readonly number[]): Promise<readonly Gathered[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('kit_runbook as r')
    .innerJoin('kit_runbook_version as v', (join) =>
      join.onRef('v.runbook_id', '=', 'r.id').onRef('v.version', '=', 'r.version'),
    )
    .leftJoin('service as s', 's.id', 'r.service_id')
    .selectAll('r')
    .select(['v.body', 's.name as service_name'])
    .where('r.id', 'in', ids)
    .where('r.removed_at', 'is', null)
    .execute()
  return rows.map((row) => ({
    ...ofBoth('runbook', row),
    title: row.title,
    text: plain(row.body),
    says: [row.title, ...row.tags, row.service_name ?? '', row.body],
  }))
}

/** Without what marks steps, headings and lists: it is read in one breath. */
function plain(body: string): string {
  return body.replaceAll(/^[ \t]*(?:#{1,6}[ \t]+|(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|>[ \t]?)/gmu, '')
}

type Both = {
  readonly id: number
  readonly team_id: string
  readonly service_id: string | null
  readonly verified_at: Temporal.Instant | null
  readonly changed_by_name: string
  readonly changed_at: Temporal.Instant
}

function ofBoth(kind: KitKind, row: Both) {
  const services = row.service_id === null ? [] : [row.service_id]
  return {
    kind,
    subject: kitSubject(kind, row.id),
    kit_id: row.id,
    team_id: row.team_id,
    service_ids: services,
    who: row.changed_by_name,
    stands: 'over' as const,
    is_verified: row.verified_at !== null,
    at: row.changed_at,
    signs: [signs.kind('kit'), ...services.map(signs.service)],
  }
}
