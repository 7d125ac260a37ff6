// What people do with the channels of their team: add one, prove that it is theirs, change and remove it.
import { maskedAddress } from '../../domain/paging/mask.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import { roomTestMessage } from '../../domain/paging/room-message.ts'
import type { TeamChannel } from '../../domain/paging/team-channel.ts'
import type { teamChannelApi } from '../../domain/paging/team-channel-api.ts'
import { codeMinutes, whyNoCode } from '../../domain/paging/verify.ts'
import { can, type Actor } from '../../domain/permissions.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import { brokenConstraint } from '../db/connect.ts'
import { callerOf } from '../people/caller.ts'
import { refuse } from '../refusal.ts'
import { newCode, newWebhookSecret, sameText, type Sealer } from '../secrets.ts'
import { countCodes, insertCode, tryCode } from './code-store.ts'
import { roomAddressProblems } from './room-address.ts'
import type { Channels } from './sender-parts.ts'
import {
  channelSeal,
  deleteTeamChannel,
  insertTeamChannel,
  loadTeamChannels,
  lockTeamChannel,
  markProven,
  policiesNaming,
  sealedSecretOfTeamChannel,
  updateTeamChannel,
} from './team-channel-store.ts'

const deadlineMs = 10_000

export const writtenChannels: Actions<
  'listTeamChannels' | 'createTeamChannel' | 'changeTeamChannel' | 'removeTeamChannel'
> = {
  listTeamChannels: async ({ db, actor }) => ({
    channels: (await loadTeamChannels(db)).map((channel) => shownTo(actor, channel)),
  }),

  createTeamChannel: (ctx, { secret, ...text }) =>
    commit(ctx, async (tx) => {
      const given = secret || null
      refuseAddress(ctx, { ...text, secret: given })
      const team = await tx.selectFrom('team').select('id').where('id', '=', text.teamId).executeTakeFirst()
      if (!team) refuse('not_found')
      const made = text.channel === 'webhook' && given === null ? newWebhookSecret() : null
      const channel: TeamChannel = { ...text, id: ctx.newId(), isProven: false, createdAt: ctx.now }
      const kept = given ?? made
      const sealed = kept === null ? null : ctx.sealer.seal(kept, channelSeal(channel.id))
      await insertTeamChannel(tx, channel, sealed).catch(translateTakenSlug)
      return said({ channel, secret: made }, entry(ctx, 'channel_added', told(channel), about(channel)), ['teams'])
    }),

  changeTeamChannel: (ctx, { channelId, secret, ...changes }) =>
    commit(ctx, async (tx) => {
      const before = (await lockTeamChannel(tx, channelId)) ?? refuse('not_found')
      const address = changes.address ?? before.address
      const channel: TeamChannel = {
        ...before,
        name: changes.name ?? before.name,
        address,
        language: changes.language ?? before.language,
        zone: changes.zone ?? before.zone,
        isProven: before.isProven && address === before.address,
      }
      refuseAddress(ctx, { ...channel, secret: secret || null })
      const sealed = secret ? ctx.sealer.seal(secret, channelSeal(channelId)) : undefined
      await updateTeamChannel(tx, channel, sealed)
      return said(channel, entry(ctx, 'channel_changed', told(channel), about(channel)), ['teams', 'policies'])
    }),

  removeTeamChannel: (ctx, { channelId }) =>
    commit(ctx, async (tx) => {
      const channel = (await lockTeamChannel(tx, channelId)) ?? refuse('not_found')
      const usedBy = await policiesNaming(tx, channelId)
      if (usedBy.length > 0) refuse('still_used', { usedBy })
      await deleteTeamChannel(tx, channelId)
      const removed = entry(ctx, 'channel_removed', told(channel), about(channel))
      return said({ done: true as const }, removed, ['teams'])
    }),
}

