import PostalMime, { type Email } from 'postal-mime'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../domain/paging/message.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import { type EmailSettings, emailChannel } from './email.ts'
import { mailServer, type MailServer, reply } from './testing/mail-server.ts'
import { testMessage, within } from './testing/page.ts'
import { rawReceiver } from './testing/receiver.ts'

const plain: EmailSettings = { host: '127.0.0.1', port: 0, secure: false, from: 'Baton 당번 <baton@example.com>' }
const withoutTls = { disabledCommands: ['STARTTLS', 'AUTH'] }

async function sendTo(
  port: number,
  message: Message,
  changes: Partial<EmailSettings> = {},
  address = 'ana@example.com',
) {
  const email = emailChannel({ ...plain, port, ...changes })
  try {
    return await email.reach({ address }, message, within(2_000))
  } finally {
    await email.close()
  }
}

async function mailIn(server: MailServer, index = 0): Promise<Email> {
  return PostalMime.parse(Buffer.from(server.mails[index]?.raw ?? '', 'latin1'))
}

function header(mail: Email, key: string): string | undefined {
  return mail.headers.find((one) => one.key === key)?.value
}

describe('the mail', () => {
  test('is read back as it was written: Korean subject, text, html, sender', async () => {
    await using server = await mailServer(withoutTls)
    const message = testMessage({ language: 'ko', summary: '결제 서비스가 실패합니다 — 😀 <긴급>' })
    const outcome = await sendTo(server.port, message)
    const mail = await mailIn(server)
    expect(outcome).toEqual({ sent: `${mail.messageId} 250 queued as 4F2A` })
    expect(mail.subject).toBe('[P1] 결제 서비스가 실패합니다 — 😀 <긴급> · Payments')
    expect(mail.text?.trimEnd()).toBe(message.text)
    expect(mail.html?.trimEnd()).toBe(message.html)
    expect(mail.from).toEqual({ name: 'Baton 당번', address: 'baton@example.com' })
    expect(mail.to).toEqual([{ name: '', address: 'ana@example.com' }])
    expect(server.mails[0]).toMatchObject({ from: 'baton@example.com', to: ['ana@example.com'] })
    expect(server.mails[0]?.raw.split('\r\n\r\n')[0]).toMatch(/^[\x20-\x7e\r\n\t]+$/)
  })

  test('says that a machine wrote it, and that a P1 is urgent', async () => {
    await using server = await mailServer(withoutTls)
    await sendTo(server.port, testMessage())
    await sendTo(server.port, testMessage({ priority: 'P2' }))
    const [urgent, other] = [await mailIn(server, 0), await mailIn(server, 1)]
    expect(header(urgent, 'auto-submitted')).toBe('auto-generated')
    expect(header(urgent, 'x-priority')).toBe('1 (Highest)')
    expect(header(other, 'x-priority')).toBeUndefined()
    expect(header(urgent, 'x-mailer')).toBeUndefined()
  })

  test('is replied to where its delivery is answered; what answers a reply belongs to it', async () => {
    await using server = await mailServer(withoutTls)
    const replyAddress = 'reply+1z-0123456789abcdef0123456789abcdef@baton.example'
    await sendTo(server.port, { ...testMessage(), replyAddress })
    await sendTo(server.port, { ...testMessage(), pageId: null, replyAddress, inReplyTo: '<hers@example.com>' })
    await sendTo(server.port, testMessage())
    const [page, answer, other] = await Promise.all([0, 1, 2].map((index) => mailIn(server, index)))
    expect(page?.replyTo).toEqual([{ name: '', address: replyAddress }])
    expect(answer).toMatchObject({ inReplyTo: '<hers@example.com>', references: '<hers@example.com>' })
    expect(answer && header(answer, 'auto-submitted')).toBe('auto-replied')
    expect(other?.replyTo).toBeUndefined()
  })

  test('has one id per delivery and one thread per page', async () => {
    await using server = await mailServer(withoutTls)
    const elsewhere = { openUrl: 'https://other.example/pages/12' }
    for (const changes of [{}, {}, { deliveryKey: 'k2' }, { pageId: 13 }, elsewhere]) {
      await sendTo(server.port, testMessage(changes))
    }
    const mails = await Promise.all([0, 1, 2, 3, 4].map((index) => mailIn(server, index)))
    const [first, repeat, second, otherPage, otherBaton] = mails.map((mail) => mail.messageId)
    const [thread, , sameThread, ...others] = mails.map((mail) => mail.references)
    expect(repeat).toBe(first)
    expect(new Set([first, second, otherBaton]).size).toBe(3)
    expect(otherPage).toBe(first)
    expect(first).toMatch(/^<delivery\.[0-9a-f]{40}@example\.com>$/)
    expect(sameThread).toBe(thread)
    expect(mails[0]?.inReplyTo).toBe(thread)
    expect(new Set([thread, ...others]).size).toBe(3)
  })

  test('goes as text alone when no html could be written', async () => {
    await using server = await mailServer(withoutTls)
    await sendTo(server.port, { ...testMessage(), html: '' })
    const mail = await mailIn(server)
    expect(mail.text).toContain('Answer: https://baton.example/answer/t0ken')
    expect(mail.html).toBeUndefined()
  })

  test('cannot be given another header, recipient or file by what a monitor or a contact says', async () => {
    await using server = await mailServer(withoutTls)
    const evil = 'x\r\nBcc: all@example.com\r\n\r\n<script>'
    const message = { ...testMessage({ summary: evil, service: evil }), subject: evil, deliveryKey: evil }
    await sendTo(server.port, { ...message, text: 'file:///etc/passwd\r\n.\r\nMAIL FROM:<evil@example.com>' })
    const mail = await mailIn(server)
    expect(mail.subject).toBe('x Bcc: all@example.com <script>')
    expect(header(mail, 'bcc')).toBeUndefined()
    expect(server.mails).toHaveLength(1)
    expect(server.mails[0]?.to).toEqual(['ana@example.com'])
    expect(mail.text).toContain('MAIL FROM:<evil@example.com>')
  })

  test.each([
    'ana@example.com, all@example.com',
    'ana@example.com\r\nRCPT TO:<all@example.com>',
    '<ana@example.com> NOTIFY=NEVER',
    'Ana <ana@example.com>',
    'ana',
    'ana@',
    '@example.com',
    'a@b@example.com',
    '"ana b"@example.com',
    'ana@example.com;all@example.com',
    `${'a'.repeat(250)}@example.com`,
    '',
  ])('is not sent to "%s"', async (address) => {
    await using server = await mailServer(withoutTls)
    expect(await sendTo(server.port, testMessage(), {}, address)).toEqual({
      giveUp: 'email_address: this is not one e-mail address',
    })
    expect(server.connections).toBe(0)
  })

  test.each(['', 'Baton', 'baton@example.com, b@example.com', 'Baton <baton@example.com> x'])(
    'cannot come from "%s", which is said before anything is sent',
    (from) => expect(() => emailChannel({ ...plain, from })).toThrow('is not an e-mail address'),
  )
})

