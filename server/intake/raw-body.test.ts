// The bytes of a request over a real connection: what is too long hears so, also from a sender that cannot stop sending.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { readRaw, restGone, TooLarge, UnknownEncoding } from './raw-body.ts'

/** Posts this, reading nothing until all of it is written; the status line that came back. */
async function answerTo(
  head: string,
  body: Uint8Array,
  read: (request: IncomingMessage) => Promise<Buffer> = readRaw,
): Promise<string> {
  // oxlint-disable-next-line typescript/no-misused-promises -- it never rejects
  const server = createServer(async (request, response) => {
    const status = await read(request).then(
      () => 200,
      (error: unknown) => (error instanceof TooLarge ? 413 : error instanceof UnknownEncoding ? 415 : 500),
    )
    await restGone(request)
    response.writeHead(status).end()
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const parts: Buffer[] = []
  socket.on('data', (part: Buffer) => parts.push(part)).on('error', () => undefined)
  socket.write(`POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${body.length}\r\n${head}\r\n`)
  socket.write(body)
  await once(socket, 'close')
  return Buffer.concat(parts).toString().split('\r\n')[0] ?? ''
}

const long = Buffer.alloc(20_000_000, 'x')

test.each([
  ['what is short', '', Buffer.from('{}'), 'HTTP/1.1 200 OK'],
  ['20 MB', '', long, 'HTTP/1.1 413 Payload Too Large'],
  ['20 MB, said to be packed', 'content-encoding: gzip\r\n', long, 'HTTP/1.1 413 Payload Too Large'],
  ['a bomb', 'content-encoding: gzip\r\n', gzipSync(long), 'HTTP/1.1 413 Payload Too Large'],
  ['900 KB packed by nobody knows what', 'content-encoding: br\r\n', long.subarray(0, 900_000), 'HTTP/1.1 415 Unsupported Media Type'], // prettier-ignore
])('%s is answered', async (_what, head, body, answer) => {
  expect(await answerTo(head, body)).toBe(answer)
})

test('of a check-in the first bytes are kept, however many come', async () => {
  let kept = 0
  const keep = async (request: IncomingMessage) => {
    const bytes = await readRaw(request, 100_000)
    kept = bytes.length
    return bytes
  }
  expect(await answerTo('', long, keep)).toBe('HTTP/1.1 200 OK')
  expect(kept).toBe(100_000)
})
