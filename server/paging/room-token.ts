import { sameText, type Sealer } from '../secrets.ts'

/** The delivery to a channel of a team whose button was pressed. It names nobody: who presses is proved by the chat. */
type RoomClaim = { readonly id: number; readonly pageId: number }

/** The proof on a button in a room. Signed for another purpose than a link, so that it opens no screen that answers. */
export function roomToken(sealer: Sealer, claim: RoomClaim): string {
  return `${claim.id.toString(36)}-${sealer.sign(`${claim.id}:${claim.pageId}`, 'room')}`
}

export function isRoomToken(sealer: Sealer, token: string, claim: RoomClaim): boolean {
  return sameText(token, roomToken(sealer, claim))
}
