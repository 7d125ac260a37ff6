// A page answered by SMS or by a key: for the person and the page that the delivery was for, exactly as its link does.
import type { Language } from '../../domain/paging/message-words.ts'
import { bundleWords } from '../../domain/paging/bundle-words.ts'
import { phoneWords } from '../../domain/paging/phone-words.ts'
import { isForTheNetwork, readReply, type PhoneAnswer } from '../../domain/paging/reply.ts'
import { isBefore } from '../../domain/time.ts'
import { commit, said } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { linkHours } from '../paging/answer-link.ts'
import { findBundlesTo } from '../paging/bundles.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { findPagesTo, noteAnswer } from '../paging/receipts.ts'
import { bundleReplyCode, replyCode } from '../paging/reply-code.ts'
import { findAnswerable } from '../paging/store.ts'
import { forgiveTry, noteTry } from '../people/tries.ts'
import { Refusal } from '../refusal.ts'
import { acknowledge, escalateNow } from './actions.ts'
import { findAlert } from './store.ts'

/** What is told back, in the language of who answered. */
export type Told = { readonly language: Language; readonly says: string }

/** Digits that fit no page, from one number within a quarter of an hour: beyond these it is not heard. */
const wrongDigitsBorne = 10

/**
 * An SMS that came from this number; null when nothing is to be sent back. The digits are looked for only among the pages that
 * went to the very number, so nobody can answer what was sent to somebody else.
 */
export async function answerBySms(
  ctx: Context,
  doors: PagingDoors,
  sms: { readonly from: string; readonly text: string; readonly ref: string },
): Promise<Told | null> {
  if (isForTheNetwork(sms.text)) return null
  const since = ctx.now.subtract({ hours: linkHours })
  const pages = await findPagesTo(ctx.db, sms.from, since)
  const [newest] = pages.toReversed()
  // Whoever was never written to is not written to now: each answer is paid for.
  if (!newest) return null
  const tried = await noteWrongDigits(ctx, sms.from)
  if (!tried) return null
  const reply = readReply(sms.text)
  if (!reply) return { language: newest.language, says: phoneWords[newest.language].unclear }
  const bundles = await findBundlesTo(ctx.db, sms.from, since)
  const meant = [
    ...pages
      .filter((page) => replyCode(ctx.sealer, page) === reply.code)
      .map(({ id, pageState }) => ({ ids: [id], isOpen: pageState === 'open' })),
    ...bundles.filter((bundle) => bundleReplyCode(ctx.sealer, bundle) === reply.code),
  ]
  const open = meant.filter(({ isOpen }) => isOpen)
  const [message, other] = open.length > 0 ? open : meant
  // Four digits may name two messages to one person: then neither is answered.
  if (!message || other) return { language: newest.language, says: phoneWords[newest.language].unknownCode }
  await forgiveTry(ctx.db, tried)
  return answerDeliveries(ctx, doors, { ids: message.ids, answer: reply.answer, via: 'sms', ref: sms.ref })
}

async function noteWrongDigits(ctx: Context, from: string): Promise<readonly number[] | null> {
  try {
    return await noteTry(ctx.db, [{ subject: `sms:${from}`, most: wrongDigitsBorne }], ctx.now)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

type Asked = { readonly answer: PhoneAnswer; readonly via: 'sms' | 'voice'; readonly ref: string }

/** Answers the pages of these deliveries, which one message carried, each as if it had come alone; and says of how many it is true. */
export async function answerDeliveries(
  ctx: Context,
  doors: PagingDoors,
  { ids, ...asked }: Asked & { readonly ids: readonly number[] },
): Promise<Told> {
  const [only] = ids
  if (only !== undefined && ids.length === 1) return told(await answerDelivery(ctx, doors, { id: only, ...asked }))
  const stands: Stands[] = []
  for (const id of ids) stands.push(await answerDelivery(ctx, doors, { id, ...asked, ref: `${asked.ref} ${id}` }))
  const [first = expired] = stands
  const count = (how: Standing['how']) => stands.filter((one) => one.how === how).length
  const [escalated, mine] = [count('escalated'), count('mine')]
  const words = bundleWords[first.language]
  if (escalated > 1) return { language: first.language, says: words.escalated(escalated) }
  if (mine > 1 && asked.answer === 'acknowledge') return { language: first.language, says: words.acknowledged(mine) }
  return told(stands.find(({ how }) => how === (asked.answer === 'escalate' ? 'escalated' : 'mine')) ?? first)
}

type Stands = Standing & { readonly language: Language }
const expired: Stands = { how: 'expired', language: 'en' }

/** Answers this delivery's page as its person; what was taken before under the same `ref` changes nothing. */
async function answerDelivery(ctx: Context, doors: PagingDoors, of: Asked & { readonly id: number }): Promise<Stands> {
  const found = await findOpenTo(ctx, of.id)
  if (!found) return expired
  const { language, person_id: id, person_name: name, role } = found
  const asPerson = { ...ctx, actor: { kind: 'person', id, name, role, teams: {} } as const }
  const { escalated, stands } = await commit(ctx, async (tx) => {
    const here = { ...asPerson, db: tx }
    const isNew = await noteAnswer(tx, of.ref, ctx.now)
    const stand = async () => ({ escalated: null, stands: await standing(tx, found.alert_id, id) })
    if (!isNew) return said(await stand(), [])
    if (of.answer === 'escalate') {
      const fired = await escalateNow(here, doors, found.alert_id, { pageId: found.page_id, turn: found.turn })
      return said(fired ? { escalated: fired, stands: { how: 'escalated' } as const } : await stand(), [])
    }
    try {
      await acknowledge(here, found.alert_id, of.via)
    } catch (error) {
      // Answering twice, or after somebody else, is harmless and says how it stands.
      if (!(error instanceof Refusal)) throw error
    }
    return said(await stand(), [])
  })
  if (escalated) doors.sender.take(escalated.claimed, escalated.roster)
  return { ...stands, language }
}

function told(stands: Stands): Told {
  const { language } = stands
  const words = phoneWords[language]
  switch (stands.how) {
    case 'mine':
      return { language, says: words.acknowledged }
    case 'theirs':
      return { language, says: words.alreadyHeld(stands.by) }
    case 'closed':
      return { language, says: words.closed }
    case 'escalated':
      return { language, says: words.escalated }
    case 'expired':
      return { language, says: words.expired }
    case 'open':
      return { language, says: words.wentOn }
  }
}

/** The delivery with its page and alert while it can be answered: a day long, and while its person is in service. */
export async function findOpenTo(ctx: Pick<Context, 'db' | 'now'>, deliveryId: number) {
  const found = await findAnswerable(ctx.db, deliveryId)
  if (!found || found.deactivated_at) return null
  return isBefore(found.created_at.add({ hours: linkHours }), ctx.now) ? null : found
}

type Standing =
  | { readonly how: 'mine' | 'closed' | 'open' | 'escalated' | 'expired' }
  | { readonly how: 'theirs'; readonly by: string }

async function standing(tx: Db, alertId: number, personId: string): Promise<Standing> {
  const alert = await findAlert(tx, alertId)
  if (!alert || alert.state === 'closed') return { how: 'closed' }
  if (alert.state !== 'acknowledged' && alert.state !== 'snoozed') return { how: 'open' }
  if (alert.acknowledged_by === personId) return { how: 'mine' }
  return alert.acknowledged_by_name === null ? { how: 'open' } : { how: 'theirs', by: alert.acknowledged_by_name }
}
