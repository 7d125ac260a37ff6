// What is wrong with Baton itself, from what can be seen of it; and who is told how, and how often.
import { isAfter, isBefore, type Instant } from '../time.ts'

/** Seen in the database by whichever node looks. */
export const sharedTroubles = [
  'engine_late',
  'self_page_bad',
  'self_page_missing',
  'channel_failing',
  'node_gone',
  'disk_low',
] as const
/** Seen by one node about itself, which cannot be written down. */
export const lonelyTroubles = ['database_away', 'loop_stuck'] as const
export const troubleKinds = [...sharedTroubles, ...lonelyTroubles] as const
export type TroubleKind = (typeof troubleKinds)[number]

/** `subject`: which channel, node or other part; '' where there is but one. `detail`: a figure, said as it is. */
export type Trouble = { readonly kind: TroubleKind; readonly subject: string; readonly detail: string }

export type WatchFacts = {
  /** How late the most overdue step is. */
  readonly latenessMs: number
  readonly selfPages: {
    /** 0: Baton does not page itself here. */
    readonly everyMinutes: number
    readonly last: { readonly state: 'good' | 'late' | 'failed' } | null
    /** Since when the next one waits or is under way; null where none was ever asked for. */
    readonly armedSince: Instant | null
  }
  readonly channels: readonly ChannelFacts[]
  readonly nodes: readonly {
    readonly name: string
    readonly seenAt: Instant
    readonly diskFreePercent: number | null
  }[]
}

/** Deliveries over one channel whose last attempt failed, since the last one that was handed over. */
export type ChannelFacts = {
  readonly channel: string
  readonly failedInARow: number
  readonly firstFailedAt: Instant | null
  readonly lastSentAt: Instant | null
}

export const lateAfterMs = 30_000
const periodsBorne = 3
const failuresBorne = 5
const silenceBorneSeconds = 120
export const nodeSilentSeconds = 60
/** A disk this full is full soon. */
export const diskLowPercent = 10

/** What is wrong now? */
export function troublesIn(facts: WatchFacts, now: Instant): readonly Trouble[] {
  return [
    ...(facts.latenessMs > lateAfterMs ? [trouble('engine_late', '', seconds(facts.latenessMs))] : []),
    ...selfPageTroubles(facts.selfPages, now),
    ...facts.channels
      .filter((one) => isFailing(one, now))
      .map(({ channel, failedInARow }) => trouble('channel_failing', channel, String(failedInARow))),
    ...goneNodes(facts.nodes, now).map((name) => trouble('node_gone', name)),
    ...facts.nodes
      .filter(({ seenAt }) => !isSilent(seenAt, now))
      .flatMap(({ name, diskFreePercent: free }) =>
        free !== null && free < diskLowPercent ? [trouble('disk_low', name, `${Math.floor(free)} %`)] : [],
      ),
  ]
}

function selfPageTroubles({ everyMinutes, last, armedSince }: WatchFacts['selfPages'], now: Instant): Trouble[] {
  if (everyMinutes === 0) return []
  if (last && last.state !== 'good') return [trouble('self_page_bad', '', last.state)]
  const isMissing = armedSince !== null && isBefore(armedSince.add({ minutes: periodsBorne * everyMinutes }), now)
  return isMissing ? [trouble('self_page_missing')] : []
}

/** Five in a row, and nobody was reached over it for two minutes: that is no wrong address, it is the provider. */
function isFailing({ failedInARow, firstFailedAt, lastSentAt }: ChannelFacts, now: Instant): boolean {
  const borneUntil = now.subtract({ seconds: silenceBorneSeconds })
  if (failedInARow < failuresBorne || !firstFailedAt) return false
  return !isAfter(firstFailedAt, borneUntil) && (!lastSentAt || !isAfter(lastSentAt, borneUntil))
}

/** Nodes that ended without saying so; one that came back under its name is not missed. */
function goneNodes(nodes: WatchFacts['nodes'], now: Instant): readonly string[] {
  const alive = new Set(nodes.filter(({ seenAt }) => !isSilent(seenAt, now)).map(({ name }) => name))
  return [...new Set(nodes.map(({ name }) => name))].filter((name) => !alive.has(name))
}

function isSilent(seenAt: Instant, now: Instant): boolean {
  return isBefore(seenAt.add({ seconds: nodeSilentSeconds }), now)
}

/** What is known of a trouble: it stays known when it is over, so that one which comes and goes is not told each time. */
export type Known = {
  readonly since: Instant
  readonly endedAt: Instant | null
  readonly toldAt: Instant | null
  /** Somebody is telling it now; past that moment they have not come to it. */
  readonly tellingUntil?: Instant | null
}

export type Telling = { readonly becomes: 'begun' | 'over' | 'same'; readonly tell: 'begun' | 'over' | null }

/** At most one message in an hour says that the same thing is wrong. */
const tellAgainMinutes = 60

/** What becomes of a trouble that is (or is not) there now, and is anybody told? What was told to have begun is told to be over. */
export function whatToTell(known: Known | null, isThere: boolean, now: Instant): Telling {
  const isOpen = known !== null && known.endedAt === null
  const wasTold = known !== null && known.toldAt !== null && !isBefore(known.toldAt, known.since)
  if (!isThere) return isOpen ? { becomes: 'over', tell: wasTold ? 'over' : null } : { becomes: 'same', tell: null }
  const isBeingTold = known?.tellingUntil ? isBefore(now, known.tellingUntil) : false
  const mayTell = !isBeingTold && (!known?.toldAt || !isBefore(now, known.toldAt.add({ minutes: tellAgainMinutes })))
  if (!isOpen) return { becomes: 'begun', tell: mayTell ? 'begun' : null }
  return { becomes: 'same', tell: !wasTold && mayTell ? 'begun' : null }
}

/** Is the way that pages take itself in doubt? Then people are told past it. */
export function isOfThePath(kind: TroubleKind): boolean {
  switch (kind) {
    case 'engine_late':
    case 'self_page_bad':
    case 'self_page_missing':
    case 'database_away':
    case 'loop_stuck':
      return true
    case 'channel_failing':
    case 'node_gone':
    case 'disk_low':
      return false
  }
}

function trouble(kind: TroubleKind, subject = '', detail = ''): Trouble {
  return { kind, subject, detail }
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1_000)} s`
}
