// Who hears the updates of an incident, what became of them, and where people meet about it.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { roomCarriers } from '../paging/channels.ts'
import { done, id, instant, language, number, priority } from '../shapes.ts'
import { IncidentRef } from './api.ts'
import { heardAs, scopes } from './hearing.ts'
import { audiences } from './owed.ts'
import { advices, sentStates } from './sent.ts'

const receiver = {
  /** Exactly one of the two: a person, or a channel of a team. */
  personId: id.optional(),
  channelId: id.optional(),
}
const audience = z.enum(heardAs).default('stakeholders')

/** A person, or a channel of a team. */
const Receiver = z.object({
  id,
  kind: z.enum(['person', 'channel']),
  name: z.string(),
  /** Over what a channel is told; null for a person, who is told by their own. */
  channel: z.enum(roomCarriers).nullable(),
})

/** Why somebody hears: they work on it, follow it or one of its parts, or hear of all of its team or of a service. */
export const Hears = Receiver.extend({ because: z.enum(['works', 'room', ...scopes, 'part']) })
export type Hears = z.output<typeof Hears>

/** Who follows one incident, and who hears of it as of all of its team or service. */
export const Follower = Receiver.extend({
  audience: z.enum(heardAs),
  scope: z.enum(scopes),
  /** They do not want to hear of this one. */
  isOff: z.boolean(),
  /** Hears nothing, because they are out of service, were not proven, or may not know of it. */
  isDeaf: z.boolean(),
})
export type Follower = z.output<typeof Follower>

export const Subscription = z.object({
  id,
  teamId: id.nullable(),
  serviceId: id.nullable(),
  /** What its team or service is called. */
  of: z.string(),
  receiver: Receiver,
  audience: z.enum(heardAs),
  /** The least urgent of which it hears. */
  priority,
  by: z.string(),
  createdAt: instant,
})
export type Subscription = z.output<typeof Subscription>

const followers = z.object({ followers: z.array(Follower), isFollowing: z.boolean() })

