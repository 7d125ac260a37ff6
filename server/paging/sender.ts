// Carries claimed deliveries out, outside of any transaction: bounded, each with its deadline, none waiting for another.
import { isCarrier } from '../../domain/paging/channels.ts'
import type { PastCase } from '../../domain/paging/message-facts.ts'
import { nextAttempt, type Outcome } from '../../domain/paging/next-attempt.ts'
import { claimable, type Capacity } from '../../domain/paging/capacity.ts'
import { maskedAddress, withoutAddress } from '../../domain/paging/mask.ts'
import type { Message } from '../../domain/paging/message.ts'
import { sinkChannel } from '../../domain/paging/itself.ts'
import type { Instant } from '../../domain/time.ts'
import { sink } from '../channels/sink.ts'
import { entry } from '../commit.ts'
import type { ServerRoster } from '../escalation/roster.ts'
import { addEntries } from '../log/store.ts'
import { holdBack, type HeldBack } from './bundles.ts'
import { Calls } from './calls.ts'
import { composed, composedBundle } from './compose.ts'
import { endContact } from './contact-gone.ts'
import { endTeamChannel } from './room-gone.ts'
import { channelSeal } from './team-channel-store.ts'
import {
  cancelStray,
  claimDeliveries,
  hurryOtherWays,
  placeOf,
  recordFailed,
  recordSent,
  surroundings,
  type Claimed,
  type SentOne,
} from './deliveries.ts'
import { hurryPage, lockPage, wakeOnCall } from './hurry.ts'
import { longestCall } from './lease.ts'
import { Paces, type Parcel } from './paces.ts'
import { readyOf, type Ready } from './ready.ts'
import type { SenderParts } from './sender-parts.ts'
import { Unwritten } from './unwritten.ts'

export const mostPerClaim = 100

export class Sender {
  readonly #parts: SenderParts
  readonly #calls = new Calls()
  readonly #paces = new Paces()
  readonly #holding = new Set<Promise<void>>()
  #sent: SentOne[] = []
  #recording: Promise<void> | null = null
  readonly #unwritten = new Unwritten()

  constructor(parts: SenderParts) {
    this.#parts = parts
  }

  /** What this node would send right now. */
  get capacity(): Capacity {
    return this.#calls.capacity
  }

  /**
   * Sends what this node has claimed already, from memory, as this roster knows the people. Beyond the first few messages to one
   * contact they are given back until they go out together.
   */
  take(claimed: readonly Claimed[], roster: ServerRoster): void {
    if (claimed.length === 0) return
    const { parcels, held } = this.#paces.divide(claimed, this.#parts.clock.estimate())
    for (const parcel of parcels) this.#start(parcel, roster)
    if (held.length > 0) this.#giveBack(held)
  }