describe('the connection', () => {
  test('is kept for the next page', async () => {
    await using server = await mailServer(withoutTls)
    const email = emailChannel({ ...plain, port: server.port })
    for (let i = 0; i < 3; i += 1) await email.reach({ address: 'ana@example.com' }, testMessage(), within(2_000))
    await email.close()
    expect([server.mails.length, server.connections]).toEqual([3, 1])
  })

  test('that the server ended while idle does not cost the next page', async () => {
    await using server = await mailServer(withoutTls)
    const email = emailChannel({ ...plain, port: server.port })
    await email.reach({ address: 'ana@example.com' }, testMessage(), within(2_000))
    server.hangUp()
    const outcome = await email.reach({ address: 'ana@example.com' }, testMessage(), within(2_000))
    await email.close()
    expect(outcome).toEqual({ sent: expect.any(String) })
    expect(server.mails).toHaveLength(2)
  })

  test('is encrypted where the server offers it, and its certificate is checked', async () => {
    await using server = await mailServer()
    expect(await sendTo(server.port, testMessage())).toEqual({
      tryAgain: expect.stringMatching(/^email_tls: .*self-signed/),
    })
    expect(server.mails).toHaveLength(0)
    expect(await sendTo(server.port, testMessage(), { trustAnyCertificate: true })).toEqual({
      sent: expect.any(String),
    })
    expect(server.mails).toMatchObject([{ wasEncrypted: true }])
  })

  test('from the first byte is checked alike', async () => {
    await using server = await mailServer({ secure: true })
    const secure = { secure: true, user: 'baton', password: 'hunter2' }
    expect(await sendTo(server.port, testMessage(), secure)).toEqual({
      tryAgain: expect.stringMatching(/^email_tls: /),
    })
    expect(await sendTo(server.port, testMessage(), { ...secure, trustAnyCertificate: true })).toHaveProperty('sent')
    expect(server.mails).toMatchObject([{ wasEncrypted: true, user: 'baton' }])
  })

  test('without encryption never carries the password', async () => {
    let heard = ''
    await using server = await rawReceiver((socket) => {
      socket.write('220 mail.test ESMTP\r\n')
      socket.on('data', (bytes) => {
        heard += bytes.toString()
        socket.write(bytes.toString().startsWith('EHLO') ? '250-mail.test\r\n250 AUTH PLAIN LOGIN\r\n' : '502 no\r\n')
      })
    })
    const outcome = await sendTo(server.port, testMessage(), { user: 'baton', password: 'hunter2' })
    expect(outcome).toEqual({ tryAgain: expect.stringMatching(/^email_tls: /) })
    expect(heard).not.toContain('AUTH')
  })

  test('that was refused a sign-in says so without the password or what the server echoed', async () => {
    await using server = await mailServer({
      onAuth: (auth, _session, callback) => callback(reply(535, `no such ${auth.username} ${auth.password}`)),
    })
    const signIn = { user: 'baton', password: 'hunter2', trustAnyCertificate: true }
    expect(await sendTo(server.port, testMessage(), signIn)).toEqual({
      giveUp: 'email_sign_in: 535: the mail server did not accept the user and password',
    })
  })
})

