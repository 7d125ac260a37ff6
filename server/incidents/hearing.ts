// Who hears of all incidents of a team or a service, where people meet, and what became of each update.
import type { hearingApi, Subscription } from '../../domain/incidents/hearing-api.ts'
import { nextUpdateDue } from '../../domain/incidents/cadence.ts'
import { maySubscribe } from '../../domain/incidents/hearing.ts'
import { isRoomUrl, roomFrom } from '../../domain/incidents/room-url.ts'
import { adviceFor, sentState } from '../../domain/incidents/sent.ts'
import { updateMessage } from '../../domain/incidents/update-message.ts'
import { stillWords } from '../../domain/incidents/update-words.ts'
import { noticeMessage } from '../../domain/paging/notice-message.ts'
import { asPriority, priorityNumber } from '../../domain/paging/priority.ts'
import { shortWords } from '../../domain/paging/short-message.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { findSent } from '../notices/store.ts'
import { setTeamRoom } from '../people/team-store.ts'
import { refuse } from '../refusal.ts'
import { nameIn } from './actions.ts'
import { followingActions, isMe, receiverName, refuseReference } from './following.ts'
import { deleteSubscription, findSubscriptions, putSubscription } from './hearing-store.ts'
import { findUpdates, updatesShown } from './record-store.ts'
import { roomOf } from './rooms.ts'
import { findIncident, lockIncident, updateIncident } from './store.ts'
import { toldOf, updateTold } from './telling.ts'
import { leaveLink, unfollowActions } from './unfollow-link.ts'

export const hearingActions: Actions<keyof typeof hearingApi> = {
  ...followingActions,
  ...unfollowActions,

  async previewUpdate(ctx, { incidentId, audience, text, isStill, nextInMinutes, language }) {
    const { db, now, settings, sealer } = ctx
    const row = (await findIncident(db, incidentId)) ?? refuse('not_found')
    const everyMinutes = nextInMinutes ?? row.update_every_minutes
    const draft = {
      audience,
      stage: row.state,
      text: isStill && text === '' ? stillWords.en : text,
      is_still: isStill,
      by_name: nameIn(ctx),
      at: now,
      next_at: nextUpdateDue({ state: row.state, priority: asPriority(row.priority), everyMinutes }, now),
      priority: row.priority,
    }
    const reader = await readerIn(ctx, language)
    const told = toldOf(draft, row, (await roomOf(db, row)).url)
    const leave = reader.personId === null ? null : { incidentId, personId: reader.personId }
    const message = noticeMessage({
      key: '',
      kind: updateTold,
      text: {
        ...updateMessage(told, reader),
        ...(leave && audience === 'stakeholders' ? { leave: leaveLink(sealer, settings.url, language, leave) } : {}),
      },
      person: '',
      language,
      url: settings.url,
      sentAt: now,
    })
    const { title, body } = shortWords(message)
    return { subject: message.subject, text: message.text, html: message.html, chat: `${title}\n\n${body}` }
  },

  async listSent({ db, settings }, { incidentId }) {
    const updates = await findUpdates(db, incidentId, updatesShown)
    const messages = await findSent(
      db,
      updateTold,
      updates.map(({ id }) => String(id)),
    )
    return {
      updates: updates.map(({ id }) => {
        const mine = messages.filter(({ subject }) => subject === String(id))
        const counted = (state: ReturnType<typeof sentState>) =>
          mine.filter((one) => sentState(one.state, settings) === state).length
        return {
          updateId: id,
          sent: counted('sent'),
          waiting: counted('waiting'),
          failed: counted('failed'),
          dropped: counted('dropped'),
          receivers: mine.map((one) => toSent(one, settings)),
        }
      }),
    }
  },

  setIncidentRoom: (ctx, { incidentId, url, channelId = null }) =>
    commit(ctx, async (tx) => {
      const row = (await lockIncident(tx, incidentId)) ?? refuse('not_found')
      if (row.state === 'merged') refuse('incident_merged')
      if (url !== null) refuseRoom(url, 'url')
      const channel = channelId === null ? '' : await receiverName(tx, { personId: null, channelId })
      if (url === row.room_url && channelId === row.room_channel_id) return said({ done: true as const }, [])
      await updateIncident(tx, incidentId, { room_url: url, room_channel_id: channelId })
      const room = [url ?? (await roomOf(tx, { ...row, room_url: null })).url, channel]
        .filter((one) => one !== '')
        .join(', ')
      const told = entry(ctx, 'incident_room_set', { room }, { teamId: row.team_id, incidentId })
      return said({ done: true as const }, told, ['incidents'])
    }),

  async getTeamHearing({ db }, { teamId }) {
    const team = await db.selectFrom('team').select('incident_room').where('id', '=', teamId).executeTakeFirst()
    if (!team) refuse('not_found')
    return { room: team.incident_room, subscriptions: (await findSubscriptions(db, { teamId })).map(toSubscription) }
  },

  setTeamRoom: (ctx, { teamId, room }) =>
    commit(ctx, async (tx) => {
      refuseRoom(roomFrom(room, 1), 'room')
      const team = (await setTeamRoom(tx, teamId, room)) ?? refuse('not_found')
      const about = { teamId, subject: `team:${teamId}` }
      return said({ done: true as const }, entry(ctx, 'team_room_set', { name: team, room }, about), [
        'teams',
        'incidents',
        'hearing',
      ])
    }),

  subscribe: (ctx, { teamId, serviceId, personId = null, channelId = null, audience, priority }) =>
    commit(ctx, async (tx) => {
      const of = await scopeOf(tx, { teamId, serviceId })
      refuseForbidden(ctx, of.teamId, personId)
      const receiver = await receiverName(tx, { personId, channelId })
      if (audience === 'users' && channelId === null)
        refuseReference('channelId', 'Users are told over a channel. Name one.')
      const id = await putSubscription(tx, {
        id: ctx.newId(),
        team_id: serviceId === undefined ? of.teamId : null,
        service_id: serviceId ?? null,
        incident_id: null,
        person_id: personId,
        channel_id: channelId,
        audience,
        priority: priorityNumber(priority),
        by_name: nameIn(ctx),
        created_at: ctx.now,
      })
      const [row] = await findSubscriptions(tx, { id })
      const facts = { receiver: isMe(ctx, personId) ? '' : receiver, name: of.name, priority, audience }
      const told = entry(ctx, 'subscribed', facts, { teamId: of.teamId })
      return said(toSubscription(row ?? refuse('not_found')), told, ['teams', 'hearing'])
    }),

  unsubscribe: (ctx, { subscriptionId }) =>
    commit(ctx, async (tx) => {
      const [row] = await findSubscriptions(tx, { id: subscriptionId })
      if (!row) refuse('not_found')
      const teamId = row.team_id ?? row.service_team_id ?? ''
      refuseForbidden(ctx, teamId, row.person_id)
      await deleteSubscription(tx, subscriptionId)
      const { of: name, receiver } = toSubscription(row)
      const facts = { receiver: isMe(ctx, row.person_id) ? '' : receiver.name, name }
      const told = entry(ctx, 'unsubscribed', facts, { teamId })
      return said({ done: true as const }, told, ['teams', 'hearing'])
    }),
}