  /** Claims what is due and sends it; how many were claimed. */
  async claimDue(): Promise<number> {
    const { limit: most, full } = claimable(this.capacity)
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
    while (this.#calls.underWay.length > 0 || this.#holding.size > 0 || this.#recording) {
      await Promise.allSettled([...this.#calls.underWay, ...this.#holding, this.#recording])
    }
  }

  /** Leases run out where this cannot be written: then they are claimed again, and held back again. */
  #giveBack(held: readonly HeldBack[]): void {
    const run = holdBack(this.#parts.quick, held)
      .catch((error: unknown) => this.#parts.diagnostics.error({ err: error }, 'deliveries could not be held back'))
      .finally(() => this.#holding.delete(run))
    this.#holding.add(run)
  }

  #start(parcel: Parcel, roster: ServerRoster): void {
    const [lead] = parcel
    this.#calls.begin(lead, () =>
      this.#send(parcel, roster).catch((error: unknown) =>
        this.#parts.diagnostics.error({ err: error, delivery: lead.id }, 'a delivery broke'),
      ),
    )
  }

  async #send(claimed: Parcel, roster: ServerRoster): Promise<void> {
    const { clock, metrics, isDemo } = this.#parts
    const { before, left } = this.#unwritten.among(claimed)
    await Promise.all(before.map((sent) => this.#gather(sent)))
    const ready = left && (await readyOf(left, this.#parts))
    if (!ready) return
    const { parcel } = ready
    const startedAt = clock.estimate()
    const began = performance.now()
    const { outcome, message } = await this.#reach(ready, roster, startedAt)
    const seconds = (performance.now() - began) / 1000
    for (const { channel } of parcel) metrics.delivered(channel, outcomeWord(outcome), seconds)
    if ('sent' in outcome) {
      await Promise.all(parcel.map((one) => this.#recordSoon(one, startedAt, 'sent', outcome.sent, null)))
      return
    }
    if ('notSent' in outcome) {
      await Promise.all(parcel.map((one) => this.#recordSoon(one, startedAt, 'not_sent', outcome.notSent, message)))
      if (isDemo) return
      for (const one of parcel) await this.#goOn(one, roster, startedAt, { giveUp: outcome.notSent }, 'not_sent')
      return
    }
    // What follows is each page's own affair.
    for (const one of parcel) await this.#goOn(one, roster, startedAt, outcome, 'failed')
  }

  async #reach(
    ready: Ready,
    roster: ServerRoster,
    sentAt: Instant,
  ): Promise<{ outcome: Outcome | { notSent: string }; message: Message | null }> {
    const [claimed] = ready.parcel
    const deadline = AbortSignal.timeout(longestCall(claimed, sentAt))
    const { channels } = this.#parts
    if (claimed.channel === 'browser') return { outcome: await channels.browser.ring(claimed, deadline), message: null }
    const channel = isCarrier(claimed.channel) ? channels[claimed.channel] : null
    const message = this.#messageFor(ready, roster, sentAt, await this.#pastOf(ready))
    if (claimed.channel === sinkChannel) return { outcome: await sink.reach(message, deadline), message }
    if (!channel) return { outcome: { notSent: `no provider is set up for ${claimed.channel}` }, message }
    const place = placeOf({ ...claimed, way: claimed })
    const sealed = place ? roster.sealedSecrets.get(place) : undefined
    const seal = claimed.channelId ? channelSeal(claimed.channelId) : `contact:${place}`
    const to = { address: claimed.address, ...(sealed ? { secret: this.#parts.sealer.open(sealed, seal) } : {}) }
    return { outcome: await channel.reach(to, message, deadline), message }
  }

  /** What was seen before, for those who read a page: a program asks itself, and a bundle is a list already. */
  async #pastOf({ parcel: [claimed], bundle }: Ready): Promise<readonly PastCase[]> {
    const { past } = this.#parts
    const isRead = bundle === null && claimed.channel !== 'webhook' && claimed.channel !== sinkChannel
    return past && isRead && !claimed.alert.isTest ? past(claimed.alert.id) : []
  }

  #messageFor({ parcel, bundle }: Ready, roster: ServerRoster, sentAt: Instant, past: readonly PastCase[]): Message {
    const { sealer, url, replyDomain = null, diagnostics } = this.#parts
    const from = { roster, sealer, url, replyDomain, sentAt, past }
    if (bundle !== null) return composedBundle(parcel, bundle, from)
    const { message, trouble } = composed(parcel[0], from)
    if (trouble) diagnostics.warn({ delivery: parcel[0].id, trouble }, 'a message fell back to its plainest form')
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
      const detail = withoutAddress('tryAgain' in outcome ? outcome.tryAgain : outcome.giveUp, claimed).slice(0, 500)
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
      const isRung = await wakeOnCall(tx, { ...claimed, now }, isDemo)
      if (next.hurryPage && !isRung) await hurryPage(tx, claimed.pageId, claimed.turn, now)
      if (claimed.channel === 'browser' || claimed.channel === sinkChannel) return
      const facts = { channel: claimed.channel, address: maskedAddress(claimed), detail }
      const about = { teamId: claimed.alert.teamId, alertId: claimed.alert.id, pageId: claimed.pageId }
      const by = { actor: { kind: 'engine', node }, now } as const
      const person = roster.people.get(claimed.personId ?? '')?.name ?? 'Somebody'
      const name = claimed.reason.told?.channel
      const failed =
        name === undefined
          ? entry(by, 'delivery_failed', { person, ...facts }, about)
          : entry(by, 'channel_failed', { name, ...facts }, about)
      await addEntries(tx, [failed])
    })
    // Apart from the page: whoever removes a contact holds it, and then waits for its deliveries.
    if ('ends' in outcome && outcome.ends) {
      const by = { actor: { kind: 'engine', node }, now: clock.estimate() } as const
      if (claimed.contactId) await endContact(db, claimed.contactId, outcome.ends, by)
      if (claimed.channelId) await endTeamChannel(db, claimed.channelId, by)
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
