// The other side of an outgoing call: a real HTTP server that behaves as a test says and keeps what it was sent.
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import net from 'node:net'
import { buffer } from 'node:stream/consumers'
import { testCertificate, testKey } from './certificate.ts'

export type Received = {
  readonly path: string
  readonly method: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
  readonly bytes: Buffer
}
export type Receiver = AsyncDisposable & {
  readonly url: string
  readonly port: number
  readonly received: Received[]
  connections: number
}
type Behaviour = (response: http.ServerResponse, call: Received) => void

/** Answers every request as `behave` does, over https when asked. */
export async function receiver(behave: Behaviour, isSecure = false): Promise<Receiver> {
  const received: Received[] = []
  const onRequest = async (request: http.IncomingMessage, response: http.ServerResponse) => {
    const { url = '', method = '', headers } = request
    const bytes = await buffer(request)
    const call = { path: url, method, headers, body: bytes.toString(), bytes }
    received.push(call)
    behave(response, call)
  }
  const listener = (request: http.IncomingMessage, response: http.ServerResponse) => void onRequest(request, response)
  const server = isSecure
    ? https.createServer({ key: testKey, cert: testCertificate }, listener)
    : http.createServer(listener)
  return listening(server, received, isSecure ? 'https' : 'http')
}

/** Speaks raw bytes to whoever connects, for what a proper HTTP server would not do. */
export function rawReceiver(behave: (socket: Socket) => void): Promise<Receiver> {
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy())
    behave(socket)
  })
  return listening(server, [], 'http')
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  await using gone = await rawReceiver((socket) => socket.destroy())
  return gone.port
}

export const answer =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (response) =>
    response.writeHead(status, headers).end(body)

async function listening(server: net.Server, received: Received[], scheme: 'http' | 'https'): Promise<Receiver> {
  const sockets = new Set<Socket>()
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const port = portOf(server.address())
  const self: Receiver = {
    url: `${scheme}://127.0.0.1:${port}`,
    port,
    received,
    connections: 0,
    [Symbol.asyncDispose]: async () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      for (const socket of sockets) socket.destroy()
      await closed.promise
    },
  }
  server.on('connection', (socket: Socket) => {
    self.connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  return self
}

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port')
  return address.port
}
