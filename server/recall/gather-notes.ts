// What people wrote down as past cases, and every entry of the log by its terms.
import { sql } from 'kysely'
import { signs } from '../../domain/recall/marks.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Gathered } from './gathered.ts'

export type FollowedEntry = {
  readonly id: number
  readonly tx: number
  readonly at: Instant
  readonly kind: string
  readonly subject: string | null
  readonly team_id: string | null
  readonly alert_id: number | null
  readonly incident_id: number | null
  /** About an alert that calls somebody into an incident. */
  readonly is_of_call: boolean
  readonly actor_kind: string
  readonly actor_id: string | null
  readonly actor_name: string
  readonly says: string
  readonly note: string | null
  /** Of its alert, or of its incident. */
  readonly services: readonly string[]
}

const columns = sql`exists (select from alert a where a.id = e.alert_id and a.source_id is null and a.service_id is null
    and a.key ~ '^(incident|offer):') as is_of_call, e.id, e.tx, e.at, e.kind, e.subject, e.team_id, e.alert_id, e.incident_id, e.actor_kind, e.actor_id, e.actor_name, e.says,
  case when e.kind = 'note_written' then e.facts ->> 'text' end as note,
  case when e.incident_id is not null then array(select service_id from incident_service where incident_id = e.incident_id limit 20)
    when e.alert_id is not null then array(select service_id from alert where id = e.alert_id and service_id is not null)
    else '{}' end as services`

/** The next entries of transactions from this one on and before that one, in the order of their transactions. */
export async function entriesBetween(
  db: Db,
  of: { readonly from: number; readonly before: number; readonly most: number },
): Promise<readonly FollowedEntry[]> {
  const { rows } = await sql<FollowedEntry>`
    select ${columns} from log_entry e where e.tx >= ${of.from} and e.tx < ${of.before} order by e.tx limit ${of.most}`.execute(
    db,
  )
  return rows
}

/** All entries of one transaction. */
export async function entriesOf(db: Db, tx: number): Promise<readonly FollowedEntry[]> {
  const { rows } = await sql<FollowedEntry>`select ${columns} from log_entry e where e.tx = ${tx}`.execute(db)
  return rows
}

const fewestLetters = 20

/** As which case is a note known? */
export function noteSubject(entryId: number): string {
  return `note:${entryId}`
}

/** Notes of a team, or about an alert, as cases. Those of an incident are part of it, and a word or two say nothing. */
export function gatherNotes(entries: readonly FollowedEntry[]): readonly Gathered[] {
  return entries.flatMap((entry): readonly Gathered[] => {
    const { note } = entry
    if (note === null || note.length < fewestLetters || entry.team_id === null) return []
    if (entry.incident_id !== null || entry.is_of_call) return []
    const [title = ''] = note.split('\n', 1)
    return [
      {
        kind: 'note',
        subject: noteSubject(entry.id),
        entry_id: entry.id,
        alert_id: entry.alert_id,
        team_id: entry.team_id,
        service_ids: [...entry.services],
        title,
        text: note,
        who: entry.actor_name,
        stands: 'over',
        at: entry.at,
        says: [note],
        signs: [signs.kind('note'), ...entry.services.map(signs.service), ...personSign(entry)],
      },
    ]
  })
}

/** By what an entry of the log is found beside its words. */
export function signsOfEntry(entry: FollowedEntry): readonly string[] {
  return [
    signs.kind(entry.note === null ? 'log' : 'note'),
    signs.month(entry.at),
    ...entry.services.map(signs.service),
    ...personSign(entry),
    ...(entry.team_id ? [signs.team(entry.team_id)] : []),
  ]
}

function personSign({ actor_kind, actor_id }: FollowedEntry): readonly string[] {
  return actor_kind === 'person' && actor_id ? [signs.person(actor_id)] : []
}
