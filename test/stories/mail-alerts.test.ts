// Alerts by mail: over a real SMTP connection, to the address that a source has.
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { MailRules } from '../../domain/intake/mail-rules.ts'
import { monitors } from '../../domain/intake/mails.test-support.ts'
import { sendMail, type Written } from '../mail.ts'
import { mailKey, story, type World } from '../world.ts'

const domain = 'mail.baton.test'
const sender = 'monit@web1.example.com'
const ana = 'ana@example.com'

/** A source with its rules, its address, and what it has to say of its door. */
async function mailSource(world: World, of: { policy?: string; rules?: MailRules; enabled?: boolean } = {}) {
  const { key, serviceId } = await world.service(of.policy ?? 'ana 15m', { grouping: 'none' })
  const { sources } = await world.call('listSources', {})
  const sourceId = sources.find((source) => source.serviceId === serviceId)?.id ?? ''
  if (of.rules) await world.call('changeSource', { sourceId, mailRules: of.rules })
  if (of.enabled === false) await world.call('changeSource', { sourceId, isEnabled: false })
  const address = `${key}@${domain}`
  return {
    key,
    sourceId,
    address,
    write: (mail: Partial<Written>) =>
      world.mail({ to: address, text: 'On web1.', from: `Monit <${sender}>`, sender, subject: 'Disk full', ...mail }),
    /** All of them, closed ones too. */
    alerts: () =>
      world.database.db
        .selectFrom('alert')
        .select(['id', 'key', 'state', 'summary', 'priority', 'labels', 'count'])
        .where('service_id', '=', serviceId)
        .orderBy('id')
        .execute(),
    /** What came in and became nothing. */
    refused: async () => {
      await world.settle()
      const { received } = await world.call('listReceived', { sourceId })
      const nothing = received.filter(({ status, eventCount }) => status >= 400 || eventCount === 0)
      return Promise.all(
        nothing.map(async ({ id, status, answer, path }) => {
          const { body } = await world.call('getReceived', { sourceId, receivedId: id })
          return { status, reason: answer, path, body }
        }),
      )
    },
  }
}

const detailsOf = async (world: World, alertId: number) => {
  const { details } = await world.database.db
    .selectFrom('alert')
    .select('details')
    .where('id', '=', alertId)
    .executeTakeFirstOrThrow()
  return details
}

story('what can only send mail wakes somebody, and closes what it opened', async (world) => {
  const { address, write, alerts } = await mailSource(world)
  expect(await write({ subject: 'monit alert --  Connection failed nginx', text: 'failed protocol test' })).toBe(250)
  world.phone('ana').rang('Connection failed nginx')
  const [alert] = await alerts()
  expect(alert).toMatchObject({
    state: 'triggered',
    key: 'monit Connection nginx',
    labels: expect.stringContaining('"from":"' + sender),
  })
  const details = await detailsOf(world, alert?.id ?? 0)
  expect(details).toContain('failed protocol test')
  expect(details.toLowerCase()).not.toContain(address.split('@')[0])
  expect(await write({ subject: 'monit alert --  Connection succeeded nginx' })).toBe(250)
  expect(await alerts()).toMatchObject([{ state: 'closed' }])
})

story('every usual monitor opens and closes by its own subjects', async (world) => {
  const { write, alerts } = await mailSource(world)
  for (const { problem } of monitors) expect(await write({ subject: problem.subject, text: problem.body })).toBe(250)
  expect(await alerts()).toHaveLength(monitors.length)
  for (const { recovery } of monitors)
    if (recovery) expect(await write({ subject: recovery.subject, text: recovery.body })).toBe(250)
  const open = (await alerts()).filter(({ state }) => state !== 'closed')
  expect(open).toHaveLength(monitors.filter(({ recovery }) => !recovery).length)
})

