// Carries claimed notices out, outside of any transaction and beside the pages: a mail server that hangs holds up nothing else.
import { noticeRetry } from '../../domain/notices/notice.ts'
import { isCarrier, type Carrier } from '../../domain/paging/channels.ts'
import { maskedAddress, withoutAddress } from '../../domain/paging/mask.ts'
import type { Message } from '../../domain/paging/message.ts'
import { noticeMessage } from '../../domain/paging/notice-message.ts'
import type { Destination } from '../channels/channel.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import type { Kind } from '../engine/engine.ts'
import { addEntries } from '../log/store.ts'
import type { Metrics } from '../metrics.ts'
import {
  claimNotices,
  endNotice,
  retryNotice,
  type ClaimedNotice,
  type NoticeEnd,
  type Teller,
} from '../notices/store.ts'
import type { Sealer } from '../secrets.ts'
import { endContact } from './contact-gone.ts'
import { waysFit } from './proof-notices.ts'
import { endTeamChannel } from './room-gone.ts'
import type { Channels } from './sender-parts.ts'
import { channelSeal } from './team-channel-store.ts'

export type NoticeParts = {
  readonly db: Db
  readonly node: string
  readonly channels: Channels
  readonly clock: DatabaseClock
  readonly sealer: Sealer
  readonly url: string
  /** In a demo the outbox is where messages are meant to go. */
  readonly isDemo: boolean
  /** Who puts each kind of notice into words. */
  readonly tellers: Readonly<Record<string, Teller>>
  /** What follows the end of a message of these kinds, in the transaction that ends it; the log is told there and not here. */
  readonly endings?: Readonly<Record<string, Ending>>
  readonly diagnostics: Diagnostics
  readonly metrics: Metrics
}

export type Ending = {
  readonly record: (tx: Db, of: { readonly subject: string; readonly node: string }) => Promise<void>
  /** After the commit. */
  readonly announce: () => void
}

/** Mail first, since a notice is to be read at a desk; no phone rings for one. */
const quietCarriers = [
  'email',
  'slack',
  'teams',
  'mattermost',
  'telegram',
  'discord',
  'webhook',
  'ntfy',
  'push',
  'pushover',
] as const satisfies readonly Carrier[]

const mostAtOnce = 16
const deadlineMs = 10_000
/** While the database is away tellers stumble too: the lease brings the notice back each minute. */
const mostStumbles = 30

export class NoticeSender {
  readonly #parts: NoticeParts
  readonly #running = new Set<Promise<void>>()

  constructor(parts: NoticeParts) {
    this.#parts = parts
  }

  /** The engine's part: notices that are due, as many as may be on their way at once. */
  kind(): Kind {
    return { name: 'notices', batch: mostAtOnce, step: () => this.#claimDue() }
  }

  /** Resolves when everything taken so far has its outcome written down. */
  async drained(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running)
  }

