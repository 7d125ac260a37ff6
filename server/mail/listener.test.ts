import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sendMail } from '../../test/mail.ts'
import { testCertificate, testKey } from '../channels/testing/certificate.ts'
import { makeMetrics } from '../metrics.ts'
import type { ArrivedMail, MailAnswer, MailDoor } from './door.ts'
import { listenForMail, type MailListener } from './listener.ts'
import { listenOrSay } from './set-up.ts'

const known = 'reply+1@baton.test'
let listener: MailListener | null = null
let taken: ArrivedMail[] = []
let answer: () => Promise<MailAnswer>
let knows: MailDoor['knows']
let whyNot: NonNullable<MailDoor['whyNot']>

const door: MailDoor = {
  mostBytes: 4_096,
  knows: (recipient, sender) => knows(recipient, sender),
  whyNot: (recipient, sender) => whyNot(recipient, sender),
  take: (mail) => {
    taken.push(mail)
    return answer()
  },
}

beforeEach(() => {
  taken = []
  answer = async () => ({ how: 'taken' })
  knows = async (recipient) => recipient === known
  whyNot = async () => null
})

afterEach(() => listener?.close())

test('a mail for an address that is known is taken, with its envelope and its bytes', async () => {
  await start()
  expect(await sendMail(port(), { to: known, text: '확인', sender: '' })).toBe(250)
  expect(taken).toMatchObject([{ recipients: [known], sender: '' }])
  expect(text()).toContain('Content-Type: text/plain')
})

test('nothing is relayed, and nobody signs in', async () => {
  await start()
  expect(await sendMail(port(), { to: 'somebody@elsewhere.test', text: 'hello' })).toBe(550)
  expect(
    await dialogue(['EHLO a', 'AUTH PLAIN AGEAYQ==', 'VRFY ana', 'EXPN list', 'WIZ', 'XCLIENT ADDR=1.2.3.4']),
  ).toEqual(['250', '500', expect.stringMatching(/^25[02]$/), '500', '500', '500'])
  expect(
    await dialogue(['EHLO a', 'MAIL FROM:<a@b.test>', 'RCPT TO:<reply+1%elsewhere.test@baton.test>', 'DATA']),
  ).toEqual(['250', '250', '550', '503'])
  expect(taken).toEqual([])
})

test('what is larger than a door takes is refused, whether it was announced or not', async () => {
  await start()
  expect(await sendMail(port(), { to: known, text: 'x'.repeat(10_000) })).toBe(552)
  const long = `${`${'x'.repeat(70)}\r\n`.repeat(200_000)}.`
  expect(await dialogue(['EHLO a', 'MAIL FROM:<a@b.test>', `RCPT TO:<${known}>`, 'DATA', long])).toEqual([
    '250',
    '250',
    '250',
    '354',
    '552',
  ])
  expect(taken).toEqual([])
})

test('what does not fit beside the mails that are coming in comes again, and nothing is held of what is over', async () => {
  const settings = { mailListen: '127.0.0.1:0', mailDomain: 'baton.test' }
  listener = await listenForMail({ settings, ...rest(), mostHeldBytes: 3_000 })
  for (let i = 0; i < 5; i++) expect(await sendMail(port(), { to: known, text: 'x'.repeat(1_000) })).toBe(250)
  expect(await sendMail(port(), { to: known, text: 'x'.repeat(3_000) })).toBe(451)
  expect(await sendMail(port(), { to: known, text: 'x'.repeat(10_000) })).toBe(552)
  expect(await sendMail(port(), { to: known, text: 'x'.repeat(1_000) })).toBe(250)
  expect(taken).toHaveLength(6)
})

test('a door says why a sender may not write to an address that is theirs', async () => {
  whyNot = async (recipient, sender) => (sender === 'mallory@elsewhere.test' ? `no mail for ${recipient}` : null)
  await start()
  expect(await sendMail(port(), { to: known, text: 'ack', sender: 'mallory@elsewhere.test' })).toBe(550)
  expect(await sendMail(port(), { to: known, text: 'ack' })).toBe(250)
  expect(taken).toHaveLength(1)
})

test('only a line with a dot alone, ended as SMTP ends lines, ends a mail: nothing is smuggled in behind another', async () => {
  await start()
  const smuggled = `\nMAIL FROM:<b@b.test>\nRCPT TO:<${known}>\nDATA\n1\n`
  for (const end of ['\n.\n', '\n.\r\n', '\r\n.\n', '\r.\r']) {
    taken = []
    const body = `Subject: one\r\n\r\nack${end}${smuggled}\r\n.`
    expect(await dialogue(['EHLO a', 'MAIL FROM:<a@b.test>', `RCPT TO:<${known}>`, 'DATA', body, 'NOOP'])).toEqual([
      '250',
      '250',
      '250',
      '354',
      '250',
      '250',
    ])
    expect(taken).toHaveLength(1)
    expect(text()).toContain('MAIL FROM:<b@b.test>')
  }
})