story('nobody who does not know a key writes to a source, and what is off hears nothing', async (world) => {
  const { key, write, alerts } = await mailSource(world)
  const off = await mailSource(world, { enabled: false })
  for (const to of [`${'a'.repeat(32)}@${domain}`, `${key.slice(1)}@${domain}`, `${key}@elsewhere.test`, off.address])
    expect(await write({ to }), to).toBe(550)
  // A mail server on the way may have changed the case.
  expect(await write({ to: `${key.toUpperCase()}@${domain.toUpperCase()}` })).toBe(250)
  expect(await write({ to: `${key}+db@${domain}` })).toBe(250)
  expect(await alerts()).toMatchObject([
    { key: 'Disk full', labels: expect.stringContaining('"from":"' + sender) },
    { key: 'db/Disk full', labels: expect.stringContaining('"tag":"db') },
  ])
})

story('what machines write to machines wakes nobody, and is shown where refusals are', async (world) => {
  const { key, write, alerts, refused } = await mailSource(world)
  const automatic: readonly Partial<Written>[] = [
    { sender: '' },
    { headers: { 'Auto-Submitted': 'auto-replied' } },
    { headers: { Precedence: 'bulk' } },
    { headers: { References: `<delivery.${'0a'.repeat(20)}@${domain}>` } },
    { headers: { 'X-Failed-Recipients': 'x@example.com' } },
  ]
  for (const mail of automatic) expect(await write(mail)).toBe(250)
  expect(await alerts()).toEqual([])
  world.phone('ana').stayedQuiet()
  await expect.poll(refused).toHaveLength(automatic.length)
  const kept = await refused()
  for (const { status, reason, body, path } of kept) {
    expect({ status, path }).toEqual({ status: 250, path: 'mail' })
    expect(JSON.parse(reason).say).toMatch(/^Taken and not made an alert: /)
    expect(body).toContain('Subject: Disk full')
    expect(body).not.toContain(key)
  }
})

story('a page that Baton mailed does not come back as an alert, however it is forwarded', async (world) => {
  const { address, alerts } = await mailSource(world, { rules: { takesAutomatic: true } })
  const messageId = `<delivery.${'0a'.repeat(20)}@${domain}>`
  expect(await world.mail({ to: address, text: 'x', messageId, sender: 'baton@mail.baton.test' })).toBe(250)
  expect(await alerts()).toEqual([])
})

story('cron says of itself that it is a program: the source decides whether that counts', async (world) => {
  const { write, alerts } = await mailSource(world, { rules: { takesAutomatic: true } })
  const headers = { 'Auto-Submitted': 'auto-generated', Precedence: 'bulk' }
  expect(await write({ subject: 'Cron <root@web1> backup', headers })).toBe(250)
  expect(await alerts()).toMatchObject([{ summary: 'Cron <root@web1> backup' }])
})

story('only those who may send are heard, by their envelope and by their header', async (world) => {
  const { write, alerts, refused } = await mailSource(world, { rules: { senders: ['@web1.example.com'] } })
  expect(await write({ sender: 'mallory@elsewhere.test' })).toBe(550)
  expect(await write({ from: 'Mallory <mallory@elsewhere.test>' })).toBe(554)
  expect(await alerts()).toEqual([])
  await expect
    .poll(async () => (await refused()).map(({ status, reason }) => [status, reason]))
    .toEqual([
      [554, expect.stringContaining('takes no mail from mallory@elsewhere.test')],
      [550, expect.stringContaining('takes no mail from mallory@elsewhere.test')],
    ])
  expect(await write({})).toBe(250)
  expect(await alerts()).toHaveLength(1)
})

story('the same mail again is the same mail, also when its alert was closed meanwhile', async (world) => {
  const { write, alerts } = await mailSource(world)
  const mail = { messageId: '<once@web1.example.com>' }
  expect(await write(mail)).toBe(250)
  expect(await write(mail)).toBe(250)
  expect(await alerts()).toMatchObject([{ count: 1 }])
  await write({ subject: 'OK: Disk full' })
  expect(await write(mail)).toBe(250)
  expect(await alerts()).toMatchObject([{ state: 'closed' }])
  // Another mail of the same is news.
  expect(await write({ messageId: '<twice@web1.example.com>' })).toBe(250)
  expect((await alerts()).some(({ state }) => state === 'triggered')).toBe(true)
})

