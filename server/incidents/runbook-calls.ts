// What steps of runbooks call: each press once, outside of any transaction, signed, and what came back is written down.
import { stepsOf } from '../../domain/kit/steps.ts'
import type { Topic } from '../../domain/topics.ts'
import { signedHeaders, signingKeys } from '../channels/webhook.ts'
import { entry } from '../commit.ts'
import { isAway, type Db } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { Egress, EgressAnswer } from '../egress/egress.ts'
import type { Kind } from '../engine/engine.ts'
import { kitSeal } from '../kit/runbook-store.ts'
import { addEntries } from '../log/store.ts'
import type { Sealer } from '../secrets.ts'
import { claimCalls, endCall, type ClaimedCall } from './runbook-store.ts'

export type RunbookCallParts = {
  readonly db: Db
  readonly node: string
  readonly egress: Pick<Egress, 'post'>
  readonly sealer: Sealer
  /** A demo calls nobody. */
  readonly isDemo: boolean
  readonly diagnostics: Diagnostics
  readonly announce: (topics: readonly Topic[]) => void
  /** How long one call may take, in milliseconds. */
  readonly withinMs?: number
}

const mostAtOnce = 4
const leaseSeconds = 90
const usuallyWithinMs = 30_000
const mostAnswered = 500

export class RunbookCalls {
  readonly #parts: RunbookCallParts
  readonly #running = new Set<Promise<void>>()

  constructor(parts: RunbookCallParts) {
    this.#parts = parts
  }

  /** The engine's part: it claims and goes on, because a page must not wait for a foreign server. */
  kind(): Kind {
    return { name: 'runbook_calls', batch: mostAtOnce, step: () => this.#claimDue() }
  }

  /** Settles when nothing is being called any more. */
  async drained(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  async #claimDue(): Promise<number> {
    const room = mostAtOnce - this.#running.size
    if (room <= 0) return 0
    const claimed = await claimCalls(this.#parts.db, room, leaseSeconds)
    for (const one of claimed) {
      const run = this.#call(one)
        .catch((error: unknown) => {
          if (!isAway(error)) this.#parts.diagnostics.error({ err: error, call: one.id }, 'a step was not called')
        })
        .finally(() => this.#running.delete(run))
      this.#running.add(run)
    }
    return claimed.length
  }

  async #call(claimed: ClaimedCall): Promise<void> {
    const end = claimed.was === 'waiting' ? await this.#ask(claimed) : ({ state: 'lost', answer: '' } as const)
    const isEnded = await this.#parts.db.transaction().execute(async (tx) => {
      if (!(await endCall(tx, claimed.id, { ...end, now: claimed.now }))) return false
      await addEntries(tx, [told({ ...claimed, node: this.#parts.node }, end)])
      return true
    })
    if (isEnded) this.#parts.announce(['kit', 'timelines', 'log'])
  }

  async #ask(claimed: ClaimedCall): Promise<End> {
    const { sealer, isDemo, egress, withinMs = usuallyWithinMs } = this.#parts
    if (isDemo) return { state: 'failed', answer: 'the demo calls nobody' }
    const keys = claimed.sealed ? signingKeys(sealer.open(claimed.sealed, kitSeal(claimed.kit_team_id))) : null
    // Unsigned it is not sent: whoever receives it could not tell that it is from here.
    if (!keys) return { state: 'failed', answer: 'no secret to sign with' }
    const body = JSON.stringify(wanted(claimed))
    const headers = { ...signedHeaders(`runbook-call/${claimed.id}`, body, keys, claimed.now), accept: '*/*' }
    return asEnd(
      await egress.post({ url: claimed.address, headers, body, isOnce: true }, AbortSignal.timeout(withinMs)),
    )
  }
}

type End = { readonly state: 'answered' | 'failed' | 'lost'; readonly answer: string }

/** What the webhook is told. The title of a private incident is known to those who take part, and to nobody outside. */
function wanted(of: ClaimedCall): object {
  return {
    type: 'runbook.step',
    timestamp: of.now.toString(),
    data: {
      incidentId: of.incident_id,
      title: of.is_private ? null : of.title,
      runbook: { id: of.runbook_id, title: of.runbook, version: of.version },
      step: of.step,
      text: textOf(of),
      name: of.name,
      by: of.asked_by,
    },
  }
}

function asEnd(answer: EgressAnswer): End {
  if (answer.kind === 'refused') return { state: 'failed', answer: `not let out: ${answer.because}` }
  if (answer.kind === 'failed') return { state: 'failed', answer: answer.because }
  const words = answer.body.replaceAll(/\p{Cc}+/gu, ' ').trim()
  const text = [`HTTP ${answer.status}`, words].filter((part) => part !== '').join(': ')
  const isDone = answer.status >= 200 && answer.status < 300
  return { state: isDone ? 'answered' : 'failed', answer: text.slice(0, mostAnswered).toWellFormed() }
}

function textOf(of: ClaimedCall): string {
  return stepsOf(of.body).find(({ number }) => number === of.step)?.text ?? ''
}

function told(of: ClaimedCall & { readonly node: string }, end: End) {
  const engine = { actor: { kind: 'engine', node: of.node }, now: of.now } as const
  const about = { teamId: of.team_id, incidentId: of.incident_id }
  const facts = { text: textOf(of), step: of.step, runbook: of.runbook, version: of.version, call: of.name }
  if (end.state === 'lost') return entry(engine, 'step_call_lost', facts, about)
  const kind = end.state === 'answered' ? 'step_call_answered' : 'step_call_failed'
  return entry(engine, kind, { ...facts, answer: end.answer }, about)
}
