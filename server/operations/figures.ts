import { noBucket, spansOf } from '../../domain/operations/figures.ts'
import type { figuresApi } from '../../domain/operations/figures-api.ts'
import type { ActionOutput } from '../../domain/api.ts'
import type { Instant } from '../../domain/time.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { figuresSince, type Figure } from './figure-hours.ts'
import { findOpenTroubles } from './trouble-store.ts'

const hoursOf = { hour: 1, day: 24, week: 7 * 24 } as const

export const figuresActions: Actions<keyof typeof figuresApi> = {
  async getPagingFigures({ db, now, settings }, { span }) {
    const from = startOf(span, now)
    const [figures, pages, watch, troubles] = await Promise.all([
      figuresSince(db, from, now),
      selfPagesSince(db, from),
      db.selectFrom('self_watch').selectAll().executeTakeFirst(),
      findOpenTroubles(db),
    ])
    const spans = (measure: string) => spansOf(figures.filter((one) => one.measure === measure))
    return {
      from,
      until: now,
      channels: channelsIn(figures),
      handedOver: spans('handed_over'),
      answered: spans('answered'),
      lateness: subjectsOf(figures, 'late').map((kind) => ({
        kind,
        spans: spansOf(figures.filter((one) => one.measure === 'late' && one.subject === kind)),
      })),
      selfPages: { everyMinutes: settings.selfPageMinutes, ...pages },
      heartbeat: {
        isSet: settings.heartbeatUrl !== undefined,
        sentAt: watch?.beat_at ?? null,
        held: watch?.beat_held ?? null,
      },
      troubles: troubles.map(({ kind, subject, detail, since }) => ({ kind, subject, detail, since })),
    }
  },
}

/** The last sixty minutes, or so many whole hours with the one that runs. */
function startOf(span: keyof typeof hoursOf, now: Instant): Instant {
  if (span === 'hour') return now.subtract({ hours: 1 })
  const thisHour = now.round({ smallestUnit: 'hour', roundingMode: 'floor' })
  return thisHour.subtract({ hours: hoursOf[span] - 1 })
}

type Channels = ActionOutput<'getPagingFigures'>['channels']

function channelsIn(figures: readonly Figure[]): Channels {
  const counted = figures.filter(({ measure }) => ['sent', 'failed', 'not_sent'].includes(measure))
  const names = new Map(counted.map(({ subject, provider }) => [`${subject} ${provider}`, { subject, provider }]))
  return [...names.values()]
    .map(({ subject, provider }) => {
      const own = figures.filter((one) => one.subject === subject && one.provider === provider)
      const count = (measure: string) =>
        own.find((one) => one.measure === measure && one.bucket === noBucket)?.count ?? 0
      return {
        channel: subject,
        provider,
        sent: count('sent'),
        failed: count('failed'),
        notSent: count('not_sent'),
        missingReceipts: count('missing'),
        retries: count('retries'),
        duplicates: count('duplicates'),
        took: spansOf(own.filter(({ measure }) => measure === 'took')),
      }
    })
    .toSorted((a, b) => b.sent + b.failed + b.notSent - (a.sent + a.failed + a.notSent))
}

function subjectsOf(figures: readonly Figure[], measure: string): readonly string[] {
  return [...new Set(figures.filter((one) => one.measure === measure).map(({ subject }) => subject))].toSorted()
}

/** Few enough to be read as they are: one in five minutes. */
async function selfPagesSince(db: Db, from: Instant) {
  const rows = await db
    .selectFrom('self_page')
    .select(['state', 'accepted_at', 'handed_over_at', 'ended_at'])
    .where('ended_at', '>=', from)
    .orderBy('ended_at', 'desc')
    .limit(11_000)
    .execute()
  const next = await db.selectFrom('self_page').select('due_at').where('state', '=', 'waiting').executeTakeFirst()
  const count = (state: string) => rows.filter((row) => row.state === state).length
  const last = rows[0]
  const took = rows.flatMap(({ accepted_at: from, handed_over_at: until }) =>
    from && until ? [until.epochMilliseconds - from.epochMilliseconds] : [],
  )
  return {
    good: count('good'),
    late: count('late'),
    failed: count('failed'),
    took: exactSpans(took),
    lastAt: last?.ended_at ?? null,
    lastState: last && last.state !== 'waiting' && last.state !== 'running' ? last.state : null,
    nextAt: next?.due_at ?? null,
  }
}

function exactSpans(milliseconds: readonly number[]) {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: sorted.at(-1) ?? null }
}
