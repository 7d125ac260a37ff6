// A Baton made of answers that a test writes, and a terminal that it reads.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Terminal } from './terminal.ts'
import { runCli } from './program.ts'

export type Asked = {
  readonly line: string
  readonly body: unknown
  readonly headers: IncomingMessage['headers']
}

export type Reply = {
  readonly status?: number
  readonly headers?: Record<string, string | string[]>
  readonly body: unknown
}

/** Answers by `METHOD /path` without the query; everything that was asked is kept. */
export async function fakeBaton(replies: Readonly<Record<string, unknown>>) {
  const asked: Asked[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const text = Buffer.concat(chunks).toString()
    const line = `${request.method} ${request.url}`
    const isJson = request.headers['content-type'] === 'application/json'
    asked.push({ line, body: text === '' ? null : isJson ? JSON.parse(text) : text, headers: request.headers })
    const reply = asReply(replies[line] ?? replies[line.replace(/\?.*/, '')])
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body))
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export function reply(status: number, body: unknown, headers: Record<string, string | string[]> = {}): Reply {
  return { status, body, headers }
}

/** A refusal as Baton writes it. */
export function refused(status: number, code: string, say: string, errors: readonly object[] = []): Reply {
  return reply(status, { type: `urn:baton:problem:${code}`, status, code, say, errors })
}

function asReply(given: unknown): Reply {
  if (given === undefined) return refused(404, 'not_found', 'There is nothing at this address.')
  return typeof given === 'object' && given !== null && 'body' in given ? given : { body: given }
}

export type Typed = { readonly answers?: readonly string[]; readonly input?: string } & Partial<Terminal>

/** Runs one command line and gives its exit code and what stood on the terminal. */
export async function baton(args: readonly string[], given: Typed = {}) {
  const { answers = null, input = '', ...of } = given
  const left = answers && [...answers]
  let out = ''
  let err = ''
  const asked: string[] = []
  const terminal: Terminal = {
    env: {},
    home: '/nowhere',
    now: () => Temporal.Instant.from('2026-11-24T12:00:00Z'),
    zone: 'Europe/Berlin',
    columns: null,
    isColourful: false,
    write: (text) => void (out += text),
    writeBytes: async (bytes) => void (out += Buffer.from(bytes).toString('latin1')),
    complain: (text) => void (err += text),
    ask: async (question, how) => {
      asked.push(how?.isSecret ? `${question}(secret)` : question)
      return left?.shift() ?? null
    },
    readInput: async () => input,
    readBytes: async function* () {
      yield Buffer.from(input)
    },
    stopped: new AbortController().signal,
    ...of,
  }
  const exit = await runCli(args, terminal)
  return { exit, out, err, questions: asked }
}

/** A folder that is gone after the work. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-cli-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
