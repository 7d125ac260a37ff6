// A load of alerts over raw keep-alive sockets: as little work a request as can be, so that the server is what is measured.
import net from 'node:net'

export type Load = {
  readonly port: number
  readonly path: string
  readonly connections: number
  readonly seconds: number
  /** The body of the n-th request. */
  readonly body: (n: number) => string
  /** How many alerts one request carries. */
  readonly alertsPerRequest: number
  /** Requests a second over all connections (open loop, counted from the scheduled instant); undefined: as fast as answered. */
  readonly rate?: number
}

export type Measured = {
  readonly alertsPerSecond: number
  readonly accepted: number
  readonly requests: number
  readonly refused: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** Sends the load and measures how long each answer took. */
export async function generate(load: Load): Promise<Measured> {
  const lanes = await Promise.all(Array.from({ length: load.connections }, () => openLane(load)))
  const latencies: number[] = []
  let refused = 0
  let sent = 0
  const began = performance.now()
  const endAt = began + load.seconds * 1_000
  const note = (scheduledAt: number, status: number) => {
    latencies.push(performance.now() - scheduledAt)
    if (status < 200 || status > 299) refused++
  }
  if (load.rate === undefined) {
    await Promise.all(
      lanes.map(async (lane) => {
        while (performance.now() < endAt) {
          const at = performance.now()
          note(at, await lane.send(load.body(sent++)))
        }
      }),
    )
  } else await openLoop(load, load.rate, lanes, { began, endAt, note, next: () => load.body(sent++) })
  const seconds = (performance.now() - began) / 1_000
  for (const lane of lanes) lane.end()
  latencies.sort((a, b) => a - b)
  const accepted = (latencies.length - refused) * load.alertsPerRequest
  return {
    alertsPerSecond: accepted / seconds,
    accepted,
    requests: latencies.length,
    refused,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  }
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  )
}

type Lane = { send(body: string): Promise<number>; end(): void }

async function openLoop(
  load: Load,
  rate: number,
  lanes: readonly Lane[],
  run: { began: number; endAt: number; note: (at: number, status: number) => void; next: () => string },
): Promise<void> {
  const total = Math.floor(load.seconds * rate)
  const waiting: Promise<void>[] = []
  let n = 0
  const idle = [...lanes]
  const queue: number[] = []
  const start = (lane: Lane, at: number) => {
    waiting.push(
      // oxlint-disable-next-line promise/always-return -- it starts the next one, nothing waits for a value
      lane.send(run.next()).then((status) => {
        run.note(at, status)
        const late = queue.shift()
        if (late === undefined) idle.push(lane)
        else start(lane, late)
      }),
    )
  }
  while (n < total) {
    const due = Math.min(total, Math.floor(((performance.now() - run.began) / 1_000) * rate) + 1)
    for (; n < due; n++) {
      const at = run.began + (n / rate) * 1_000
      const lane = idle.pop()
      if (lane) start(lane, at)
      else queue.push(at)
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  let settled = 0
  while (settled < waiting.length) {
    settled = waiting.length
    await Promise.all(waiting)
  }
}

/** One connection with one request under way; answers with the status. */
function openLane(load: Load): Promise<Lane> {
  const head = `POST ${load.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: `
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port: load.port, host: '127.0.0.1', noDelay: true })
    let answer: ((status: number) => void) | null = null
    let rest = ''
    socket.on('error', reject)
    socket.on('close', () => answer?.(0))
    socket.on('data', (data) => {
      rest += data.toString('latin1')
      const end = rest.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/content-length: *(\d+)/i.exec(rest.slice(0, end))?.[1] ?? 0)
      if (rest.length < end + 4 + length) return
      const status = Number(rest.slice(9, 12))
      rest = rest.slice(end + 4 + length)
      const done = answer
      answer = null
      done?.(status)
    })
    socket.on('connect', () =>
      resolve({
        send: (body) =>
          new Promise((done) => {
            answer = done
            socket.write(`${head}${Buffer.byteLength(body)}\r\n\r\n${body}`)
          }),
        end: () => socket.destroy(),
      }),
    )
  })
}
