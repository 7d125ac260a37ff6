import type { Plan } from '../../domain/configuration/diff.ts'
import { writtenChannels } from '../paging/team-channels.ts'
import { eachChanged, idOf, type Making, type NewKey } from './make.ts'

/** Adds and changes the channels of teams. What a file brings is unproven: whoever writes it has not shown that anything arrives. */
export async function makeChannels(plan: Plan, making: Making): Promise<NewKey[]> {
  const keys: NewKey[] = []
  const { ctx, stored } = making
  await eachChanged('channels', plan, making, async ({ key: slug, before, after }) => {
    const { name, channel, address, language, zone } = after
    if (before) {
      const channelId = idOf(stored, 'channels', slug)
      await writtenChannels.changeTeamChannel(ctx, { channelId, name, address, language, zone })
      return
    }
    const teamId = idOf(stored, 'teams', after.team)
    const text = { slug, teamId, name, channel, address, language, zone }
    const made = await writtenChannels.createTeamChannel(ctx, text)
    stored.ids.channels.set(slug, made.channel.id)
    if (made.secret !== null) keys.push({ slug, key: made.secret })
  })
  return keys
}
