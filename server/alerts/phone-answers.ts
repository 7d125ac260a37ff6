// A page answered by SMS or by a key: for the person and the page that the delivery was for, exactly as its link does.
import type { Language } from '../../domain/paging/message-words.ts'
import { phoneWords } from '../../domain/paging/phone-words.ts'
import { isForTheNetwork, readOptOut, readReply, type PhoneAnswer } from '../../domain/paging/reply.ts'
import { isBefore } from '../../domain/time.ts'
import { commit, said } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { hasAnsweredTest } from '../escalation/test-answers.ts'
import { takeOptOut } from '../paging/opt-out.ts'
import { renewByDelivery } from '../paging/proof-store.ts'
import { findPagesTo, noteAnswer } from '../paging/receipts.ts'
import { replyCode } from '../paging/reply-code.ts'
import { findAnswerable } from '../paging/store.ts'
import { forgiveTry, noteTry } from '../people/tries.ts'
import { Refusal } from '../refusal.ts'
import { acknowledge, escalateNow } from './actions.ts'
import { linkHours } from './pages.ts'
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
  const optOut = readOptOut(sms.text)
  if (optOut) await takeOptOut(ctx, sms.from, optOut)
  if (isForTheNetwork(sms.text)) return null
  const pages = await findPagesTo(ctx.db, sms.from, ctx.now.subtract({ hours: linkHours }))
  const [newest] = pages.toReversed()
  // Whoever was never written to is not written to now: each answer is paid for.
  if (!newest) return null
  const tried = await noteWrongDigits(ctx, sms.from)
  if (!tried) return null
  const reply = readReply(sms.text)
  if (!reply) return { language: newest.language, says: phoneWords[newest.language].unclear }
  const meant = pages.filter((page) => replyCode(ctx.sealer, page) === reply.code)
  const open = meant.filter(({ pageState }) => pageState === 'open')
  const [page, other] = open.length > 0 ? open : meant
  // Four digits may name two pages of one person: then neither is answered.
  if (!page || other) return { language: newest.language, says: phoneWords[newest.language].unknownCode }
  await forgiveTry(ctx.db, tried)
  return answerDelivery(ctx, doors, { id: page.id, answer: reply.answer, via: 'sms', ref: sms.ref })
}

async function noteWrongDigits(ctx: Context, from: string): Promise<readonly number[] | null> {
  try {
    return await noteTry(ctx.db, [{ subject: `sms:${from}`, most: wrongDigitsBorne }], ctx.now)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** Answers this delivery's page as its person; what was taken before under the same `ref` changes nothing. */
export async function answerDelivery(
  ctx: Context,
  doors: PagingDoors,
  of: { readonly id: number; readonly answer: PhoneAnswer; readonly via: 'sms' | 'voice'; readonly ref: string },
): Promise<Told> {
  const found = await findOpenTo(ctx, of.id)
  if (!found) return { language: 'en', says: phoneWords.en.expired }
  const { language } = found
  const words = phoneWords[language]
  const { person_id: id, person_name: name, role } = found
  const asPerson = { ...ctx, actor: { kind: 'person', id, name, role, teams: {} } as const }
  const { escalated, stands } = await commit(ctx, async (tx) => {
    const here = { ...asPerson, db: tx }
    const isNew = await noteAnswer(tx, of.ref, ctx.now)
    const stand = async () => ({ escalated: null, stands: await standing(tx, found.alert_id, id) })
    if (!isNew) return said(await stand(), [])
    await renewByDelivery(tx, of.id, { days: ctx.settings.proofDays, now: ctx.now })
    if (of.answer === 'escalate') {
      const fired = await escalateNow(here, doors, found.alert_id, { pageId: found.page_id, turn: found.turn })
      return said(fired ? { escalated: fired, stands: null } : await stand(), [])
    }
    try {
      await acknowledge(here, found.alert_id, of.via)
    } catch (error) {
      // Answering twice, or after somebody else, is harmless and says how it stands.
      if (!(error instanceof Refusal)) throw error
    }
    return said(await stand(), [])
  })
  if (escalated) {
    doors.sender.take(escalated.claimed, escalated.roster)
    return { language, says: words.escalated }
  }
  switch (stands?.how) {
    case 'mine':
      return { language, says: words.acknowledged }
    case 'theirs':
      return { language, says: words.alreadyHeld(stands.by) }
    case 'closed':
      return { language, says: words.closed }
    case 'open':
    case undefined:
      return { language, says: words.wentOn }
  }
}

/** The delivery with its page and alert while it can be answered: a day long, and while its person is in service. */
export async function findOpenTo(ctx: Pick<Context, 'db' | 'now'>, deliveryId: number) {
  const found = await findAnswerable(ctx.db, deliveryId)
  if (!found || found.deactivated_at) return null
  return isBefore(found.created_at.add({ hours: linkHours }), ctx.now) ? null : found
}

type Standing = { readonly how: 'mine' | 'closed' | 'open' } | { readonly how: 'theirs'; readonly by: string }

async function standing(tx: Db, alertId: number, personId: string): Promise<Standing> {
  const alert = await findAlert(tx, alertId)
  if (!alert || alert.state === 'closed') return { how: 'closed' }
  if (alert.state !== 'acknowledged' && alert.state !== 'snoozed') {
    return (await hasAnsweredTest(tx, { alertId, personId })) ? { how: 'mine' } : { how: 'open' }
  }
  if (alert.acknowledged_by === personId) return { how: 'mine' }
  return alert.acknowledged_by_name === null ? { how: 'open' } : { how: 'theirs', by: alert.acknowledged_by_name }
}
