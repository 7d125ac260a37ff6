// Providers of webhooks that misbehave, each in its own way over bare sockets: what a proper HTTP server would never do.
import { randomBytes } from 'node:crypto'
import net, { type Socket } from 'node:net'
import type { Trial } from '../trial.ts'
import { freePort } from '../program.ts'

/** `lies`: it says that it has the message, so that only time tells. Everything else fails at once or by its deadline. */
export type Misbehaviour = { readonly lies: boolean; readonly does: (socket: Socket) => void }

const endless = (socket: Socket, chunk: string | Buffer, everyMs: number) => {
  const more = setInterval(() => socket.write(chunk), everyMs)
  socket.once('close', () => clearInterval(more))
}

export const misbehaviours = {
  garbage: { lies: false, does: (socket) => socket.end(randomBytes(500)) },
  half: { lies: true, does: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n{"half": ') },
  'half-head': { lies: false, does: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le') },
  html: { lies: true, does: (socket) => socket.end(answer(200, '<html>Sign in to the network</html>')) },
  fails: { lies: false, does: (socket) => socket.end(answer(500, 'Internal Server Error')) },
  'busy-for-years': {
    lies: false,
    does: (socket) => socket.end(answer(429, '', 'retry-after: 999999999\r\n')),
  },
  'busy-since-long': {
    lies: false,
    does: (socket) => socket.end(answer(503, '', 'retry-after: Thu, 01 Jan 1970 00:00:00 GMT\r\n')),
  },
  'redirects-in-a-ring': {
    lies: false,
    does: (socket) => socket.end(answer(302, '', 'location: /redirects-in-a-ring\r\n')),
  },
  'endless-body': {
    lies: true,
    does: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n')
      endless(socket, Buffer.alloc(4_096, 'a'), 10)
    },
  },
  'endless-head': {
    lies: false,
    does: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      endless(socket, 'x: y\r\n', 200)
    },
  },
  'closes-at-once': { lies: false, does: (socket) => socket.destroy() },
  resets: { lies: false, does: (socket) => socket.resetAndDestroy() },
  hangs: { lies: false, does: () => {} },
} as const satisfies Record<string, Misbehaviour>

export type BadProvider = { readonly url: string; heal(): void }

/** A provider that misbehaves so, until it is healed. */
export async function startBadProvider(trial: Trial, { does }: Misbehaviour): Promise<BadProvider> {
  let isWell = false
  const sockets = new Set<Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}) // `close` follows
    socket.once('close', () => sockets.delete(socket))
    socket.once('data', () => {
      if (isWell) socket.end(answer(200, ''))
      else does(socket)
      socket.resume()
    })
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  trial.after(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  const heal = () => {
    isWell = true
    for (const socket of sockets) socket.destroy()
  }
  return { url: `http://127.0.0.1:${port}`, heal }
}

function answer(status: number, body: string, headers = ''): string {
  return `HTTP/1.1 ${status} Because\r\n${headers}content-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`
}