export const hearingApi = {
  listFollowers: endpoint({
    method: 'GET',
    path: '/api/incidents/:incidentId/followers',
    does: 'Who follows this incident, and who hears of it as of all incidents of its team or services?',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef,
    output: followers,
    errors: ['not_found'],
  }),
  followIncident: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/followers/me',
    does: 'I want to hear how it goes on.',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef,
    output: followers,
    errors: ['not_found', 'incident_merged'],
  }),
  unfollowIncident: endpoint({
    method: 'DELETE',
    path: '/api/incidents/:incidentId/followers/me',
    does: 'I do not want to hear of it any more, also where I hear of all of its team.',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef,
    output: followers,
    errors: ['not_found'],
  }),
  addFollower: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/followers',
    does: 'Somebody else, or a channel of a team, hears how it goes on. A channel hears of a private incident only when `isPrivateMeant` says that all in it may.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ ...receiver, audience, isPrivateMeant: z.boolean().default(false) }),
    output: followers,
    errors: ['not_found', 'unknown_reference', 'incident_merged', 'receiver_may_not_know'],
  }),
  removeFollower: endpoint({
    method: 'DELETE',
    path: '/api/incidents/:incidentId/followers/:receiverId',
    does: 'This person or channel hears no more of it, also where they hear of all of its team.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ receiverId: id, audience }),
    output: followers,
    errors: ['not_found', 'unknown_reference'],
  }),
  whoHears: endpoint({
    method: 'GET',
    path: '/api/incidents/:incidentId/hearers',
    does: 'Who would hear an update for this audience, sent by me now?',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef.extend({ audience: z.enum(audiences), isToParts: z.stringbool().default(false) }),
    output: z.object({ people: z.array(Hears), channels: z.array(Hears) }),
    errors: ['not_found'],
  }),
  previewUpdate: endpoint({
    method: 'POST',
    path: '/api/incidents/:incidentId/update-preview',
    does: 'This update exactly as it would arrive: by mail or in a chat, for a reader of this language.',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef.extend({
      audience: z.enum(audiences),
      text: z.string().trim().max(20_000),
      isStill: z.boolean().default(false),
      nextInMinutes: z.int().min(5).max(10_080).optional(),
      language: language.default('en'),
    }),
    output: z.object({ subject: z.string(), text: z.string(), html: z.string(), chat: z.string() }),
    errors: ['not_found'],
  }),
  listSent: endpoint({
    method: 'GET',
    path: '/api/incidents/:incidentId/updates-sent',
    does: 'What became of each update: who got it, who is still waited for, and what to do where it failed.',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef,
    output: z.object({
      updates: z.array(
        z.object({
          updateId: number,
          sent: z.int(),
          waiting: z.int(),
          failed: z.int(),
          dropped: z.int(),
          receivers: z.array(
            Receiver.omit({ id: true, channel: true }).extend({
              state: z.enum(sentStates),
              /** What its provider said. */
              because: z.string(),
              advice: z.enum(advices).nullable(),
              at: instant.nullable(),
            }),
          ),
        }),
      ),
    }),
    errors: ['not_found'],
  }),
  setIncidentRoom: endpoint({
    method: 'PUT',
    path: '/api/incidents/:incidentId/room',
    does: 'Where people meet about it: the address of a call, which begins with https, or a channel of a team. `url` null: as its team says.',
    permission: 'incidents.respond',
    of: 'incident',
    input: IncidentRef.extend({ url: z.string().trim().max(500).nullable(), channelId: id.nullish() }),
    output: done,
    errors: ['not_found', 'unknown_reference', 'room_not_https', 'incident_merged'],
  }),
  getTeamHearing: endpoint({
    method: 'GET',
    path: '/api/teams/:teamId/hearing',
    does: 'Who hears of all incidents of this team and its services, and where its people meet.',
    permission: 'incidents.read',
    input: z.object({ teamId: id }),
    output: z.object({ room: z.string(), subscriptions: z.array(Subscription) }),
    errors: ['not_found'],
  }),
  setTeamRoom: endpoint({
    method: 'PUT',
    path: '/api/teams/:teamId/incident-room',
    does: 'Where people meet about incidents of this team, unless an incident says otherwise. `{incident}` stands for its number.',
    permission: 'teams.manage',
    of: 'team',
    input: z.object({ teamId: id, room: z.string().trim().max(500) }),
    output: done,
    errors: ['not_found', 'room_not_https'],
  }),
  subscribe: endpoint({
    method: 'POST',
    path: '/api/subscriptions',
    does: 'Somebody, or a channel of a team, hears of all incidents of a team or of a service, from a priority on. Everybody may subscribe themselves; others whoever manages the team.',
    permission: 'incidents.read',
    input: z.object({
      teamId: id.optional(),
      serviceId: id.optional(),
      ...receiver,
      audience,
      /** The least urgent of which they hear. */
      priority: priority.default('P4'),
    }),
    output: Subscription,
    errors: ['unknown_reference', 'not_allowed'],
  }),
  unsubscribe: endpoint({
    method: 'DELETE',
    path: '/api/subscriptions/:subscriptionId',
    does: 'No more of it: of all incidents of a team or service.',
    permission: 'incidents.read',
    input: z.object({ subscriptionId: id }),
    output: done,
    errors: ['not_found', 'not_allowed'],
  }),
  getUnfollow: endpoint({
    method: 'GET',
    path: '/api/unfollow/:token',
    does: 'What does this link end? It came with an update. Opening it ends nothing.',
    permission: 'open',
    input: z.object({ token: z.string().max(200) }),
    output: z.object({ incidentId: number, person: z.string(), language, isFollowing: z.boolean() }),
    errors: ['link_expired'],
  }),
  unfollowByLink: endpoint({
    method: 'POST',
    path: '/api/unfollow/:token',
    does: 'No more updates of this incident, for whoever got this link. Twice is harmless.',
    permission: 'open',
    input: z.object({ token: z.string().max(200) }),
    output: done,
    errors: ['link_expired'],
  }),
}
