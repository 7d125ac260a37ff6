// Carries claimed deliveries out, outside of any transaction: bounded, each with its deadline, none waiting for another.
import { isCarrier, type Carrier } from '../../domain/paging/channels.ts'
import { nextAttempt, type Outcome } from '../../domain/paging/next-attempt.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import { claimable, type Room } from '../../domain/paging/room.ts'
import { maskedAddress } from '../../domain/paging/mask.ts'
import { messageOf, type Message } from '../../domain/paging/message.ts'
import type { Instant } from '../../domain/time.ts'
import type { Channel } from '../channels/channel.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import type { ServerRoster } from '../escalation/roster.ts'
import { addEntries } from '../log/store.ts'
import type { Metrics } from '../metrics.ts'
import type { Sealer } from '../secrets.ts'
import { Calls } from './calls.ts'
import { endContact } from './contact-gone.ts'
import { answerToken } from './answer-link.ts'
import { reasonFor } from './reason.ts'
import { replyCode } from './reply-code.ts'
import {
  cancelStray,
  claimDeliveries,
  hurryOtherWays,
  recordFailed,
  recordSent,
  surroundings,
  type Claimed,
  type SentOne,
} from './deliveries.ts'
import { hurryPage, lockPage } from './hurry.ts'
import { isCurrent, longestCall } from './lease.ts'
import { Unwritten } from './unwritten.ts'

/** The channels this node can use; null where no provider is set up. */
export type Channels = Readonly<Partial<Record<Carrier, Channel | null>>> & { readonly browser: Browser }

/** The open browser: rings it, and knows whether it was seen. */
export type Browser = { ring(claimed: Claimed, deadline: AbortSignal): Promise<Outcome> }

export type SenderParts = {
  readonly db: Db
  /** Connections for the outcomes of what was sent. */
  readonly quick: Db
  readonly node: string
  readonly channels: Channels
  readonly roster: () => Promise<ServerRoster>
  readonly clock: DatabaseClock
  readonly sealer: Sealer
  readonly url: string
  /** In a demo the outbox is where messages are meant to go: what is kept there counts as handed over. */
  readonly isDemo: boolean
  readonly diagnostics: Diagnostics
  readonly metrics: Metrics
  /** After a failure: other ways or the page itself may be due now. */
  readonly onHurry: () => void
  readonly onChange: () => void
}

export const mostPerClaim = 100

export class Sender {
  readonly #parts: SenderParts
  readonly #calls = new Calls()
  #sent: SentOne[] = []
  #recording: Promise<void> | null = null
  readonly #unwritten = new Unwritten()

  constructor(parts: SenderParts) {
    this.#parts = parts
  }

  /** What this node would send right now. */
  get room(): Room {
    return this.#calls.room
  }

  /** Sends what this node has claimed already, from memory, as this roster knows the people. */
  take(claimed: readonly Claimed[], roster: ServerRoster): void {
    for (const one of claimed) this.#start(one, roster)
  }

  /** Claims what is due and sends it; how many were claimed. */
  async claimDue(): Promise<number> {
    const { limit: most, full } = claimable(this.room)
    const limit = Math.min(most, mostPerClaim)
    if (limit === 0) return 0
    const claimed = await claimDeliveries(this.#parts.db, {
      node: this.#parts.node,
      limit,
      busy: this.#calls.busy,
      full,
    })
    if (claimed.length === 0) await cancelStray(this.#parts.db)
    else this.take(claimed, await this.#parts.roster())
    return claimed.length
  }

  /** Resolves when everything taken so far has its outcome written down. */
  async drained(): Promise<void> {
    while (this.#calls.underWay.length > 0 || this.#recording) {
      await Promise.allSettled([...this.#calls.underWay, this.#recording])
    }
  }

  #start(claimed: Claimed, roster: ServerRoster): void {
    this.#calls.begin(claimed, () =>
      this.#send(claimed, roster).catch((error: unknown) =>
        this.#parts.diagnostics.error({ err: error, delivery: claimed.id }, 'a delivery broke'),
      ),
    )
  }

