// Where people meet about an incident: as was said of it, or as its team says of all.
import { isRoomUrl, roomFrom } from '../../domain/incidents/room-url.ts'
import type { IncidentDetail } from '../../domain/incidents/incident.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'

/** Empty where nobody said anything, or where the team's template makes no address that may be opened. */
export async function roomOf(
  db: Db,
  incident: Pick<Row<'incident'>, 'id' | 'team_id' | 'room_url' | 'room_channel_id'>,
): Promise<IncidentDetail['room']> {
  const { id, team_id: teamId, room_url: own, room_channel_id: channelId } = incident
  const channel = channelId
    ? await db.selectFrom('team_channel').select(['id', 'name']).where('id', '=', channelId).executeTakeFirst()
    : undefined
  const isOwn = own !== null || channel !== undefined
  if (own !== null) return { url: own, channel: channel ?? null, isOwn }
  const team = await db.selectFrom('team').select('incident_room').where('id', '=', teamId).executeTakeFirst()
  const url = roomFrom(team?.incident_room ?? '', id)
  return { url: isRoomUrl(url) ? url : '', channel: channel ?? null, isOwn }
}