describe('what the server says', () => {
  test.each<[number, string, Outcome]>([
    [421, 'closing', { tryAgain: 'email_refused_for_now: 421 closing' }],
    [450, 'mailbox busy', { tryAgain: 'email_refused_for_now: 450 mailbox busy' }],
    [451, '4.7.1 Greylisted, come back', { tryAgain: 'email_refused_for_now: 451 4.7.1 Greylisted, come back' }],
    [503, 'bad sequence', { tryAgain: 'email_refused_for_now: 503 bad sequence' }],
    [550, '5.1.1 No such user', { giveUp: 'email_refused: 550 5.1.1 No such user' }],
    [552, 'mailbox full', { giveUp: 'email_refused: 552 mailbox full' }],
  ])('about the recipient: %i %s', async (code, words, expected) => {
    await using server = await mailServer({
      ...withoutTls,
      onRcptTo: (_to, _session, done) => done(reply(code, words)),
    })
    expect(await sendTo(server.port, testMessage())).toEqual(expected)
  })

  test.each<[number, Outcome]>([
    [451, { tryAgain: 'email_refused_for_now: 451 after reading' }],
    [554, { giveUp: 'email_refused: 554 after reading' }],
  ])('about the message: %i', async (code, expected) => {
    await using server = await mailServer({
      ...withoutTls,
      onData: (stream, _session, done) => stream.resume().on('end', () => done(reply(code, 'after reading'))),
    })
    expect(await sendTo(server.port, testMessage())).toEqual(expected)
  })

  test.each<[string, Outcome]>([
    ['421 too many connections\r\n', { tryAgain: expect.stringContaining('421 too many connections') }],
    ['554 no service for you\r\n', { giveUp: expect.stringContaining('554 no service for you') }],
    ['HTTP/1.1 400 Bad Request\r\n\r\n', { tryAgain: expect.any(String) }],
    ['', { tryAgain: expect.stringMatching(/^email_unreachable: /) }],
  ])('instead of a greeting: "%s"', async (greeting, expected) => {
    await using server = await rawReceiver((socket) => socket.end(greeting))
    expect(await sendTo(server.port, testMessage())).toEqual(expected)
  })

  test('mails that hang keep none of the others, and give their connections back', async () => {
    await using server = await mailServer({
      ...withoutTls,
      onRcptTo: (to, _session, done) => (to.address.startsWith('hang') ? undefined : done()),
    })
    const email = emailChannel({ ...plain, port: server.port })
    const reach = (name: string, waitMs: number) =>
      email.reach({ address: `${name}@example.com` }, testMessage(), within(waitMs))
    const stuck = [reach('hang', 300), reach('hang', 300)]
    expect(await reach('ana', 2_000)).toHaveProperty('sent')
    stuck.push(...Array.from({ length: 20 }, () => reach('hang', 300)))
    for (const outcome of await Promise.all(stuck)) expect(outcome).toEqual({ tryAgain: 'deadline: no answer in time' })
    expect(await reach('ana', 2_000)).toHaveProperty('sent')
    await email.close()
    expect(server.mails).toHaveLength(2)
  })
})
