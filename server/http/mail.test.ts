// The door for mail services over a real connection: what is too large hears so.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { mailPost } from './mail.ts'

const key = 'the-key-of-the-mail-service'

async function door() {
  const errors: unknown[] = []
  const taken: number[] = []
  const diagnostics = pino({ hooks: { logMethod: (args) => void errors.push(args) } })
  const post = mailPost({
    settings: { mailKey: key },
    diagnostics,
    mail: {
      mostBytes: 1_000,
      knows: () => Promise.resolve(true),
      take: ({ raw }) => {
        taken.push(raw.length)
        return Promise.resolve({ how: 'taken' })
      },
    },
  })
  const server = createServer((request, response) => void post(request, response, request.url ?? '')).listen(0)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const open = () => connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined)
  return { errors, taken, open }
}

const head = (length: number) =>
  `POST /in/mail/${key} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${length}\r\n\r\n`

test('what is too large hears so, however much of it there is', async () => {
  const { errors, taken, open } = await door()
  const socket = open()
  const parts: Buffer[] = []
  socket.on('data', (part: Buffer) => parts.push(part))
  socket.write(head(20_000_000))
  socket.write(Buffer.alloc(20_000_000, 'x'))
  await once(socket, 'close')
  expect(Buffer.concat(parts).toString()).toMatch(/^HTTP\/1\.1 413 /)
  expect([errors, taken]).toEqual([[], []])
})
