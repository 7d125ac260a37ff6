// A page answered by SMS or by a key: for the person and the page that the delivery was for, exactly as its link does.
import type { Answer } from '../../domain/paging/answer.ts'
import { phoneWords } from '../../domain/paging/phone-words.ts'
import { isForTheNetwork, readOptOut, readReply } from '../../domain/paging/reply.ts'
import type { Context } from '../context.ts'
import { linkHours } from '../paging/answer-link.ts'
import { findBundlesTo } from '../paging/bundles.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { takeOptOut } from '../paging/opt-out.ts'
import { findPagesTo } from '../paging/receipts.ts'
import { bundleReplyCode, replyCode } from '../paging/reply-code.ts'
import { forgiveTry, noteTry } from '../people/tries.ts'
import { Refusal } from '../refusal.ts'
import { expired, findOpenTo, type Answerable, type Told } from './answering.ts'
import { answerAll } from './bundle-answers.ts'

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
): Promise<Pick<Told, 'language' | 'says'> | null> {
  const optOut = readOptOut(sms.text)
  if (optOut) await takeOptOut(ctx, { from: sms.from, what: optOut, ref: sms.ref })
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

type Asked = {
  readonly ids: readonly number[]
  readonly answer: Answer
  readonly via: 'sms' | 'voice'
  readonly ref: string
}

/** Answers the pages of these deliveries, which one message carried; what was taken before under the same `ref` changes nothing. */
export async function answerDeliveries(
  ctx: Context,
  doors: PagingDoors,
  { ids, ...given }: Asked,
): Promise<Pick<Told, 'language' | 'says'>> {
  const all: Answerable[] = []
  for (const id of ids) {
    const found = await findOpenTo(ctx, id)
    if (found) all.push(found)
  }
  const [first, ...others] = all
  return first ? answerAll(ctx, doors, [first, ...others], given) : expired
}
