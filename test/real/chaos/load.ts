// Monitors that raise alerts at a steady rate over all nodes, whatever becomes of them, and note what they were answered.
import type { Ledger } from '../ledger.ts'
import { openLane, pagerDutyEvent, type Lane } from '../sender.ts'

export type Load = {
  /** Answers that were neither 2xx nor a 503 that says when to come again. */
  readonly odd: string[]
  /** How many were turned away by 503, or got no answer. */
  readonly turnedAway: () => number
  stop(): Promise<void>
}

/** A monitor waits for its answers; beyond so many it has no more connections to this node, and says nothing. */
const mostLanes = 150

export function startLoad(of: {
  readonly ports: readonly number[]
  readonly keys: readonly string[]
  readonly perSecond: number
  readonly ledger: Ledger
  readonly name: string
}): Load {
  const { ports, keys, perSecond, ledger, name } = of
  const idle = new Map<number, Lane[]>(ports.map((port) => [port, []]))
  const busy = new Map<number, number>(ports.map((port) => [port, 0]))
  const underWay = new Set<Promise<void>>()
  const odd: string[] = []
  let turnedAway = 0
  let n = 0
  const one = async (port: number, event: string, key: string) => {
    const lane = idle.get(port)?.pop() ?? openLane(port)
    const answer = await lane.post('/v2/enqueue', pagerDutyEvent(key, event))
    ledger.note(event, answer?.status ?? null)
    idle.get(port)?.push(lane)
    if (answer === null || answer.status === 503) turnedAway++
    if (answer && !isPlain(answer.status, answer.retryAfter)) odd.push(`${event}: ${answer.status} ${answer.body}`)
  }
  const began = performance.now()
  const beat = setInterval(() => {
    const due = Math.floor(((performance.now() - began) / 1_000) * perSecond)
    for (; n < due; n++) {
      const port = ports[n % ports.length] ?? 0
      const running = busy.get(port) ?? 0
      if (running >= mostLanes) continue
      busy.set(port, running + 1)
      const sent = one(port, `${name}/${n}`, keys[n % keys.length] ?? '').finally(() => {
        busy.set(port, (busy.get(port) ?? 1) - 1)
        underWay.delete(sent)
      })
      underWay.add(sent)
    }
  }, 5)
  return {
    odd,
    turnedAway: () => turnedAway,
    async stop() {
      clearInterval(beat)
      await Promise.all(underWay)
      for (const lanes of idle.values()) for (const lane of lanes) lane.close()
    },
  }
}

function isPlain(status: number, retryAfter: string | null): boolean {
  return (status >= 200 && status <= 299) || (status === 503 && Number(retryAfter) > 0)
}