  async #send(claimed: Claimed, roster: ServerRoster): Promise<void> {
    const { clock, metrics } = this.#parts
    const before = this.#unwritten.take(claimed)
    if (before) return this.#gather(before)
    if (!(await isCurrent(claimed, this.#parts))) return
    const startedAt = clock.estimate()
    const began = performance.now()
    const { outcome, message } = await this.#reach(claimed, roster, startedAt)
    metrics.delivered(claimed.channel, outcomeWord(outcome), (performance.now() - began) / 1000)
    if ('sent' in outcome) return this.#recordSoon(claimed, startedAt, 'sent', outcome.sent, null)
    if ('notSent' in outcome) {
      await this.#recordSoon(claimed, startedAt, 'not_sent', outcome.notSent, message)
      if (this.#parts.isDemo) return
      return this.#goOn(claimed, roster, startedAt, { giveUp: outcome.notSent }, 'not_sent')
    }
    return this.#goOn(claimed, roster, startedAt, outcome, 'failed')
  }

  async #reach(
    claimed: Claimed,
    roster: ServerRoster,
    sentAt: Instant,
  ): Promise<{ outcome: Outcome | { notSent: string }; message: Message | null }> {
    const deadline = AbortSignal.timeout(longestCall(claimed, sentAt))
    const { channels } = this.#parts
    if (claimed.channel === 'browser') return { outcome: await channels.browser.ring(claimed, deadline), message: null }
    const channel = isCarrier(claimed.channel) ? channels[claimed.channel] : null
    const message = this.#messageFor(claimed, roster, sentAt)
    if (!channel) return { outcome: { notSent: `no provider is set up for ${claimed.channel}` }, message }
    const sealed = claimed.contactId ? roster.sealedSecrets.get(claimed.contactId) : undefined
    const to = {
      address: claimed.address,
      ...(sealed ? { secret: this.#parts.sealer.open(sealed, `contact:${claimed.contactId}`) } : {}),
    }
    return { outcome: await channel.reach(to, message, deadline), message }
  }

  #messageFor(claimed: Claimed, roster: ServerRoster, sentAt: Instant): Message {
    const person = roster.people.get(claimed.personId)
    const name = person?.name ?? 'somebody'
    const { message, trouble } = messageOf({
      deliveryKey: `${claimed.pageId}/${claimed.turn}/${claimed.contactId ?? claimed.personId}`,
      pageId: claimed.pageId,
      alertId: claimed.alert.id,
      priority: asPriority(claimed.priority),
      summary: claimed.alert.summary,
      details: claimed.alert.note,
      service: claimed.alert.serviceId ? (roster.services.get(claimed.alert.serviceId)?.name ?? null) : null,
      team: roster.teams.get(claimed.alert.teamId)?.name ?? null,
      person: name,
      reason: reasonFor(name, claimed.reason),
      raisedAt: claimed.alert.raisedAt,
      sentAt,
      zone: person?.zone ?? 'UTC',
      language: person?.language ?? 'en',
      attempt: claimed.attempt,
      isTest: claimed.alert.isTest,
      past: [],
      answerUrl: `${this.#parts.url}/answer/${answerToken(this.#parts.sealer, claimed)}`,
      replyCode: replyCode(this.#parts.sealer, claimed),
      openUrl: `${this.#parts.url}/alerts/${claimed.alert.id}`,
    })
    if (trouble)
      this.#parts.diagnostics.warn({ delivery: claimed.id, trouble }, 'a message fell back to its plainest form')
    return message
  }

  /** Outcomes gather while one write is under way, and go out together with the next. */
  #recordSoon(
    claimed: Claimed,
    startedAt: Instant,
    state: 'sent' | 'not_sent',
    detail: string,
    message: Message | null,
  ): Promise<void> {
    const endedAt = this.#parts.clock.estimate()
    return this.#gather({
      id: claimed.id,
      epoch: claimed.epoch,
      attempt: claimed.attempt,
      startedAt,
      endedAt,
      state,
      detail: detail.slice(0, 500),
      message: message ? { subject: message.subject, text: withoutAnswerLink(message) } : null,
      receiptDueAt: state === 'sent' ? this.#receiptDueAt(claimed, endedAt) : null,
    })
  }

  #gather(sent: SentOne): Promise<void> {
    this.#sent.push(sent)
    this.#recording ??= this.#record()
    return this.#recording
  }