story('nothing is taken before it is on disk: the sender comes again', async (world) => {
  const { address, write, alerts } = await mailSource(world)
  const { db } = world.database
  const mail = { messageId: '<later@web1.example.com>' }
  await sql`alter table alert rename to alert_away`.execute(db)
  const code = await sendMail(world.node.mailPort, { ...mail, to: address, sender, text: 'On web1.' })
  await sql`alter table alert_away rename to alert`.execute(db)
  expect(code).toBe(451)
  expect(await alerts()).toEqual([])
  expect(await write(mail)).toBe(250)
  expect(await alerts()).toHaveLength(1)
})

story('rules: each mail, a key of their own, and how urgent it is', async (world) => {
  const each = await mailSource(world, { rules: { alertBy: 'mail' } })
  await each.write({})
  await each.write({ subject: 'OK: Disk full' })
  expect((await each.alerts()).map(({ state }) => state)).toEqual(['triggered', 'triggered'])
  const byKey = await mailSource(world, {
    rules: {
      alertBy: 'key',
      key: { in: 'body', pattern: 'Original problem ID: (\\d+)' },
      priorities: [{ in: 'body', pattern: 'Severity: Disaster', priority: 'P1' }],
    },
  })
  await byKey.write({ subject: 'Problem: one', text: 'Severity: Disaster\r\nOriginal problem ID: 4711' })
  await byKey.write({ subject: 'Problem: two', text: 'Original problem ID: 4712', headers: { 'X-Priority': '5' } })
  await byKey.write({ subject: 'Resolved in 5m: renamed', text: 'Original problem ID: 4711' })
  expect(await byKey.alerts()).toMatchObject([
    { key: '4711', priority: 1, state: 'closed' },
    { key: '4712', priority: 4 },
  ])
})

