// An update on its way: a message for each receiver waits as a row, is put into words when it is sent, and its end is told.
import { sql } from 'kysely'
import { secondsUntilSent } from '../../domain/incidents/hearing.ts'
import { sentState } from '../../domain/incidents/sent.ts'
import { updateMessage, type ToldUpdate } from '../../domain/incidents/update-message.ts'
import type { Thread } from '../../domain/notices/notice.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Instant } from '../../domain/time.ts'
import type { Topic } from '../../domain/topics.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { addEntries } from '../log/store.ts'
import { findSent, queueOnce, type Teller } from '../notices/store.ts'
import type { Ending } from '../paging/notice-sender.ts'
import type { Sealer } from '../secrets.ts'
import type { Settings } from '../settings.ts'
import { hasLeft, isMeant, knowing } from './hearing-store.ts'
import type { Receivers } from './receivers.ts'
import { findUpdate } from './record-store.ts'
import { roomOf } from './rooms.ts'
import { findIncident } from './store.ts'
import { leaveLink } from './unfollow-link.ts'

export const updateTold = 'incident_update'

/** Queues one message for each receiver; a flood of them goes out in portions. */
export function queueUpdate(tx: Db, updateId: number, { channels, people }: Receivers, now: Instant): Promise<void> {
  const messages = [...channels, ...people].map(({ id, kind, name }, place) => ({
    personId: kind === 'person' ? id : null,
    channelId: kind === 'channel' ? id : null,
    receiver: name,
    dueAt: now.add({ seconds: secondsUntilSent(place) }),
  }))
  return queueOnce(tx, { kind: updateTold, subject: String(updateId) }, messages)
}

/** Puts an update into words for one receiver, from what was told; and asks once more whether it may still go there. */
export function updateTellers(sealer: Sealer, { url }: Pick<Settings, 'url'>): Readonly<Record<string, Teller>> {
  const teller: Teller = async (db, { personId, channelId = null, subject, language, zone, attempt = 1 }) => {
    const update = await findUpdate(db, Number(subject))
    const incident = update && (await findIncident(db, update.incident_id))
    if (!update || !incident) return null
    const receiverId = channelId ?? personId
    if (!(await mayStillHear(db, { incident, update, channelId, personId }))) return null
    // What failed at first is not told after what came later: it would say what is no longer so.
    if (attempt > 1 && (await isOvertaken(db, update, receiverId))) return null
    const { id: incidentId } = incident
    const told = toldOf(update, incident, (await roomOf(db, incident)).url)
    return {
      ...updateMessage(told, { language, zone }),
      thread: await threadOf(db, incidentId, receiverId),
      ...(channelId === null && update.audience === 'stakeholders'
        ? { leave: leaveLink(sealer, url, language, { incidentId, personId }) }
        : {}),
    }
  }
  return { [updateTold]: teller }
}

/** What is told, by the row of an update and of its incident. */
export function toldOf(
  update: Pick<
    Row<'incident_update'>,
    'audience' | 'stage' | 'text' | 'is_still' | 'by_name' | 'at' | 'next_at' | 'priority'
  >,
  incident: Pick<Row<'incident'>, 'id' | 'title' | 'priority'>,
  roomUrl: string,
): ToldUpdate {
  return {
    incidentId: incident.id,
    title: incident.title,
    priority: asPriority(update.priority ?? incident.priority),
    stage: update.stage,
    audience: update.audience,
    text: update.text,
    isStill: update.is_still,
    by: update.by_name,
    at: update.at,
    nextAt: update.next_at,
    roomUrl,
  }
}

/** Once every message of an update has its end, the log tells how many got it, and who did not. */
export function updateEndings(
  announce: (topics: readonly Topic[]) => void,
  { isDemo }: Pick<Settings, 'isDemo'>,
): Readonly<Record<string, Ending>> {
  const ending: Ending = {
    record: async (tx: Db, { subject, node }: { readonly subject: string; readonly node: string }) => {
      // One after the other: of two messages that end at once the second sees the first.
      const update = await tx
        .selectFrom('incident_update')
        .select(['id', 'incident_id', 'audience', 'sent_at'])
        .where('id', '=', Number(subject))
        .forUpdate()
        .executeTakeFirst()
      if (!update || update.sent_at) return
      const messages = await findSent(tx, updateTold, [subject])
      const states = messages.map(({ state }) => sentState(state, { isDemo }))
      if (states.includes('waiting')) return
      const incident = await findIncident(tx, update.incident_id)
      if (!incident) return
      const { rows } = await sql<{ now: Instant }>`select baton_now() as now`.execute(tx)
      const now = rows[0]?.now
      if (!now) return
      await tx.updateTable('incident_update').set({ sent_at: now }).where('id', '=', update.id).execute()
      const failed = messages.filter((_, at) => states[at] === 'failed').map(({ receiver }) => receiver)
      const facts = {
        audience: update.audience,
        count: states.filter((state) => state === 'sent').length,
        of: states.filter((state) => state !== 'dropped').length,
        failed:
          failed.slice(0, mostNamed).join(', ') + (failed.length > mostNamed ? ` +${failed.length - mostNamed}` : ''),
      }
      const about = { teamId: incident.team_id, incidentId: incident.id }
      await addEntries(tx, [entry({ actor: { kind: 'engine', node }, now }, 'update_sent', facts, about)])
    },
    announce: () => announce(['hearing', 'timelines', 'log']),
  }
  return { [updateTold]: ending }
}

const mostNamed = 10

type Going = {
  readonly incident: Pick<Row<'incident'>, 'id' | 'is_private'>
  readonly update: Pick<Row<'incident_update'>, 'audience'>
  readonly channelId: string | null
  readonly personId: string
}

/** It may have become private since, and whoever was to hear may have taken it back. */
async function mayStillHear(db: Db, { incident, update, channelId, personId }: Going): Promise<boolean> {
  const { audience } = update
  const receiverId = channelId ?? personId
  if (audience !== 'responders' && (await hasLeft(db, { incidentId: incident.id, receiverId, audience }))) return false
  if (!incident.is_private) return true
  return channelId === null
    ? (await knowing(db, incident.id, [personId])).has(personId)
    : isMeant(db, { incidentId: incident.id, channelId })
}

/** Has this receiver been sent a later update for the same audience, or is it on its way? */
async function isOvertaken(db: Db, update: Row<'incident_update'>, receiverId: string): Promise<boolean> {
  const { rows } = await sql`
    select from incident_update u join notice n on n.kind = ${updateTold} and n.subject = u.id::text
    where u.incident_id = ${update.incident_id} and u.audience = ${update.audience} and u.id > ${update.id}
      and coalesce(n.person_id, n.channel_id) = ${receiverId}::uuid and n.state in ('sent', 'sending', 'waiting')
    limit 1`.execute(db)
  return rows.length > 0
}

/** Under which message do those of this incident stand for this receiver? Under the first that was sent there over each channel. */
async function threadOf(db: Db, incidentId: number, receiverId: string): Promise<Thread> {
  const { rows } = await sql<{ carrier: string; outcome: string }>`
    select distinct on (n.carrier) n.carrier, n.outcome
    from incident_update u join notice n on n.kind = ${updateTold} and n.subject = u.id::text
    where u.incident_id = ${incidentId} and n.state = 'sent' and n.carrier is not null and n.outcome is not null
      and coalesce(n.person_id, n.channel_id) = ${receiverId}::uuid
    order by n.carrier, n.id`.execute(db)
  return {
    name: `incident.${incidentId}`,
    follows: Object.fromEntries(rows.map(({ carrier, outcome }) => [carrier, outcome])),
  }
}