  #receiptDueAt({ channel }: Claimed, sentAt: Instant): Instant | null {
    const seconds = isCarrier(channel) ? this.#parts.channels[channel]?.receiptWithinSeconds : undefined
    return seconds === undefined ? null : sentAt.add({ seconds })
  }

  async #record(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve))
    while (this.#sent.length > 0) await this.#write(this.#sent.splice(0, 500))
    this.#recording = null
    this.#parts.onChange()
  }

  /** Once more when the answer was lost: what was written already is then left as it is. */
  async #write(sent: readonly SentOne[], attempt = 1): Promise<void> {
    try {
      await recordSent(this.#parts.quick, this.#parts.node, sent)
    } catch (error) {
      if (attempt < 2) return this.#write(sent, attempt + 1)
      // The leases run out and whoever claims these next sends them again: twice is better than a silence that looks like success.
      this.#unwritten.keep(sent)
      this.#parts.diagnostics.error({ err: error }, 'outcomes of deliveries could not be written')
    }
  }

  /** A failure decides at once what comes next, in one transaction with its record. */
  async #goOn(
    claimed: Claimed,
    roster: ServerRoster,
    startedAt: Instant,
    outcome: Exclude<Outcome, { sent: string }>,
    endsAs: 'failed' | 'not_sent',
  ): Promise<void> {
    const { db, node, clock, onHurry, onChange, isDemo } = this.#parts
    await db.transaction().execute(async (tx) => {
      // The page first, as everybody who answers does: no two of us wait for each other in a ring.
      await lockPage(tx, claimed.pageId)
      const now = await clock.read(tx)
      const around = await surroundings(tx, claimed, isDemo)
      const next = nextAttempt(outcome, claimed.attempt, around)
      if (next.do === 'rest') return
      const detail = ('tryAgain' in outcome ? outcome.tryAgain : outcome.giveUp).slice(0, 500)
      const isOurs = await recordFailed(tx, node, {
        id: claimed.id,
        epoch: claimed.epoch,
        attempt: claimed.attempt,
        startedAt,
        endedAt: now,
        outcome: 'tryAgain' in outcome ? 'try_again' : 'give_up',
        detail,
        retryAt: next.do === 'retry' ? now.add({ seconds: next.afterSeconds }) : null,
        endsAs,
      })
      if (!isOurs) return
      if (next.do === 'retry' ? next.alsoHurryOtherWays : next.hurryOtherWays)
        await hurryOtherWays(tx, { ...claimed, now })
      if (next.do !== 'give_up') return
      if (next.hurryPage) await hurryPage(tx, claimed.pageId, claimed.turn, now)
      if (claimed.channel === 'browser') return
      const person = roster.people.get(claimed.personId)?.name ?? 'Somebody'
      const facts = { person, channel: claimed.channel, address: maskedAddress(claimed), detail }
      const about = { teamId: claimed.alert.teamId, alertId: claimed.alert.id, pageId: claimed.pageId }
      await addEntries(tx, [entry({ actor: { kind: 'engine', node }, now }, 'delivery_failed', facts, about)])
    })
    // Apart from the page: whoever removes a contact holds it, and then waits for its deliveries.
    if ('isGone' in outcome && claimed.contactId) {
      const by = { actor: { kind: 'engine', node }, now: clock.estimate() } as const
      await endContact(db, claimed.contactId, by)
    }
    onHurry()
    onChange()
  }
}

function outcomeWord(outcome: Outcome | { notSent: string }): string {
  if ('sent' in outcome) return 'sent'
  if ('tryAgain' in outcome) return 'try_again'
  return 'giveUp' in outcome ? 'give_up' : 'not_sent'
}

/** Whoever reads the outbox must not be able to answer for another person. */
function withoutAnswerLink({ text, answerUrl }: Message): string {
  return answerUrl === null ? text : text.replaceAll(answerUrl, answerUrl.replace(/\/answer\/.*$/, '/answer/...'))
}
