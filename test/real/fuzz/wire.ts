// One request, byte for byte as it is written, and what came back: no client stands between that would make it right.
import { connect } from 'node:net'

export type Written = {
  readonly method: string
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
  /** How its length is said. `broken`: more is promised than comes, and then the sender is gone. */
  readonly framing: 'length' | 'chunked' | 'broken' | 'broken chunk' | 'both'
}

export type Heard = {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
  readonly ms: number
}

/** The answer; `gone` when the connection ended without one, `silent` when there was none in time. */
export function exchange(port: number, written: Written, withinMs: number): Promise<Heard | 'gone' | 'silent'> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const began = performance.now()
    const parts: Buffer[] = []
    const end = (how: Heard | 'gone' | 'silent') => {
      clearTimeout(timer)
      socket.destroy()
      resolve(how)
    }
    const timer = setTimeout(() => end('silent'), withinMs)
    const isBroken = written.framing === 'broken' || written.framing === 'broken chunk'
    socket.on('data', (part: Buffer) => parts.push(part))
    // What was answered before the connection broke is an answer.
    const closed = () => end(parse(Buffer.concat(parts), performance.now() - began) ?? 'gone')
    socket.on('error', closed).on('close', closed)
    socket.write(bytesOf(written), () => {
      if (isBroken) setTimeout(() => socket.destroy(), 20)
    })
  })
}

function bytesOf({ method, target, headers, body, framing }: Written): Buffer {
  const length = body.length + (framing === 'broken' ? 100 : 0)
  const isChunked = framing === 'chunked' || framing === 'broken chunk' || framing === 'both'
  const said = [
    ...headers,
    ['connection', 'close'],
    ...(isChunked ? [['transfer-encoding', 'chunked']] : []),
    ...(!isChunked || framing === 'both' ? [['content-length', String(length)]] : []),
  ]
  const head = `${method} ${target} HTTP/1.1\r\n${said.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), ...(isChunked ? chunks(body, framing) : [body])])
}

function chunks(body: Uint8Array, framing: Written['framing']): Uint8Array[] {
  const size = Math.max(1, Math.ceil(body.length / 3))
  const parts: Uint8Array[] = []
  for (let at = 0; at < body.length; at += size) {
    const part = body.subarray(at, at + size)
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'))
  }
  return framing === 'broken chunk' ? parts.slice(0, -2) : [...parts, Buffer.from('0\r\n\r\n')]
}

/** The last answer in these bytes; those of 100 that stand before it are passed over. */
function parse(bytes: Buffer, ms: number): Heard | null {
  const text = bytes.toString('latin1').replace(/^(HTTP\/1\.1 100 [^\r]*\r\n\r\n)+/, '')
  const found = /^HTTP\/1\.1 (\d{3})[^\r]*\r\n([\s\S]*?)\r\n?\r\n([\s\S]*)$/.exec(text)
  if (!found) return null
  const [, status = '', head = '', written = ''] = found
  const body = /transfer-encoding: chunked/i.test(head) ? withoutChunks(written) : written
  const headers = new Map(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  return { status: Number(status), headers, body: Buffer.from(body, 'latin1').toString('utf8'), ms }
}

function withoutChunks(text: string): string {
  return text
    .replace(/^[0-9a-f]+\r\n/, '')
    .replace(/\r\n[0-9a-f]+\r\n/g, '')
    .replace(/^\r\n$/, '')
}
