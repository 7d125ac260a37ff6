// A button pressed in a team's channel answers as whoever pressed it: a person who has shown that this account of the chat is theirs.
import { outcomeSaid } from '../../domain/paging/answer-words.ts'
import { messageWords } from '../../domain/paging/message-words.ts'
import { oneLine } from '../../domain/foreign-text.ts'
import { roomWords } from '../../domain/paging/room-words.ts'
import { inPartFor } from '../../domain/paging/several.ts'
import { can } from '../../domain/permissions.ts'
import { isBefore } from '../../domain/time.ts'
import type { Context } from '../context.ts'
import { deliveryIn, linkHours } from '../paging/answer-link.ts'
import { answeredAlert } from '../paging/answered-alert.ts'
import { personLinked } from '../paging/linked-person.ts'
import { isRoomToken } from '../paging/room-token.ts'
import { findToldDelivery } from '../paging/team-channel-store.ts'
import type { Db } from '../db/connect.ts'
import { Refusal } from '../refusal.ts'
import { acknowledge } from './actions.ts'
import { answersOf } from './shown.ts'
import { findAlert } from './store.ts'

/** Which account of which chat pressed which button. */
export type RoomPress = { readonly token: string; readonly channel: string; readonly member: string }

/** What is said to whoever pressed; `isDone` when the message can say it to the whole room. */
export type RoomAnswer = { readonly title: string; readonly says: string; readonly isDone: boolean }

/** Acknowledges as the person who pressed. A stranger, and who may not respond, is told so; null when it is no button of a room. */
export async function answerInRoom(ctx: Context, { token, channel, member }: RoomPress): Promise<RoomAnswer | null> {
  const deliveryId = deliveryIn(token)
  const delivery = deliveryId === null ? undefined : await findToldDelivery(ctx.db, deliveryId)
  if (!delivery || delivery.channel !== channel) return null
  if (!isRoomToken(ctx.sealer, token, { id: delivery.id, pageId: delivery.page_id })) return null
  const language = delivery.language ?? 'en'
  const words = messageWords[language]
  if (isBefore(delivery.created_at.add({ hours: linkHours }), ctx.now)) return onlyToThem(words.notAnswered)
  const actor = await personLinked(ctx, { channel, member })
  if (!actor) return onlyToThem(roomWords[language].linkFirst)
  const alert = await alertToAnswer(ctx.db, delivery.page_id)
  if (!alert) return onlyToThem(words.notAnswered)
  if (!can(actor, 'alerts.respond', alert.team_id).allowed) return onlyToThem(roomWords[language].mayNot(actor.name))
  const title = oneLine(alert.summary, 300)
  try {
    await acknowledge({ ...ctx, actor }, alert.id, 'chat')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
  const now = await findAlert(ctx.db, alert.id)
  // Others must answer too: the button stays for them.
  const inPart = now?.state === 'triggered' ? inPartFor(actor.id, answersOf(now)) : null
  if (inPart) return onlyToThem(outcomeSaid({ is: 'in_part', ...inPart }, { language, zone: 'UTC' }))
  const isOver = now === undefined || now.state === 'closed'
  const says = isOver ? words.over : words.taken(oneLine(now.acknowledged_by_name ?? actor.name, 120))
  return { title, says, isDone: true }
}

/** For whoever pressed alone: the message stands as it was. */
function onlyToThem(says: string): RoomAnswer {
  return { title: '', says, isDone: false }
}

/** The same as for a link. */
async function alertToAnswer(db: Db, pageId: number) {
  return db
    .selectFrom('page')
    .innerJoin('alert', (join) => join.on('alert.id', '=', answeredAlert))
    .select(['alert.id', 'alert.team_id', 'alert.summary'])
    .where('page.id', '=', pageId)
    .executeTakeFirst()
}