story('hostile mails are an alert within bounds, or refused with a reason', async (world) => {
  const { key, address, write, alerts } = await mailSource(world, { rules: { alertBy: 'mail' } })
  const head = (more: readonly string[] = []) => [`From: ${sender}`, `To: ${address}`, ...more].join('\r\n')
  const nested = Array.from({ length: 500 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}`)
  const hostile: Readonly<Record<string, string>> = {
    empty: '',
    'no headers': 'x',
    depth: `${head(['Subject: depth', 'Message-ID: <depth@x>'])}\r\n${nested.join('\r\n')}`,
    'many parts': `${head(['Subject: parts', 'Content-Type: multipart/mixed; boundary=b'])}\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(50_000)}`,
    'five megabytes': `${head(['Subject: five megabytes'])}\r\n\r\n${`${'x'.repeat(998)}\r\n`.repeat(5_000)}`,
    'a line that never ends': `${head(['Subject: long'])}\r\n\r\n${'x'.repeat(1_000_000)}`,
    'a wrong charset': `${head(['Subject: =?x-klingon?Q?=FF=FE?= charset', 'Content-Type: text/plain; charset=x-klingon'])}\r\n\r\n\u00ff\u00fe`,
    'null bytes': `${head(['Subject: null\0byte'])}\r\n\r\nx\0y`,
    html: `${head(['Subject: <script>alert(1)</script>', 'Content-Type: text/html'])}\r\n\r\n<script>alert(2)</script><b>bold`,
    'a header in a header': `${head(['Subject: =?utf-8?Q?one=0D=0ABcc:_x@example.com?='])}\r\n\r\nx`,
    'right to left': `${head(['Subject: =?utf-8?B?4oCuZ25w?='])}\r\n\r\nx`,
    'many headers': `${head(['Subject: headers'])}\r\n${'X-A: b\r\n'.repeat(50_000)}\r\nx`,
    'a pattern of doom': `${head([`Subject: ${'re: '.repeat(200)}[${'['.repeat(300)}`])}\r\n\r\n${'a'.repeat(100_000)}`,
  }
  for (const [what, raw] of Object.entries(hostile)) {
    const before = (await alerts()).length
    const code = await world.mail({ to: address, text: '', sender, raw })
    expect([what, code]).toEqual([what, expect.toBeOneOf([250, 554])])
    if (code === 250) expect([what, (await alerts()).length]).toEqual([what, before + 1])
  }
  for (const { id, summary } of await alerts()) {
    expect(summary).not.toMatch(/[\0\r\n\u202e]/)
    expect(await detailsOf(world, id)).not.toContain(key)
  }
  expect(await write({})).toBe(250)
})

story('what is too large is refused, and raises nothing', async (world) => {
  const { address, alerts } = await mailSource(world)
  const raw = `From: ${sender}\r\nSubject: large\r\n\r\n${`${'x'.repeat(998)}\r\n`.repeat(11_000)}`
  expect(await world.mail({ to: address, text: '', sender, raw })).toBe(552)
  expect(await alerts()).toEqual([])
})

story('a mail service hands mail over to a source: as it came, as Postmark, as Mailgun', async (world) => {
  const { key, address, alerts, refused } = await mailSource(world)
  const post = async (body: string | FormData | URLSearchParams, path = `/in/${key}/email`) =>
    (await fetch(`${world.node.url}${path}`, { method: 'POST', body })).status
  const raw = `From: ${sender}\r\nTo: <${address}>\r\nSubject: =?utf-8?B?${Buffer.from('디스크 가득 참').toString('base64')}?=\r\nMessage-ID: <h@x>\r\n\r\nx\r\n`
  expect(await post(raw)).toBe(200)
  expect(await post(raw)).toBe(200)
  expect(
    await post(
      JSON.stringify({
        From: `Monit <${sender}>`,
        FromFull: { Email: sender, Name: 'Monit' },
        To: address,
        OriginalRecipient: `${key}+postmark@${domain}`,
        Subject: 'From Postmark',
        MessageID: '1',
        HtmlBody: '<p>HTML <a href="https://example.com/graph">graph</a></p>',
        Headers: [{ Name: 'X-Priority', Value: '1' }],
        Attachments: [{ Name: 'graph.png', Content: 'iVBORw0KGgo=' }],
      }),
    ),
  ).toBe(200)
  const form = new FormData()
  form.append('sender', sender)
  form.append('from', `Monit <${sender}>`)
  form.append('subject', 'From Mailgun')
  form.append('body-plain', 'x')
  form.append('message-headers', JSON.stringify([['Message-Id', '<m@x>']]))
  expect(await post(form)).toBe(200)
  const mime = new FormData()
  mime.append('body-mime', raw.replace('<h@x>', '<mime@x>').replace(/Subject: .*/, 'Subject: From Mailgun, as it came'))
  expect(await post(mime, `/in/${key}/email/mime`)).toBe(200)
  expect(
    await post(
      raw.replace('<h@x>', '<global@x>').replace(/Subject: .*/, 'Subject: Over the door of all'),
      `/in/mail/${mailKey}`,
    ),
  ).toBe(204)
  expect(await alerts()).toMatchObject([
    { summary: '디스크 가득 참' },
    { summary: 'From Postmark', priority: 1, labels: expect.stringContaining('"tag":"postmark') },
    { summary: 'From Mailgun' },
    { summary: 'From Mailgun, as it came' },
    { summary: 'Over the door of all' },
  ])
  expect(await post(raw, `/in/${'a'.repeat(32)}/email`)).toBe(401)
  for (const nothing of ['', '{}', '[1]', '{"a":', 'nothing at all', '--b\r\nx'])
    expect(await post(nothing), nothing).toBe(422)
  expect(await post('x'.repeat(1_100_000))).toBe(413)
  expect(await post(raw.replace('<h@x>', '<auto@x>\r\nAuto-Submitted: auto-replied'))).toBe(200)
  expect(await post(JSON.stringify({ To: address, note: 'no mail' }))).toBe(422)
  await expect.poll(async () => (await refused()).some(({ body }) => body.includes('no mail'))).toBe(true)
  expect((await refused()).some(({ body }) => body.includes(key))).toBe(false)
  expect(await alerts()).toHaveLength(5)
})

story('who answers a page by mail is not taken for a monitor, nor a monitor for them', async (world) => {
  const { write } = await mailSource(world)
  await write({})
  const reply = world.phones.of(ana).all().at(-1)?.message.replyAddress ?? ''
  expect(await world.mail({ to: reply, text: 'ack' })).toBe(250)
  await world.log.says('Ana acknowledged: Disk full')
})