function refuseForbidden(ctx: Context, teamId: string, personId: string | null): void {
  const verdict = maySubscribe(ctx.actor, { teamId, personId })
  if (!verdict.allowed) refuse('not_allowed', verdict.because === 'not_allowed' ? { needs: verdict.needs } : {})
}

function refuseRoom(url: string, path: string): void {
  if (!isRoomUrl(url))
    refuse('room_not_https', undefined, [{ path, say: 'Begin with https:// and leave out names and passwords.' }])
}

/** The zone of whoever asks: what they see is what somebody beside them would get. */
async function readerIn({ db, actor }: Context, language: 'en' | 'ko') {
  const me =
    actor.kind === 'person'
      ? await db.selectFrom('person').select(['id', 'zone']).where('id', '=', actor.id).executeTakeFirst()
      : undefined
  return { language, zone: me?.zone ?? 'UTC', personId: me?.id ?? null }
}

async function scopeOf(
  tx: Db,
  { teamId, serviceId }: { readonly teamId?: string | undefined; readonly serviceId?: string | undefined },
): Promise<{ readonly teamId: string; readonly name: string }> {
  if ((teamId === undefined) === (serviceId === undefined))
    return refuseReference('teamId', 'Name a team or a service, and one of them.')
  if (serviceId !== undefined) {
    const service = await tx
      .selectFrom('service')
      .select(['team_id', 'name'])
      .where('id', '=', serviceId)
      .executeTakeFirst()
    return service
      ? { teamId: service.team_id, name: service.name }
      : refuseReference('teamId', 'There is no such service.')
  }
  const team = await tx
    .selectFrom('team')
    .select(['id', 'name'])
    .where('id', '=', teamId ?? '')
    .executeTakeFirst()
  return team ? { teamId: team.id, name: team.name } : refuseReference('teamId', 'There is no such team.')
}

function toSubscription(row: Awaited<ReturnType<typeof findSubscriptions>>[number]): Subscription {
  return {
    id: row.id,
    teamId: row.team_id,
    serviceId: row.service_id,
    of: row.service_name ?? row.team_name ?? '',
    receiver: {
      id: row.person_id ?? row.channel_id ?? row.id,
      kind: row.person_id === null ? 'channel' : 'person',
      name: row.person_name ?? row.channel_name ?? '',
      channel: row.carrier,
    },
    audience: row.audience,
    priority: asPriority(row.priority),
    by: row.by_name,
    createdAt: row.created_at,
  }
}

function toSent(row: Awaited<ReturnType<typeof findSent>>[number], settings: { readonly isDemo: boolean }) {
  const state = sentState(row.state, settings)
  const hasTrouble = row.outcome !== null && (state === 'failed' || (state === 'waiting' && row.attempts > 0))
  return {
    kind: row.person_id === null ? ('channel' as const) : ('person' as const),
    name: row.receiver,
    state,
    because: hasTrouble || state === 'dropped' ? (row.outcome ?? '') : '',
    advice: hasTrouble ? adviceFor(row.outcome ?? '') : null,
    at: row.ended_at,
  }
}
