import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

import type { MutedKind } from '../domain/alerts/silence.ts'

/** What an operator watches. Names follow Prometheus' conventions: base units, `_total` for counters. */
export function makeMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'baton_process_' })
  const registers = [registry]
  const accepted = new Counter({
    name: 'baton_events_accepted_total',
    help: 'Events acknowledged to their senders after a durable commit, by dialect.',
    labelNames: ['dialect'],
    registers,
  })
  const rejected = new Counter({
    name: 'baton_events_rejected_total',
    help: 'Requests to intake that were refused, by dialect and HTTP status.',
    labelNames: ['dialect', 'status'],
    registers,
  })
  const pages = new Counter({
    name: 'baton_pages_total',
    help: 'Firings of pages: opened, escalated, exhausted, returned.',
    labelNames: ['what'],
    registers,
  })
  const deliveries = new Counter({
    name: 'baton_deliveries_total',
    help: 'Attempts to reach somebody, by channel and outcome.',
    labelNames: ['channel', 'outcome'],
    registers,
  })
  const deliverySeconds = new Histogram({
    name: 'baton_delivery_seconds',
    help: 'How long a channel took to answer.',
    labelNames: ['channel'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const providerCalls = new Counter({
    name: 'baton_provider_calls_total',
    help: 'Calls to telephone providers, by channel, provider and outcome.',
    labelNames: ['channel', 'provider', 'outcome'],
    registers,
  })
  const providerRests = new Gauge({
    name: 'baton_provider_resting',
    help: '1 while this node asks other telephone providers first, because this one fails or is busy.',
    labelNames: ['channel', 'provider'],
    registers,
  })
  const receipts = new Counter({
    name: 'baton_receipts_total',
    help: 'What became of messages that a telephone provider or a mail server had accepted: received, failed, missing.',
    labelNames: ['channel', 'outcome'],
    registers,
  })
  const mails = new Counter({
    name: 'baton_mails_total',
    help: 'Mails that came in, by what became of them.',
    labelNames: ['outcome'],
    registers,
  })
  const notices = new Counter({
    name: 'baton_notices_total',
    help: 'Notices to people that ended, by kind and how.',
    labelNames: ['kind', 'outcome'],
    registers,
  })
  const lateness = new Histogram({
    name: 'baton_timer_lateness_seconds',
    help: 'How late a due step was begun, by kind.',
    labelNames: ['kind'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 30, 60],
    registers,
  })
  const commitSeconds = new Histogram({
    name: 'baton_intake_commit_seconds',
    help: 'How long the durable commit of a batch of events took.',
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  })
  const batchSize = new Histogram({
    name: 'baton_intake_batch_events',
    help: 'How many events one commit carried.',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000],
    registers,
  })
  const muted = new Gauge({
    name: 'baton_alerts_muted',
    help: 'Open alerts that are kept from paging on purpose, by what: silence, maintenance, inhibition; as this node saw it when it looked last.',
    labelNames: ['kind'],
    registers,
  })
  const selfPages = new Counter({
    name: 'baton_self_pages_total',
    help: 'Pages of Baton to itself that this node looked after to their end, by how they ended: good, late, failed.',
    labelNames: ['outcome'],
    registers,
  })
  const selfPageSeconds = new Histogram({
    name: 'baton_self_page_seconds',
    help: 'From the acceptance of a page of Baton to itself until a channel had taken its message.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  })
  const beats = new Counter({
    name: 'baton_heartbeats_total',
    help: 'Turns of this node to tell the watcher outside, by what became of them: sent, failed, or why it was held back.',
    labelNames: ['outcome'],
    registers,
  })
  const ownTroubles = new Gauge({
    name: 'baton_troubles',
    help: 'What is wrong with Baton itself, by kind, as this node saw it when it looked last.',
    labelNames: ['kind'],
    registers,
  })
  const toldDirectly = new Counter({
    name: 'baton_told_directly_total',
    help: 'Admins who were told of a trouble of Baton past the page path, by kind.',
    labelNames: ['kind'],
    registers,
  })
  const openStreams = new Gauge({ name: 'baton_live_streams', help: 'Browsers that listen for changes.', registers })
  return {
    registry,
    accepted: (dialect: string, events: number) => accepted.inc({ dialect }, events),
    rejected: (dialect: string, status: number) => rejected.inc({ dialect, status: String(status) }),
    paged: (what: 'opened' | 'escalated' | 'exhausted' | 'returned', count: number) => pages.inc({ what }, count),
    delivered(channel: string, outcome: string, seconds: number) {
      deliveries.inc({ channel, outcome })
      deliverySeconds.observe({ channel }, seconds)
    },
    phone: {
      asked: (channel: string, provider: string, outcome: string) => providerCalls.inc({ channel, provider, outcome }),
      rests: (channel: string, provider: string, isResting: boolean) =>
        providerRests.set({ channel, provider }, isResting ? 1 : 0),
    },
    receipt: (channel: string, outcome: 'received' | 'failed' | 'missing') => receipts.inc({ channel, outcome }),
    mail: (outcome: string) => mails.inc({ outcome }),
    noticed: (kind: string, outcome: string) => notices.inc({ kind, outcome }),
    late: (kind: string, milliseconds: number) => lateness.observe({ kind }, Math.max(0, milliseconds) / 1000),
    committed(events: number, seconds: number) {
      batchSize.observe(events)
      commitSeconds.observe(seconds)
    },
    muted(counts: Readonly<Record<MutedKind, number>>) {
      for (const [kind, count] of Object.entries(counts)) muted.set({ kind }, count)
    },
    streams: (count: number) => openStreams.set(count),
    pagedItself(outcome: 'good' | 'late' | 'failed', tookMs: number | null) {
      selfPages.inc({ outcome })
      if (tookMs !== null) selfPageSeconds.observe(tookMs / 1000)
    },
    beaten: (outcome: string) => beats.inc({ outcome }),
    troubles(kinds: readonly string[]) {
      ownTroubles.reset()
      for (const kind of kinds) ownTroubles.inc({ kind })
    },
    toldDirectly: (kind: string, people: number) => toldDirectly.inc({ kind }, people),
  }
}
export type Metrics = ReturnType<typeof makeMetrics>
