// Snapshots: the webhooks of services are called when they are due, outside of any transaction, and what they answer is kept.
import { afterFailure, type SnapshotFailure } from '../../domain/incidents/evidence.ts'
import { cleanName } from '../../domain/incidents/file-name.ts'
import { bytesText, isSnapshotType } from '../../domain/incidents/file-type.ts'
import type { Topic } from '../../domain/topics.ts'
import { signedHeaders, signingKeys } from '../channels/webhook.ts'
import { entry } from '../commit.ts'
import { isAway, type Db } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { Egress, EgressPage } from '../egress/egress.ts'
import type { Kind } from '../engine/engine.ts'
import { addEntries } from '../log/store.ts'
import { Refusal } from '../refusal.ts'
import type { Sealer } from '../secrets.ts'
import type { Settings } from '../settings.ts'
import { named } from './evidence.ts'
import { discard, keepFile, mostBytesOf, receive, type Arrived } from './evidence-files.ts'
import { evidenceSeal } from './evidence-lists.ts'
import {
  claimSnapshots,
  isStillWaiting,
  settled,
  updateEvidence,
  type ClaimedSnapshot,
  type Failed,
} from './evidence-store.ts'
import { lockIncident } from './store.ts'

export type SnapshotParts = {
  readonly db: Db
  readonly node: string
  readonly egress: Egress
  readonly sealer: Sealer
  readonly settings: Settings
  readonly diagnostics: Diagnostics
  readonly announce: (topics: readonly Topic[]) => void
  /** How long one call may take, in milliseconds. */
  readonly withinMs?: number
}

const mostAtOnce = 4
const leaseSeconds = 60
const usuallyWithinMs = 20_000

export class Snapshots {
  readonly #parts: SnapshotParts
  readonly #running = new Set<Promise<void>>()

  constructor(parts: SnapshotParts) {
    this.#parts = parts
  }

