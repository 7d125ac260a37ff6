import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, instant, language, name, nothing, slug, zone } from '../shapes.ts'
import { roomCarriers } from './channels.ts'
import { TeamChannel } from './team-channel.ts'

const address = z.string().trim().min(1).max(2000)
/** Webhook: `whsec_...`, made when it is left out; ntfy: access token. Kept sealed, never given out again. */
const secret = z.string().max(500).nullish()

export const teamChannelApi = {
  listTeamChannels: endpoint({
    method: 'GET',
    path: '/api/channels',
    does: 'Which channels do teams have, that steps of policies may tell? Addresses are masked for whoever does not manage the team.',
    permission: 'policies.read',
    input: nothing,
    output: z.object({ channels: z.array(TeamChannel) }),
    errors: [],
  }),
  createTeamChannel: endpoint({
    method: 'POST',
    path: '/api/channels',
    does: 'Add a channel to a team: a room, a topic, a webhook or a mail list. It is told once a code that was sent there came back.',
    permission: 'teams.manage',
    of: 'team',
    input: z.object({
      teamId: id,
      slug,
      name,
      channel: z.enum(roomCarriers),
      address,
      secret,
      language: language.default('en'),
      zone: zone.default('UTC'),
    }),
    output: z.object({ channel: TeamChannel, secret: z.string().nullable() }),
    errors: ['slug_taken', 'contact_unreachable', 'not_found'],
  }),
  changeTeamChannel: endpoint({
    method: 'PATCH',
    path: '/api/channels/:channelId',
    does: 'Change a channel of a team. Another address is proven anew before it is told.',
    permission: 'teams.manage',
    of: 'channel',
    input: z.object({
      channelId: id,
      name: name.optional(),
      address: address.optional(),
      secret,
      language: language.optional(),
      zone: zone.optional(),
    }),
    output: TeamChannel,
    errors: ['not_found', 'contact_unreachable'],
  }),
  removeTeamChannel: endpoint({
    method: 'DELETE',
    path: '/api/channels/:channelId',
    does: 'Remove a channel that no policy names.',
    permission: 'teams.manage',
    of: 'channel',
    input: z.object({ channelId: id }),
    output: done,
    errors: ['not_found', 'still_used'],
  }),
  testTeamChannel: endpoint({
    method: 'POST',
    path: '/api/channels/:channelId/test',
    does: 'Send a test there. Until the channel was proven it holds a code of six digits, which is given back within 15 minutes.',
    permission: 'teams.manage',
    of: 'channel',
    input: z.object({ channelId: id }),
    output: z.object({ expiresAt: instant.nullable() }),
    errors: ['not_found', 'not_allowed', 'contact_code_too_often', 'contact_code_unsent'],
  }),
  confirmTeamChannel: endpoint({
    method: 'POST',
    path: '/api/channels/:channelId/confirmation',
    does: 'Give the code that arrived there, so that the channel is told from now on.',
    permission: 'teams.manage',
    of: 'channel',
    input: z.object({ channelId: id, code: z.string().trim().min(1).max(20) }),
    output: TeamChannel,
    errors: ['not_found', 'contact_code_wrong', 'contact_code_expired'],
  }),
}
