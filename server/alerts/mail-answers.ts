// A page answered by a reply to its mail: for the person and the page that the mail was for, exactly as its link does.
import type { Language } from '../../domain/paging/message-words.ts'
import { mailWords } from '../../domain/paging/mail-words.ts'
import { outcomeSaid } from '../../domain/paging/answer-words.ts'
import { readWords } from '../../domain/paging/reply.ts'
import { commit, said } from '../commit.ts'
import type { Context } from '../context.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { findMailed, keepMailAnswer, takenBefore, type TakenMail } from '../paging/mail-store.ts'
import { markArrived } from '../paging/receipts.ts'
import { findOpenTo } from './answering.ts'
import { answerAll, besides } from './bundle-answers.ts'

export type MailOutcome = 'answered' | 'unclear' | 'expired' | 'repeated' | 'worn_out'

/** So many replies to one mail are read, and so many of them answered: whatever writes more is no person. */
const mostRead = 10
const mostTold = 5

type Read = { readonly outcome: MailOutcome; readonly says: string }

/**
 * Takes the answer in this line as its person's, once for each mail. What is told back is queued before this returns; a node that
 * dies in between is given the mail again by whoever sent it, and then finds the answer given.
 */
export async function answerByMail(
  ctx: Context,
  doors: PagingDoors,
  mail: TakenMail & { readonly line: string },
): Promise<MailOutcome> {
  const before = await takenBefore(ctx.db, mail)
  if (before.isTaken) return 'repeated'
  if (before.count >= mostRead) return 'worn_out'
  const meant = await findMailed(ctx.db, mail.deliveryId)
  if (!meant) return 'expired'
  // Whoever replies has it, whatever they write.
  if (await markArrived(ctx.db, { id: mail.deliveryId, now: ctx.now })) ctx.announce(['pages'])
  const { outcome, says } = await read(ctx, doors, mail, meant.language)
  const isTold = before.told < mostTold && (outcome !== 'unclear' || !before.isExplained)
  await commit(ctx, async (tx) => {
    const others = outcome === 'answered' ? await othersLeftInPeace(tx, mail.deliveryId) : ''
    await keepMailAnswer(tx, mail, {
      personId: meant.personId,
      isClear: outcome !== 'unclear',
      says: isTold ? says + others : null,
      now: ctx.now,
    })
    return said(undefined, [])
  })
  return outcome
}

async function read(
  ctx: Context,
  doors: PagingDoors,
  mail: TakenMail & { readonly line: string },
  language: Language,
): Promise<Read> {
  const found = await findOpenTo(ctx, mail.deliveryId)
  if (!found) return { outcome: 'expired', says: outcomeSaid({ is: 'over' }, { language, zone: 'UTC' }) }
  const answer = readWords(mail.line)
  if (!answer) return { outcome: 'unclear', says: mailWords[language].unclear }
  const ref = `mail ${mail.deliveryId} ${mail.ref}`
  const all = [found, ...(await besides(ctx, mail.bundle, found))] as const
  const { says } = await answerAll(ctx, doors, all, { answer, via: 'mail', ref })
  return { outcome: 'answered', says }
}

/** A sentence on those whom the page had reached as well, while it is theirs who replied. */
async function othersLeftInPeace(db: Context['db'], deliveryId: number): Promise<string> {
  const found = await findMailed(db, deliveryId)
  if (!found || found.others === 0) return ''
  const isHeld = found.pageState === 'acknowledged' && found.acknowledgedBy === found.personId
  return isHeld ? `\n\n${mailWords[found.language].others(found.others)}` : ''
}
