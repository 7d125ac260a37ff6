// What a reader of Alertmanager's API is told of an alert (contracts 6): the label set, fingerprint and times as Alertmanager prints them.
import type { Instant } from '../time.ts'
import { fingerprint, hashOf } from '../fingerprint.ts'
import { isObject, own, readBody } from './json.ts'
import { noLabels, type Labels } from './labels.ts'
import { labelSet } from './prometheus-alert.ts'
import { scalarText } from './text.ts'
import { momentOf } from './timestamps.ts'

/** An open alert as Baton keeps it. */
export type KeptAlert = {
  readonly id: number
  readonly key: string
  readonly summary: string
  readonly labels: Readonly<Record<string, string>>
  /** JSON text of what its sender wrote last. */
  readonly details: string
  readonly firstAt: Instant
  readonly lastAt: Instant
  readonly endsAt: Instant | null
  /** The service it belongs to, which is what stands for a receiver. */
  readonly receiver: string
  readonly silencedBy: readonly string[]
  readonly inhibitedBy: readonly string[]
}

/** In Alertmanager's words and in its order of fields. Lists are never null. */
export type ToldAlert = {
  readonly annotations: Labels
  readonly endsAt: string
  readonly fingerprint: string
  readonly receivers: readonly { readonly name: string }[]
  readonly startsAt: string
  readonly status: {
    readonly inhibitedBy: readonly string[]
    readonly mutedBy: readonly string[]
    readonly silencedBy: readonly string[]
    readonly state: 'active' | 'suppressed'
  }
  readonly updatedAt: string
  readonly generatorURL?: string
  readonly labels: Readonly<Record<string, string>>
}

/**
 * One open alert as Alertmanager would tell it. What came by another dialect has the labels that Baton read, a name from its
 * summary where it brought none, and a link to Baton (`webUrl`) in place of the rule's.
 */
export function told(kept: KeptAlert, webUrl: string): ToldAlert {
  const sent = sentIn(kept.details)
  const labels = (sent && labelSet(sent.labels, [])) ?? named(kept)
  const isSuppressed = kept.silencedBy.length > 0 || kept.inhibitedBy.length > 0
  const generatorURL = sent ? sent.generatorURL : `${webUrl}/alerts/${kept.id}`
  return {
    annotations: sent ? annotationsOf(sent.annotations) : { summary: kept.summary },
    endsAt: kept.endsAt ? wireTime(kept.endsAt) : UNSET,
    fingerprint: isFingerprint.test(kept.key) ? kept.key : fingerprint(labels),
    receivers: [{ name: kept.receiver }],
    startsAt: wireTime(startOf(sent, kept)),
    status: {
      inhibitedBy: kept.inhibitedBy,
      mutedBy: [],
      silencedBy: kept.silencedBy,
      state: isSuppressed ? 'suppressed' : 'active',
    },
    updatedAt: wireTime(kept.lastAt),
    ...(typeof generatorURL === 'string' && generatorURL !== '' ? { generatorURL } : {}),
    labels,
  }
}

/** The fingerprint of an alert of which only its key is known: every alert of Prometheus has it as its key. */
export function fingerprintOf(key: string): string {
  return isFingerprint.test(key) ? key : hashOf(key)
}

/** Milliseconds in UTC, as Alertmanager's own API writes every time. */
export function wireTime(at: Instant): string {
  return at.toString({ smallestUnit: 'millisecond' })
}

export type ToldGroup = {
  readonly alerts: readonly ToldAlert[]
  readonly labels: Readonly<Record<string, string>>
  readonly receiver: { readonly name: string }
}

/** The alerts of each receiver by their `alertname`: the `group_by` that the configuration we show names. */
export function grouped(alerts: readonly ToldAlert[]): ToldGroup[] {
  const groups = Map.groupBy(alerts, (alert) => JSON.stringify([alert.labels.alertname ?? '', receiverOf(alert)]))
  return [...groups.values()]
    .flatMap((members) => {
      const first = members[0]
      if (!first) return []
      const { alertname } = first.labels
      const labels = alertname === undefined ? {} : { alertname }
      return [{ alerts: members, labels, receiver: { name: receiverOf(first) } }]
    })
    .toSorted(
      (a, b) =>
        inOrder(a.labels.alertname ?? '', b.labels.alertname ?? '') || inOrder(a.receiver.name, b.receiver.name),
    )
}

/** Alertmanager lists alerts by their fingerprint. */
export function byFingerprint(a: ToldAlert, b: ToldAlert): number {
  return inOrder(a.fingerprint, b.fingerprint)
}

type Sent = {
  readonly labels: unknown
  readonly annotations: unknown
  readonly startsAt: unknown
  readonly endsAt: unknown
  readonly generatorURL: unknown
}

/** The alert as Prometheus or Alertmanager wrote it, when this is what its sender writes; null for every other dialect. */
function sentIn(details: string): Sent | null {
  const body = readBody(details)
  if ('unreadable' in body || !isObject(body.value)) return null
  const member = own(body.value, 'alert')
  const alert = isObject(member) ? member : body.value
  const labels = own(alert, 'labels')
  if (!isObject(labels)) return null
  return {
    labels,
    annotations: own(alert, 'annotations'),
    startsAt: own(alert, 'startsAt'),
    endsAt: own(alert, 'endsAt'),
    generatorURL: own(alert, 'generatorURL'),
  }
}

/** Every alert has a name there. */
function named(kept: KeptAlert): Labels {
  const labels = noLabels()
  if (!kept.labels.alertname) labels.alertname = kept.summary === '' ? kept.key : kept.summary
  return Object.assign(labels, kept.labels)
}

function annotationsOf(sent: unknown): Labels {
  const annotations = noLabels()
  if (!isObject(sent)) return annotations
  for (const name of Object.keys(sent)) {
    const text = scalarText(sent[name])
    if (text !== null) annotations[name] = text
  }
  return annotations
}

/** What the sender said; else the end it gave, which is Alertmanager's rule; else when it came first. */
function startOf(sent: Sent | null, kept: KeptAlert): Instant {
  const moment = sent && (momentOf(sent.startsAt, []) ?? momentOf(sent.endsAt, []))
  return moment ? Temporal.Instant.from(moment.text) : kept.firstAt
}

function receiverOf(alert: ToldAlert): string {
  return alert.receivers[0]?.name ?? ''
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const isFingerprint = /^[0-9a-f]{16}$/
/** No end is known: what Go writes for a time that was not set. */
const UNSET = '0001-01-01T00:00:00.000Z'
