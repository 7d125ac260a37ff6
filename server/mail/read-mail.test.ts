import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { automaticSign } from '../../domain/paging/automatic-mail.ts'
import { replies } from './corpus.test-support.ts'
import { automatic, report } from './machines.test-support.ts'
import { MailReader } from './read-in-thread.ts'
import { readMail, type ReadMail } from './read-mail.ts'

test.each(replies)('the answer in a reply: $name', async ({ raw, line }) => {
  const mail = await understood(raw)
  expect(mail.line).toBe(line)
  expect(signOf(mail)).toBeNull()
})

// What is passed on is told as it is.
const answering = replies.filter(({ name }) => !name.startsWith('forwarded'))

test.each(answering)('nothing that was quoted is in the words of a reply: $name', async ({ raw, line }) => {
  const { words } = await understood(raw)
  expect(words).toContain(line)
  expect(words).not.toMatch(/Payments are down|wrote:|작성:|baton\.test|Service: Payments/)
})

test.each(automatic)('no person wrote it: $name', async ({ raw }) => {
  expect(signOf(await understood(raw))).not.toBeNull()
})

test('what comes with no sender, as reports and machines do, is no answer', async () => {
  const mail = await understood(Buffer.from('From: ana@example.com\r\n\r\nack'))
  expect([signOf(mail, ''), signOf(mail, 'ana@example.com')]).toEqual(['no_sender', null])
})

describe('reports', () => {
  const replyAddress = 'reply+1z-0123456789abcdef0123456789abcdef@baton.test'

  test.each([false, true])('a mail that was given up, with its headers alone: %s', async (headersOnly) => {
    const mail = await understood(Buffer.from(report({ action: 'failed', replyAddress, headersOnly })))
    expect(signOf(mail, '')).toBe('report')
    expect(mail.failure).toBe('5.1.1 550 5.1.1 <...>: Recipient address rejected: User unknown')
    expect(mail.named).toContain(replyAddress)
  })

  test.each(['delayed', 'delivered', 'relayed'])('%s is no failure', async (action) => {
    expect(await understood(Buffer.from(report({ action, replyAddress })))).toMatchObject({ failure: null })
  })

  test('a reply in which a report is quoted is no report', async () => {
    const raw = `From: ana@example.com\r\n\r\nack\r\n\r\n${report({ action: 'failed', replyAddress })}`
    expect(await understood(Buffer.from(raw))).toMatchObject({ failure: null, line: 'ack' })
  })
})

describe('hostile mails', () => {
  const parts = (count: number, part: string) =>
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n${`--b\r\n${part}\r\n`.repeat(count)}--b--`
  const nested = (depth: number) =>
    Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join('')
  const hostile: readonly [string, string][] = [
    ['nothing', ''],
    ['null bytes', '\0\0\0\r\n\0'],
    ['no headers', '\r\n\r\nack'],
    ['no body', 'From: a@b'],
    ['10,000 parts', parts(10_000, 'Content-Type: text/plain\r\n\r\nx')],
    ['a part in a part, 5,000 deep', nested(5_000)],
    ['many headers', `${'X-A: 1\r\n'.repeat(20_000)}\r\nack`],
    ['one long header', `X-A: ${'a'.repeat(200_000)}\r\n\r\nack`],
    ['a line without end', 'a'.repeat(250_000)],
    ['many encoded words', `Subject: ${'=?x?B?eA==?= '.repeat(15_000)}\r\n\r\nack`],
    ['HTML that opens and never ends', `Content-Type: text/html\r\n\r\n${'<blockquote>'.repeat(20_000)}`],
    ['HTML that ends and never opened', `Content-Type: text/html\r\n\r\n${'<style></x>'.repeat(20_000)}`],
    ['quotes of quotes', `\r\n${'>'.repeat(200_000)}`],
    ['angle brackets', `Content-Type: text/html\r\n\r\n${'<'.repeat(200_000)}`],
    ['who wrote, again and again', `\r\n${'On a wrote '.repeat(20_000)}`],
    ['mails in mails', 'Content-Type: message/rfc822\r\n\r\n'.repeat(5_000)],
    ['a bomb as an attachment', parts(1, `Content-Type: application/gzip\r\n\r\n${'H4sIAAAA'.repeat(20_000)}`)],
  ]

  test.each(hostile)('%s is read or refused in time, and says nothing that is not there', async (_, raw) => {
    const mail = await new MailReader().read(Buffer.from(raw))
    if (mail.isRead) expect(['', 'ack', 'x']).toContain(mail.line.length > 100 ? '' : mail.line)
  })

  test('whatever the bytes, the reader answers and its line is one clean line', async () => {
    const pieces = fc.constantFrom(
      '--b\r\n',
      '\r\n',
      '>',
      '<div>',
      '&nbsp;',
      'ack',
      '확인',
      '=?utf-8?B?7ZmV?=',
      '\u000e',
      '\u001b$)C',
      '\0',
      '=3D',
      ': ',
    )
    const body = fc
      .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 60 })
      .map((all) => all.join(''))
    const type = fc.constantFrom(
      'text/plain',
      'text/html',
      'multipart/mixed; boundary=b',
      'multipart/report; boundary=b',
      'text/plain; charset=iso-2022-kr',
      'message/rfc822',
    )
    const encoding = fc.constantFrom('7bit', 'base64', 'quoted-printable', 'x-unknown')
    await fc.assert(
      fc.asyncProperty(type, encoding, body, async (contentType, how, text) => {
        const raw = Buffer.from(`Content-Type: ${contentType}\r\nContent-Transfer-Encoding: ${how}\r\n\r\n${text}`)
        const mail = await readMail(raw)
        if (!mail.isRead) return
        expect(mail.line).not.toMatch(/[\p{Cc}\r\n]/u)
        expect(mail.line.length).toBeLessThanOrEqual(500)
        expect(mail.ref).toMatch(/^[0-9a-f]{40}$/)
      }),
      { numRuns: 500 },
    )
  })
})

async function understood(raw: Uint8Array) {
  const mail = await readMail(raw)
  if (!mail.isRead) throw new Error('this mail was not read')
  return mail
}

function signOf(mail: Extract<ReadMail, { isRead: true }>, envelopeFrom: string | null = null) {
  const { headers, subject, from } = mail
  return automaticSign({ envelopeFrom, headers, subject, from }, 'baton@baton.test')
}
