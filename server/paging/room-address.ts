// Whether an address can be used for a team's channel: a room, never a person of the chat.
import type { RoomCarrier } from '../../domain/paging/channels.ts'
import type { FieldProblem } from '../../domain/problems.ts'
import type { Settings } from '../settings.ts'
import { addressProblems } from './contact-address.ts'

export type RoomAddress = {
  readonly channel: RoomCarrier
  readonly address: string
  readonly secret: string | null
}

/** What is wrong with this address or its secret for a room? An empty list when it can be used. */
export function roomAddressProblems(
  room: RoomAddress,
  settings: Pick<Settings, 'egressAllow' | 'url'>,
): readonly FieldProblem[] {
  const { channel, address, secret } = room
  switch (channel) {
    case 'slack':
      return [
        ...when(!/^[CG][A-Z0-9]{5,20}$/.test(address), 'address', 'Write the id of a channel, such as C024BE91L.'),
        ...noSecret(secret),
      ]
    case 'telegram':
      return [
        ...when(!/^-\d{1,20}$/.test(address), 'address', 'Write the id of a group, such as -1001234567890.'),
        ...noSecret(secret),
      ]
    case 'mattermost':
      // In a room there is no one member who may answer.
      return [...addressProblems({ ...room, secret: null }, settings), ...noSecret(secret)]
    case 'email':
    case 'webhook':
    case 'ntfy':
    case 'teams':
    case 'discord':
      return addressProblems(room, settings)
  }
}

function noSecret(secret: string | null): readonly FieldProblem[] {
  return when(secret !== null, 'secret', 'This channel has no secret. Leave it out.')
}

function when(isWrong: boolean, path: string, say: string): readonly FieldProblem[] {
  return isWrong ? [{ path, say }] : []
}
