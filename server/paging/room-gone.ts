// A room whose chat says that it is gone: told nothing until it was proven anew, and the log says so once.
import { maskedAddress } from '../../domain/paging/mask.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Instant } from '../../domain/time.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import { addEntries } from '../log/store.ts'
import { markUnproven } from './team-channel-store.ts'

/** Takes a channel's proof away. The steps that name it go on, and say that it was not told. */
export function endTeamChannel(db: Db, channelId: string, by: By): Promise<void> {
  return db.transaction().execute((tx) => endTeamChannelIn(tx, channelId, by))
}

/** The same inside a transaction that is under way. */
export async function endTeamChannelIn(tx: Db, channelId: string, by: By): Promise<void> {
  const gone = await markUnproven(tx, channelId)
  if (!gone) return
  const facts = { name: gone.name, channel: gone.channel, address: maskedAddress(gone) }
  await addEntries(tx, [entry(by, 'channel_gone', facts, { teamId: gone.teamId, subject: `channel:${channelId}` })])
}

type By = { readonly actor: Actor; readonly now: Instant }