  /** The engine's part: it claims and goes on, because a page must not wait for a foreign server. */
  kind(): Kind {
    return { name: 'snapshots', batch: mostAtOnce, step: () => this.#claimDue() }
  }

  /** Settles when nothing is being fetched any more. */
  async drained(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  async #claimDue(): Promise<number> {
    const room = mostAtOnce - this.#running.size
    if (room <= 0) return 0
    const claimed = await claimSnapshots(this.#parts.db, room, leaseSeconds)
    for (const one of claimed) {
      const run = this.#take(one)
        .catch((error: unknown) => {
          if (!isAway(error))
            this.#parts.diagnostics.error({ err: error, evidence: one.id }, 'a snapshot was not taken')
        })
        .finally(() => this.#running.delete(run))
      this.#running.add(run)
    }
    return claimed.length
  }

  async #take(claimed: ClaimedSnapshot): Promise<void> {
    const answer = await this.#ask(claimed)
    const arrived = answer instanceof Uint8Array ? await this.#receive(claimed, answer) : answer
    if ('because' in arrived) return void (await this.#note(claimed, (tx) => failed(tx, claimed, arrived)))
    try {
      const isKept = await this.#note(claimed, (tx) => kept(tx, claimed, arrived, this.#parts.settings))
      if (!isKept) await discard(this.#parts.db, arrived.fileId)
    } catch (error) {
      await discard(this.#parts.db, arrived.fileId)
      if (!(error instanceof Refusal)) throw error
      await this.#note(claimed, (tx) => failed(tx, claimed, { because: 'no_room', detail: '' }))
    }
  }

  async #ask(claimed: ClaimedSnapshot): Promise<Uint8Array | Failed> {
    const { settings, egress, withinMs = usuallyWithinMs } = this.#parts
    if (settings.isDemo) return { because: 'demo_calls_nobody', detail: '' }
    const { service_id: serviceId, sealed } = claimed
    const keys = serviceId && sealed ? this.#keysOf(serviceId, sealed) : null
    // Unsigned it is not sent: whoever receives it could not tell that it is from here.
    if (!keys) return { because: 'refused', detail: 'no secret to sign with' }
    const body = JSON.stringify(wanted(claimed))
    // The same on every repeat, and another one when somebody asks again.
    const id = `evidence/${claimed.id}/${claimed.asked_at.epochMilliseconds}`
    const headers = { ...signedHeaders(id, body, keys, claimed.now), accept: 'application/json, text/plain, image/*' }
    const call = { url: claimed.address, headers, body, mostBytes: mostBytesOf(settings) }
    const deadline = AbortSignal.timeout(withinMs)
    const answer = asAnswer(await egress.postForPage(call, deadline))
    // One that began and never ended broke off by us.
    return 'because' in answer && deadline.aborted ? { because: 'unreachable', detail: 'no answer in time' } : answer
  }

  /** Null when the secret cannot be opened, as after the key of this Baton was changed: then somebody makes a new one. */
  #keysOf(serviceId: string, sealed: string): ReturnType<typeof signingKeys> | null {
    try {
      return signingKeys(this.#parts.sealer.open(sealed, evidenceSeal(serviceId)))
    } catch (error) {
      this.#parts.diagnostics.error({ err: error, service: serviceId }, 'the secret of snapshots cannot be opened')
      return null
    }
  }

  async #receive(claimed: ClaimedSnapshot, bytes: Uint8Array): Promise<Arrived | Failed> {
    if (bytes.length === 0) return { because: 'empty', detail: '' }
    const of = { incidentId: claimed.incident_id, mostBytes: mostBytesOf(this.#parts.settings), now: claimed.now }
    const arrived = await receive(this.#parts.db, of, pieces(bytes))
    if (isSnapshotType(arrived.type)) return arrived
    await discard(this.#parts.db, arrived.fileId)
    return { because: 'other_kind', detail: '' }
  }

  /** False when somebody kept something or said that it is missing meanwhile, or another node tries it: that is not written over. */
  async #note(claimed: ClaimedSnapshot, write: (tx: Db) => Promise<News | null>): Promise<boolean> {
    const isWritten = await this.#parts.db.transaction().execute(async (tx) => {
      const row = await lockIncident(tx, claimed.incident_id)
      if (!row || !(await isStillWaiting(tx, claimed))) return false
      const news = await write(tx)
      if (news) await addEntries(tx, [told({ ...claimed, node: this.#parts.node }, news)])
      return true
    })
    if (isWritten) this.#parts.announce(['incidents', 'log'])
    return isWritten
  }
}

type News = { readonly file: string } | Failed

/** What the webhook is told. The title of a private incident is known to those who take part, and to nobody outside. */
function wanted(of: ClaimedSnapshot): object {
  return {
    type: 'evidence.wanted',
    timestamp: of.now.toString(),
    data: {
      incidentId: of.incident_id,
      title: of.is_private ? null : of.title,
      service: of.service_slug === null ? null : { slug: of.service_slug, name: of.service_name },
      evidence: of.name,
      since: of.since.toString(),
    },
  }
}

function asAnswer(page: EgressPage): Uint8Array | Failed {
  switch (page.kind) {
    case 'refused':
      return { because: 'not_let_out', detail: page.because }
    case 'failed':
      return { because: 'unreachable', detail: page.because }
    case 'too_large':
      return { because: 'too_large', detail: '' }
    case 'answered':
      return page.status >= 200 && page.status < 300
        ? page.body
        : { because: ofStatus(page.status), detail: `HTTP ${page.status}` }
  }
}

function ofStatus(status: number): SnapshotFailure {
  if (status >= 500 || status === 408 || status === 429) return 'answers_badly'
  return status >= 300 && status < 400 ? 'redirects' : 'refused'
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function kept(tx: Db, of: ClaimedSnapshot, arrived: Arrived, settings: Settings) {
  const fileId = await keepFile(tx, of.incident_id, arrived, settings)
  const file = cleanName(of.name.replaceAll(/[/\\]/g, ' '), arrived.type)
  await updateEvidence(tx, of.id, { ...settled, state: 'kept', file_id: fileId, file_name: file, at: of.now })
  return { file: `${file}, ${bytesText(arrived.bytes)}` }
}

/** Tried again, or given up: only the end is told. */
async function failed(tx: Db, of: ClaimedSnapshot, failure: Failed) {
  const step = afterFailure(failure.because, of.attempts)
  const because = { failure: failure.because, failure_detail: failure.detail }
  if (step.do === 'again') {
    await updateEvidence(tx, of.id, { ...because, due_at: of.now.add({ seconds: step.inSeconds }) })
    return null
  }
  await updateEvidence(tx, of.id, { ...settled, ...because, state: 'failed' })
  return failure
}

function told(of: ClaimedSnapshot & { readonly node: string }, news: News) {
  const engine = { actor: { kind: 'engine', node: of.node }, now: of.now } as const
  const about = { teamId: of.team_id, incidentId: of.incident_id }
  const evidence = named({ name: of.name, service_name: of.service_name })
  return 'file' in news
    ? entry(engine, 'evidence_kept', { ...evidence, kept: news.file }, about)
    : entry(engine, 'evidence_failed', { ...evidence, snapshotFailure: news.because, detail: news.detail }, about)
}