test('what breaks while a mail is taken is a reason to come again', async () => {
  await start()
  answer = async () => {
    throw Object.assign(new Error('the database is away'), { code: 'ECONNREFUSED' })
  }
  expect(await sendMail(port(), { to: known, text: 'ack' })).toBe(451)
  answer = async () => ({ how: 'later', say: 'not yet' })
  expect(await sendMail(port(), { to: known, text: 'ack' })).toBe(451)
  answer = async () => ({ how: 'refused', say: 'no' })
  expect(await sendMail(port(), { to: known, text: 'ack' })).toBe(554)
  knows = async () => {
    throw Object.assign(new Error('the database is away'), { code: 'ECONNREFUSED' })
  }
  expect(await sendMail(port(), { to: known, text: 'ack' })).toBe(451)
})

test('one address holds ten connections and no more, and a line has an end', async () => {
  await start()
  const held = await Promise.all(Array.from({ length: 10 }, () => connected()))
  // Those that are turned away do not count for ever.
  for (let i = 0; i < 15; i++) await expect(greeting()).resolves.toMatch(/^421/)
  for (const socket of held) socket.destroy()
  await expect.poll(() => greeting()).toMatch(/^220/)
  const socket = await connected()
  socket.on('error', () => undefined)
  const over = new Promise((resolve) => socket.once('close', resolve))
  socket.write('A'.repeat(100_000))
  socket.resume()
  await over
})

test('nothing is kept of a connection that is over', async () => {
  const [set, clear] = [vi.spyOn(globalThis, 'setTimeout'), vi.spyOn(globalThis, 'clearTimeout')]
  await start()
  const socket = await connected()
  const ends = set.mock.calls.flatMap(([, ms], i) => (ms === 300_000 ? [set.mock.results[i]?.value] : []))
  expect(ends).toHaveLength(1)
  socket.destroy()
  await expect.poll(() => clear.mock.calls.flat()).toContain(ends[0])
  vi.restoreAllMocks()
})

test('with a certificate it is encrypted, and without one it does not pretend', async () => {
  await start()
  expect(await features()).not.toContain('STARTTLS')
  expect(await dialogue(['EHLO a', 'STARTTLS'])).toEqual(['250', '500'])
  await listener?.close()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'baton-mail-'))
  const [mailTlsCert, mailTlsKey] = [path.join(folder, 'cert'), path.join(folder, 'key')]
  writeFileSync(mailTlsCert, testCertificate)
  writeFileSync(mailTlsKey, testKey)
  await start({ mailTlsCert, mailTlsKey })
  rmSync(folder, { recursive: true })
  expect(await features()).toContain('STARTTLS')
  const transport = createTransport({
    host: '127.0.0.1',
    port: port(),
    requireTLS: true,
    tls: { rejectUnauthorized: false },
  })
  await transport.sendMail({ from: 'ana@example.com', to: known, text: 'ack' })
  transport.close()
  expect(taken).toHaveLength(1)
})

test('it listens only when it is told where', async () => {
  expect(await listenForMail({ settings: { mailDomain: 'baton.test' }, ...rest() })).toBeNull()
})

test('what cannot be is said by the setting that is wrong, before anything is promised', async () => {
  await start()
  const at = (more: Record<string, string>) =>
    listenOrSay({ settings: { mailListen: '127.0.0.1:0', mailDomain: 'baton.test', ...more }, ...rest() })
  const taken = `127.0.0.1:${port()}`
  await expect(at({ mailListen: taken })).rejects.toThrow(`BATON_MAIL_LISTEN cannot be ${taken}: another program`)
  await expect(at({ mailListen: '192.0.2.1:0' })).rejects.toThrow('this machine has no such address')
  const missing = { mailTlsCert: '/nowhere/cert.pem', mailTlsKey: '/nowhere/key.pem' }
  await expect(at(missing)).rejects.toThrow('BATON_MAIL_TLS_CERT and BATON_MAIL_TLS_KEY cannot be used: ENOENT')
})

function rest() {
  return { doors: [door], metrics: makeMetrics(), diagnostics: pino({ level: 'silent' }) }
}

async function start(more: { readonly mailTlsCert?: string; readonly mailTlsKey?: string } = {}) {
  const settings = { mailListen: '127.0.0.1:0', mailDomain: 'baton.test', ...more }
  listener = await listenForMail({ settings, ...rest() })
}

function port(): number {
  return listener?.port ?? 0
}

function text(): string {
  return Buffer.from(taken.at(-1)?.raw ?? []).toString()
}

async function connected(): Promise<net.Socket> {
  const socket = net.connect(port(), '127.0.0.1')
  await new Promise((resolve, reject) => socket.once('data', resolve).once('error', reject))
  return socket
}

async function greeting(): Promise<string> {
  const socket = net.connect(port(), '127.0.0.1')
  socket.on('error', () => undefined)
  const said = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))))
  socket.destroy()
  return said
}

async function features(): Promise<string> {
  const socket = await connected()
  const said = await exchange(socket, 'EHLO a')
  socket.destroy()
  return said
}

/** Says these lines one after the other, and gives the code of each answer. */
async function dialogue(said: readonly string[]): Promise<string[]> {
  const socket = await connected()
  const codes = []
  for (const line of said) codes.push((await exchange(socket, line)).slice(0, 3))
  socket.destroy()
  return codes
}

function exchange(socket: net.Socket, line: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const listen = (data: Buffer) => {
      heard += String(data)
      if (!/^\d{3} .*\r\n$/m.test(heard.slice(heard.lastIndexOf('\n', heard.length - 2) + 1))) return
      socket.off('data', listen)
      resolve(heard)
    }
    socket.on('data', listen)
    socket.write(`${line}\r\n`)
  })
}
