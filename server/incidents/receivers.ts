// To whom an update goes: the one place that says so, for the preview and for the sending alike.
import { heardBy, type Hearer } from '../../domain/incidents/hearing.ts'
import type { Hears } from '../../domain/incidents/hearing-api.ts'
import type { Audience } from '../../domain/incidents/owed.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { isSeen } from '../log/private.ts'
import { findHearers, findWorking, isMeant, knowing, type HearerRow } from './hearing-store.ts'

/** Who hears, each once, rooms first: one message there reaches many. */
export type Receivers = { readonly channels: readonly Hears[]; readonly people: readonly Hears[] }

/**
 * Who hears an update of this incident for this audience? Never whoever writes it. With `isToParts` also who follows its parts, as far as
 * the writer may know of them.
 */
export async function receiversOf(
  db: Db,
  actor: Actor,
  incident: Pick<Row<'incident'>, 'id' | 'priority' | 'is_private' | 'room_channel_id'>,
  { audience, isToParts }: { readonly audience: Audience; readonly isToParts: boolean },
): Promise<Receivers> {
  const me = actor.kind === 'person' ? actor.id : null
  if (audience === 'responders') return workingOn(db, incident, me)
  const parts = isToParts ? await partsSeen(db, actor, incident.id) : []
  const own = asPriority(incident.priority)
  const rows = await findHearers(db, [incident.id, ...parts.map(({ id }) => id)])
  const isOff = new Set(
    rows.flatMap((row) =>
      row.incident_id === incident.id && row.is_off && row.audience === audience ? [keyOf(row)] : [],
    ),
  )
  const found = new Map<string, Hears>()
  for (const row of rows) {
    const isPart = row.incident_id !== incident.id
    const key = keyOf(row)
    // Who took back this one does not hear of it as of all of a team, nor of a part.
    if (key === me || found.has(key) || isOff.has(key)) continue
    if (heardBy(toHearer(row), audience, own) !== 'hears') continue
    found.set(key, { ...toReceiver(row), because: isPart ? 'part' : row.scope })
  }
  const all = [...found.values()]
  const kept = incident.is_private ? await withoutStrangers(db, incident.id, all) : all
  return {
    channels: kept.filter(({ kind }) => kind === 'channel'),
    people: kept.filter(({ kind }) => kind === 'person'),
  }
}

/** Everybody who works on it, and the channel that is its room. */
async function workingOn(
  db: Db,
  {
    id,
    room_channel_id: roomId,
    is_private: isPrivate,
  }: Pick<Row<'incident'>, 'id' | 'room_channel_id' | 'is_private'>,
  me: string | null,
): Promise<Receivers> {
  const people = await findWorking(db, id, me)
  const mayHear = roomId !== null && (!isPrivate || (await isMeant(db, { incidentId: id, channelId: roomId })))
  const room = mayHear
    ? await db
        .selectFrom('team_channel')
        .select(['id', 'name', 'channel'])
        .where('id', '=', roomId)
        .where('verified_at', 'is not', null)
        .execute()
    : []
  return {
    channels: room.map((one) => ({ ...toChannel(one), because: 'room' })),
    people: people.map((one) => ({ ...one, kind: 'person', channel: null, because: 'works' })),
  }
}

async function partsSeen(db: Db, actor: Actor, incidentId: number) {
  return db
    .selectFrom('incident')
    .select('id')
    .where('parent_id', '=', incidentId)
    .where('state', 'not in', ['closed', 'dismissed', 'merged'])
    .where(isSeen(actor))
    .execute()
}

/** Of a private incident whoever follows a part hears only if they may know of the whole; a channel that follows a part does not. */
async function withoutStrangers(db: Db, incidentId: number, found: readonly Hears[]): Promise<readonly Hears[]> {
  const asked = found.flatMap(({ id, because, kind }) => (because === 'part' && kind === 'person' ? [id] : []))
  const known = await knowing(db, incidentId, asked)
  return found.filter(({ id, because }) => because !== 'part' || known.has(id))
}

export function toHearer(row: HearerRow): Hearer {
  return {
    scope: row.scope,
    audience: row.audience,
    from: asPriority(row.priority),
    isOff: row.is_off,
    kind: row.person_id === null ? 'channel' : 'person',
    isThere: row.is_there,
    mayKnow: row.may_know,
  }
}

export function toReceiver(row: HearerRow): Omit<Hears, 'because'> {
  const { name, channel } = row
  return { id: keyOf(row), kind: row.person_id === null ? 'channel' : 'person', name, channel }
}

function toChannel({
  id,
  name,
  channel,
}: Pick<Row<'team_channel'>, 'id' | 'name' | 'channel'>): Omit<Hears, 'because'> {
  return { id, kind: 'channel', name, channel }
}

export function keyOf(row: Pick<HearerRow, 'person_id' | 'channel_id'>): string {
  return row.person_id ?? row.channel_id ?? ''
}