  async #claimDue(): Promise<number> {
    const free = mostAtOnce - this.#running.size
    if (free <= 0) return 0
    const claimed = await claimNotices(this.#parts.db, free)
    for (const one of claimed) {
      const run = this.#send(one)
        .catch((error: unknown) => this.#parts.diagnostics.error({ err: error, notice: one.id }, 'a notice broke'))
        .finally(() => this.#running.delete(run))
      this.#running.add(run)
    }
    return claimed.length
  }

  async #send(claimed: ClaimedNotice): Promise<void> {
    const { db, clock, tellers, url, metrics } = this.#parts
    const end = (state: NoticeEnd['state'], outcome: string, message: Message | null = null, carrier?: Carrier) => {
      metrics.noticed(claimed.kind, state)
      const kept = message && state !== 'sent' ? { subject: message.subject, text: message.text } : null
      return this.#end(claimed, { state, outcome, message: kept, carrier })
    }
    const tell = tellers[claimed.kind]
    if (!tell) return void (await end('failed', `no teller knows ${claimed.kind}`))
    if (!claimed.isActive)
      return void (claimed.personId === ''
        ? await end('failed', channelRemoved)
        : await end('dropped', 'the person is out of service'))
    const now = clock.estimate()
    const text = await tell(db, claimed, now).catch((error: unknown) => {
      // A teller that stumbles over one notice for ever must not be asked for ever.
      if (claimed.attempt <= mostStumbles) throw error
      return { failed: `its teller broke: ${error instanceof Error ? error.message : String(error)}` }
    })
    if (text && 'failed' in text) return void (await end('failed', text.failed))
    if (!text) return void (await end('dropped', 'nothing to say any more'))
    const message = noticeMessage({
      key: `notice/${claimed.id}`,
      kind: claimed.kind,
      text,
      person: claimed.name,
      language: claimed.language,
      url,
      sentAt: now,
    })
    const tried = await this.#tryWays(claimed, message, text.reply?.address)
    if ('sent' in tried) return void (await end('sent', tried.sent, null, tried.over))
    const afterMinutes = tried.mayWorkLater ? noticeRetry(claimed.attempt) : null
    if (afterMinutes !== null) return retryNotice(db, claimed, { afterMinutes, because: tried.because })
    const isOurs = await end(tried.isUnset ? 'not_sent' : 'failed', tried.because, message, tried.way?.channel)
    if (!isOurs || (tried.isUnset && this.#parts.isDemo) || this.#parts.endings?.[claimed.kind]) return
    if (tried.way) await this.#tellFailure(claimed, message, { ...tried, way: tried.way })
  }

  /** Its end and what follows it are one commit. */
  async #end(claimed: ClaimedNotice, end: NoticeEnd): Promise<boolean> {
    const { db, node, endings } = this.#parts
    const ending = endings?.[claimed.kind]
    if (!ending) return endNotice(db, claimed, end)
    const isOurs = await db.transaction().execute(async (tx) => {
      if (!(await endNotice(tx, claimed, end))) return false
      await ending.record(tx, { subject: claimed.subject, node })
      return true
    })
    if (isOurs) ending.announce()
    return isOurs
  }

  /** One way after the other until one carries it: mail first, since a notice is to be read at a desk. */
  async #tryWays(claimed: ClaimedNotice, message: Message, onlyTo: string | undefined): Promise<Tried> {
    const ways: readonly Way[] =
      claimed.personId === ''
        ? await this.#wayToRoom(claimed)
        : onlyTo === undefined
          ? await this.#waysOf(claimed)
          : [{ channel: 'email', contactId: null, to: { address: onlyTo } }]
    const [first] = ways
    if (!first) return { because: channelUnproven, way: null, mayWorkLater: false, isUnset: false }
    let failed: Failed = {
      because: `no provider is set up for ${first.channel}`,
      way: first,
      mayWorkLater: false,
      isUnset: true,
    }
    for (const way of ways) {
      const channel = this.#parts.channels[way.channel]
      if (!channel) continue
      const outcome = await channel.reach(way.to, message, AbortSignal.timeout(deadlineMs))
      if ('sent' in outcome) return { ...outcome, over: way.channel }
      if ('ends' in outcome && outcome.ends && way.contactId) await this.#endContact(way.contactId, outcome.ends)
      if ('ends' in outcome && outcome.ends && claimed.channelId) await this.#endRoom(claimed.channelId)
      const of = { channel: way.channel, address: way.to.address }
      const because = withoutAddress('tryAgain' in outcome ? outcome.tryAgain : outcome.giveUp, of)
      failed = { because, way, mayWorkLater: failed.mayWorkLater || 'tryAgain' in outcome, isUnset: false }
    }
    return failed
  }

  /** A channel of a team is one way, once it was proven. */
  async #wayToRoom({ channelId }: ClaimedNotice): Promise<readonly Way[]> {
    const row = await this.#parts.db
      .selectFrom('team_channel')
      .select(['id', 'channel', 'address', 'sealed_secret'])
      .where('id', '=', channelId ?? '')
      .where('verified_at', 'is not', null)
      .executeTakeFirst()
    if (!row || !isCarrier(row.channel)) return []
    const { sealed_secret: sealed, channel, address } = row
    const secret = sealed === null ? {} : { secret: this.#parts.sealer.open(sealed, channelSeal(row.id)) }
    return [{ channel, contactId: null, to: { address, ...secret } }]
  }

  /** The person's enabled contacts that were proven, but the open browser and what rings; whoever has none is written to at the address they sign in with. */
  async #waysOf({ personId, email, kind, subject }: ClaimedNotice): Promise<readonly [Way, ...Way[]]> {
    const rows = await this.#parts.db
      .selectFrom('contact')
      .select(['id', 'channel', 'address', 'sealed_secret'])
      .where('person_id', '=', personId)
      .where('is_enabled', '=', true)
      .where('verified_at', 'is not', null)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    const fits = waysFit(kind, subject)
    const isOnly = rows.some(({ id }) => fits(id) === 'only')
    const found = [...quietCarriers, ...(isOnly ? (['sms'] as const) : [])].flatMap((channel): Way[] =>
      rows
        .filter((row) => row.channel === channel && fits(row.id) !== 'no')
        .map(({ id, address, sealed_secret: sealed }) => ({
          channel,
          contactId: id,
          to: { address, ...(sealed ? { secret: this.#parts.sealer.open(sealed, `contact:${id}`) } : {}) },
        })),
    )
    // What it is about comes last, for it may be nobody's; a sort leaves all else in its order.
    const isLast = ({ contactId }: Way) => contactId !== null && fits(contactId) === 'last'
    const [first, ...others] = found.toSorted((a, b) => Number(isLast(a)) - Number(isLast(b)))
    return first ? [first, ...others] : [{ channel: 'email', contactId: null, to: { address: email } }]
  }

  #endContact(contactId: string, ends: 'gone' | 'stopped'): Promise<void> {
    const { db, node, clock } = this.#parts
    return endContact(db, contactId, ends, { actor: { kind: 'engine', node }, now: clock.estimate() })
  }

  #endRoom(channelId: string): Promise<void> {
    const { db, node, clock } = this.#parts
    return endTeamChannel(db, channelId, { actor: { kind: 'engine', node }, now: clock.estimate() })
  }

  async #tellFailure(
    claimed: ClaimedNotice,
    message: Message,
    { because, way }: Failed & { readonly way: Way },
  ): Promise<void> {
    const { db, node, clock } = this.#parts
    const now = await clock.read(db)
    const { channel } = way
    const address = maskedAddress({ channel, address: way.to.address })
    const facts = { person: claimed.name, notice: message.subject, channel, address, detail: because.slice(0, 500) }
    await addEntries(db, [entry({ actor: { kind: 'engine', node }, now }, 'notice_failed', facts)])
  }
}

type Way = { readonly channel: Carrier; readonly contactId: string | null; readonly to: Destination }
type Failed = {
  readonly because: string
  /** Null where there was none. */
  readonly way: Way | null
  readonly mayWorkLater: boolean
  /** No provider was there to be asked. */
  readonly isUnset: boolean
}
type Tried = { readonly sent: string; readonly over: Carrier } | Failed

export const channelRemoved = 'channel_removed: nobody is told there any more'
export const channelUnproven = 'channel_unproven: a code that is sent there has to come back first'
