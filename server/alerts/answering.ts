// An answer over a door that proves for which delivery it is: link, push, chat, SMS, call, mail. All of them end here.
import { backAfter, type Answer, type Outcome } from '../../domain/paging/answer.ts'
import { outcomeSaid } from '../../domain/paging/answer-words.ts'
import type { Language } from '../../domain/paging/message-words.ts'
import { inPartFor } from '../../domain/paging/several.ts'
import { isBefore } from '../../domain/time.ts'
import { commit, said } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { hasAnsweredTest } from '../escalation/test-answers.ts'
import { linkHours } from '../paging/answer-link.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { alertInMessage } from '../paging/message-about.ts'
import { renewByDelivery } from '../paging/proof-store.ts'
import { noteAnswer } from '../paging/receipts.ts'
import { findAnswerable } from '../paging/store.ts'
import { Refusal } from '../refusal.ts'
import { acknowledge, escalateNow, type Via } from './actions.ts'
import { decline } from './decline.ts'
import { close } from './moves.ts'
import { answersOf } from './shown.ts'
import { countOpenOn, findAlert } from './store.ts'

export type Answerable = NonNullable<Awaited<ReturnType<typeof findAnswerable>>>

/** What is told back, in the language of who answered, and whether the answer changed anything. */
export type Told = {
  readonly language: Language
  readonly says: string
  readonly outcome: Outcome
  readonly wasFirst: boolean
  /** The alert that it is about. */
  readonly alertId: number
}

export type Given = {
  readonly answer: Answer
  readonly via: Via
  /** Why somebody acts on what another has; only a door that can ask for it gives any. */
  readonly because?: string
  /** The alert that a screen showed to whoever answers. */
  readonly shown?: number | undefined
  /** What was taken before under the same name changes nothing. */
  readonly ref?: string
}

/** Answers as the person of this delivery. Twice, or too late, is harmless and says how it stands. */
export async function answerAs(ctx: Context, doors: PagingDoors, found: Answerable, given: Given): Promise<Told> {
  const { person_id: id, person_name: name, role, language, zone } = found
  const asPerson = { ...ctx, actor: { kind: 'person', id, name, role, teams: {} } as const }
  const afterwards: (() => void)[] = []
  const later: PagingDoors = {
    ...doors,
    sender: senderLater(doors, afterwards),
    onHurry: () => void afterwards.push(doors.onHurry),
  }
  const done = await commit(ctx, async (tx) => {
    // Done again after a deadlock: what the first try fired never came to be.
    afterwards.length = 0
    const here = { ...asPerson, db: tx }
    const meant = given.answer.do === 'close' ? await toClose(tx, found, given.shown) : found
    const { alert_id: alertId } = meant
    if (given.ref !== undefined && !(await noteAnswer(tx, given.ref, ctx.now))) {
      return said({ outcome: await standing(here, meant, given.answer), wasFirst: false, alertId }, [])
    }
    await renewByDelivery(tx, found.id, { days: ctx.settings.proofDays, now: ctx.now })
    try {
      // What the screen showed is over, and whoever presses has not seen what took its place.
      const isOther = given.answer.do === 'close' && given.shown !== undefined && given.shown !== alertId
      if (isOther) return said({ outcome: { is: 'went_on' } as const, wasFirst: false, alertId }, [])
      return said({ ...(await take(here, later, meant, given)), alertId }, [])
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return said({ outcome: await standing(here, meant, given.answer), wasFirst: false, alertId }, [])
    }
  })
  for (const send of afterwards) send()
  return { language, says: outcomeSaid(done.outcome, { language, zone }), ...done }
}

/** Closed is only what was seen: what the screen showed, or the message named. What joined the page since is left alone. */
async function toClose(tx: Db, found: Answerable, shown: number | undefined): Promise<Answerable> {
  if (shown !== undefined) return found
  return { ...found, alert_id: (await alertInMessage(tx, found.id)) ?? found.alert_id }
}

/** The delivery with its page and alert while it can be answered: a day long, and while its person is in service. */
export async function findOpenTo(ctx: Pick<Context, 'db' | 'now'>, deliveryId: number) {
  const found = await findAnswerable(ctx.db, deliveryId)
  if (!found || found.deactivated_at) return null
  return isBefore(found.created_at.add({ hours: linkHours }), ctx.now) ? null : found
}

/** What is told where nobody is known whose language it could be in. */
export const expired = {
  language: 'en',
  says: outcomeSaid({ is: 'over' }, { language: 'en', zone: 'UTC' }),
} as const satisfies Pick<Told, 'language' | 'says'>

async function take(
  ctx: Context & { readonly db: Db },
  doors: PagingDoors,
  found: Answerable,
  { answer, via, because = '' }: Given,
): Promise<Pick<Told, 'outcome' | 'wasFirst'>> {
  const alertId = found.alert_id
  switch (answer.do) {
    case 'acknowledge': {
      const promise = { lookingInto: answer.lookingInto, backAt: backAfter(answer.backInMinutes, ctx.now) }
      const wasFirst = await acknowledge(ctx, alertId, via, { because, promise })
      return { outcome: await standing(ctx, found, answer), wasFirst }
    }
    case 'decline': {
      const wasFirst = await decline(ctx, doors, alertId, answer.reason)
      return { outcome: { is: 'declined' }, wasFirst }
    }
    case 'close':
      return {
        outcome: {
          is: 'closed_now',
          left: await close(ctx, alertId, {
            note: answer.note,
            because,
            ...(answer.noAction ? { outcome: 'no_action' as const } : {}),
          }),
        },
        wasFirst: true,
      }
    case 'escalate': {
      // Only the firing that rang: whoever presses late does not wake one more.
      const only = { pageId: found.page_id, turn: found.turn }
      const fired = await escalateNow(ctx, doors, alertId, { because, only })
      if (!fired) return { outcome: await standing(ctx, found, answer), wasFirst: false }
      doors.sender.take(fired.claimed, fired.roster)
      return { outcome: { is: 'escalated' }, wasFirst: true }
    }
  }
}

async function standing(ctx: Context, found: Answerable, answer: Answer): Promise<Outcome> {
  const alert = await findAlert(ctx.db, found.alert_id)
  if (!alert || alert.state === 'closed') {
    const left = answer.do === 'close' && alert?.page_id ? await countOpenOn(ctx.db, alert.page_id) : 0
    return { is: 'was_closed', by: alert?.closed_by_name ?? null, left }
  }
  const inPart = alert.state === 'triggered' ? inPartFor(found.person_id, answersOf(alert)) : null
  if (inPart) return { is: 'in_part', ...inPart }
  if (alert.state === 'triggered' && (await hasAnsweredTest(ctx.db, { alertId: alert.id, personId: found.person_id })))
    return { is: 'yours', backAt: null }
  if (alert.state === 'triggered' || alert.acknowledged_by_name === null) return { is: 'went_on' }
  if (alert.acknowledged_by === found.person_id) {
    return { is: 'yours', backAt: alert.state === 'acknowledged' ? alert.back_at : null }
  }
  return { is: 'theirs', by: alert.acknowledged_by_name, isRefused: answer.do !== 'acknowledge' }
}

/** What is fired is sent once the answer is committed: before that nobody may see it. */
function senderLater({ sender }: PagingDoors, afterwards: (() => void)[]): PagingDoors['sender'] {
  return {
    get capacity() {
      return sender.capacity
    },
    take: (claimed, roster) => void afterwards.push(() => sender.take(claimed, roster)),
  }
}