export function teamChannelActions(channels: Channels): Actions<keyof typeof teamChannelApi> {
  return {
    ...writtenChannels,

    async testTeamChannel(ctx, { channelId }) {
      const caller = callerOf(ctx)
      const key = ctx.newId()
      const code = newCode()
      const { channel, secret, carrier } = await commit(ctx, async (tx) => {
        const channel = (await lockTeamChannel(tx, channelId)) ?? refuse('not_found')
        const carrier = channels[channel.channel]
        if (!carrier) refuse('contact_code_unsent', { because: `no provider is set up for ${channel.channel}` })
        const { address } = channel
        const because = whyNoCode(await countCodes(tx, { personId: caller.id, address, now: ctx.now }), false)
        if (because) refuse('contact_code_too_often', { because })
        // Counted before it is sent, and as codes of contacts are: a test is a message to somebody too.
        await insertCode(tx, {
          id: key,
          person_id: caller.id,
          contact_id: null,
          team_channel_id: channelId,
          channel: channel.channel,
          address,
          proof: proofOf(ctx.sealer, { channelId, address, code }),
          sent_at: ctx.now,
          expires_at: expiresAt(ctx),
        })
        const secret = await sealedSecretOfTeamChannel(tx, channelId)
        return said({ channel, secret, carrier }, entry(ctx, 'channel_tested', told(channel), about(channel)))
      })
      const { address, language, name, isProven } = channel
      const message = roomTestMessage({
        key: `test/${key}`,
        channel: name,
        code: isProven ? null : code,
        person: caller.name,
        language,
        url: ctx.settings.url,
        sentAt: ctx.now,
      })
      const to = {
        address,
        ...(secret === null ? {} : { secret: ctx.sealer.open(secret, channelSeal(channelId)) }),
      }
      const outcome = await carrier.reach(to, message, AbortSignal.timeout(deadlineMs))
      if (!('sent' in outcome)) refuse('contact_code_unsent', { because: reasonOf(outcome) })
      return { expiresAt: isProven ? null : expiresAt(ctx) }
    },

    async confirmTeamChannel(ctx, { channelId, code }) {
      const proven = await commit<TeamChannel | 'wrong' | 'expired'>(ctx, async (tx) => {
        const channel = (await lockTeamChannel(tx, channelId)) ?? refuse('not_found')
        if (channel.isProven) return said(channel, [])
        const { address } = channel
        const tried = await tryCode(tx, { sentTo: 'team_channel_id', id: channelId, address, now: ctx.now })
        if (!tried) return said('expired', [])
        // Wrong ones are counted by this same commit, so they are refused after it.
        const given = code.replace(/\D/g, '')
        if (!sameText(tried.proof, proofOf(ctx.sealer, { channelId, address, code: given }))) return said('wrong', [])
        await markProven(tx, channelId, ctx.now)
        const confirmed = entry(ctx, 'channel_confirmed', told(channel), about(channel))
        return said({ ...channel, isProven: true }, confirmed, ['teams', 'policies'])
      })
      if (proven === 'expired') refuse('contact_code_expired')
      if (proven === 'wrong') refuse('contact_code_wrong')
      return proven
    },
  }
}

/** A webhook's address is a key to the room: whoever may change it sees it, and others what tells it from another. */
function shownTo(actor: Actor, channel: TeamChannel): TeamChannel {
  const isTheirs = can(actor, 'teams.manage', channel.teamId).allowed
  return isTheirs ? channel : { ...channel, address: maskedAddress(channel) }
}

/** Bound to the channel and its address: a code for one proves nothing of another. */
function proofOf(
  sealer: Sealer,
  { channelId, address, code }: { readonly channelId: string; readonly address: string; readonly code: string },
): string {
  return sealer.sign(`${channelId}:${code}:${address}`, 'channel-code')
}

function expiresAt({ now }: Pick<Context, 'now'>) {
  return now.add({ minutes: codeMinutes })
}

/** The log is read by everybody, so it holds addresses masked. */
function told(channel: TeamChannel) {
  return { name: channel.name, channel: channel.channel, address: maskedAddress(channel) }
}

function about({ id, teamId }: TeamChannel) {
  return { teamId, subject: `channel:${id}` }
}

function refuseAddress(ctx: Context, of: Parameters<typeof roomAddressProblems>[0]): void {
  const problems = roomAddressProblems(of, ctx.settings)
  if (problems.length > 0) refuse('contact_unreachable', undefined, problems)
}

function reasonOf(outcome: Exclude<Outcome, { readonly sent: string }>): string {
  return 'tryAgain' in outcome ? outcome.tryAgain : outcome.giveUp
}

function translateTakenSlug(error: unknown): never {
  if (brokenConstraint(error) === 'team_channel_slug_key')
    refuse('slug_taken', undefined, [{ path: 'slug', say: 'Another channel has this short name.' }])
  throw error
}
