import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAlertMail, type AlertMail } from './email.ts'
import type { ReceivedEvent } from './event.ts'
import { addressesIn, alertAddressAt, isWelcome, withoutSecret } from './mail-address.ts'
import { MailRules } from './mail-rules.ts'
import { subjectSays } from './mail-subject.ts'
import { monitors } from './mails.test-support.ts'

const secret = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yzz'
const place = { domain: 'baton.test', secret }
const written: AlertMail = {
  envelopeFrom: 'monit@web1.example.com',
  headers: { from: 'Monit <monit@web1.example.com>', to: `${secret}@baton.test` },
  ref: 'the-ref',
  subject: 'Disk full',
  from: 'monit@web1.example.com',
  body: 'On web1.',
  date: null,
  attachments: [],
  tag: null,
}

const heard = (mail: Partial<AlertMail>, rules: MailRules | null = null) =>
  readAlertMail({ ...written, ...mail, headers: { ...written.headers, ...mail.headers } }, rules, place)

function event(mail: Partial<AlertMail>, rules: MailRules | null = null): ReceivedEvent {
  const read = heard(mail, rules)
  if ('ignored' in read) throw new Error(`ignored: ${read.ignored}`)
  return read.event
}

test.each(monitors)('$name: a problem opens, and its recovery closes the same', ({ problem, recovery }) => {
  const opened = event(problem)
  expect(opened).toMatchObject({ action: 'trigger', summary: problem.subject.trim().replace(/^\s+/, '') })
  if (!recovery) return
  expect(event(recovery)).toMatchObject({ action: 'resolve', key: opened.key })
})

test.each([
  'Re: Disk full on web1',
  'RE: FW: Disk full on web1',
  'Fwd: Disk full on web1',
  'AW: WG: Disk full on web1',
  'Re[2]: Disk full on web1',
  '[EXTERNAL] Disk full on web1',
  '[FIRING:3] Disk full  on web1',
  '답장: Disk full on web1',
  'CRITICAL: Disk full on web1',
])('%s is about the disk', (subject) => {
  expect(event({ subject }).key).toBe('Disk full on web1')
})

test.each([
  'Recovery of the database failed',
  'Resolved nothing so far',
  'OK computer is down',
  'Up to 90 % of the disk is used',
  'Closed connections pile up on web1',
  '[Up North] warehouse is dark',
  'Normal operation ended',
])('a sentence that begins as if all were well closes nothing: %s', (subject) => {
  expect(event({ subject }).action).toBe('trigger')
})

test('a mark that is no state stays: two hosts are two alerts', () => {
  expect(event({ subject: '[web1] Disk full' }).key).not.toBe(event({ subject: '[web2] Disk full' }).key)
  expect(event({ subject: '[web1] [RESOLVED] Disk full' })).toMatchObject({
    action: 'resolve',
    key: '[web1] Disk full',
  })
})

test('each mail, each subject or each key is an alert, as the source says', () => {
  expect(event({}, { alertBy: 'mail' }).key).toBe('mail:the-ref')
  expect(event({ subject: 'OK: Disk full' }, { alertBy: 'mail' }).action).toBe('trigger')
  const byKey: MailRules = { alertBy: 'key', key: { in: 'body', pattern: 'Original problem ID: (\\d+)' } }
  expect(event({ subject: 'x', body: 'Original problem ID: 4711' }, byKey).key).toBe('4711')
  expect(event({ subject: 'x', body: 'none' }, byKey)).toMatchObject({ key: 'x', notes: ['mapping_missed'] })
  expect(
    event({ subject: 'ticket 17 opened' }, { alertBy: 'key', key: { in: 'subject', pattern: 'ticket \\d+' } }).key,
  ).toBe('ticket 17')
  expect(event({ subject: '' }).key).toBe('mail:the-ref')
})

test('the tag of the address is a label, and keeps apart what is called the same', () => {
  const tagged = event({ tag: 'db' })
  expect(tagged).toMatchObject({ key: 'db/Disk full', labels: { tag: 'db', from: 'monit@web1.example.com' } })
})

test('patterns of the source close and acknowledge, beside the usual words or without them', () => {
  const rules: MailRules = {
    resolveWhen: [
      { in: 'subject', pattern: '^Back to normal - ' },
      { in: 'body', pattern: '(?m)^state: up$' },
    ],
    acknowledgeWhen: [{ in: 'subject', pattern: '^Taken - ' }],
  }
  expect(event({ subject: 'Back to normal - Disk full' }, rules)).toMatchObject({ action: 'resolve', key: 'Disk full' })
  expect(event({ body: 'x\nstate: up\ny' }, rules)).toMatchObject({ action: 'resolve', key: 'Disk full' })
  expect(event({ subject: 'Taken - Disk full' }, rules)).toMatchObject({ action: 'acknowledge', key: 'Disk full' })
  expect(event({ subject: 'OK: Disk full' }, rules).action).toBe('resolve')
  expect(event({ subject: 'OK: Disk full' }, { ...rules, usualWords: false }).action).toBe('trigger')
})

test('how urgent it is: by a pattern, by what the mail says of itself, or as anything unsaid', () => {
  const rules: MailRules = { priorities: [{ in: 'subject', pattern: '(?i)disk', priority: 'P4' }] }
  expect(event({ headers: { 'x-priority': '1 (Highest)' } }, rules).priority).toBe('P4')
  expect(event({ headers: { 'x-priority': '1 (Highest)' } }).priority).toBe('P1')
  expect(event({ headers: { importance: 'High', 'x-priority': '3' } }).priority).toBe('P1')
  expect(event({ headers: { 'x-priority': '5 (Lowest)' } }).priority).toBe('P4')
  expect(event({ headers: { importance: 'low' } }).priority).toBe('P3')
  expect(event({ headers: { importance: 'normal', 'x-priority': '3' } }).priority).toBe('P2')
})

test.each([
  ['no sender', { envelopeFrom: '' }, 'no_sender'],
  ['no return path', { headers: { 'return-path': '<>' } }, 'no_sender'],
  ['somebody away', { headers: { 'auto-submitted': 'auto-replied' } }, 'automatic'],
  ['a program', { headers: { 'auto-submitted': 'Auto-Generated; type=x' } }, 'automatic'],
  ['a program that nobody knows', { headers: { 'auto-submitted': 'yes' } }, 'automatic'],
  ['bulk', { headers: { precedence: 'Bulk' } }, 'bulk'],
  ['a list', { headers: { precedence: 'list' } }, 'bulk'],
  ['junk', { headers: { precedence: 'junk' } }, 'bulk'],
  ['an old responder', { headers: { precedence: 'auto_reply' } }, 'bulk'],
  ['a report', { headers: { 'content-type': 'multipart/report; report-type=delivery-status' } }, 'report'],
  ['a report of Exim', { headers: { 'x-failed-recipients': 'a@example.com' } }, 'report'],
  ["Baton's own", { headers: { 'message-id': `<delivery.${'0a'.repeat(20)}@baton.test>` } }, 'own'],
  ['a reply to it', { headers: { 'in-reply-to': `<delivery.${'0a'.repeat(20)}@baton.test>` } }, 'own'],
  ['a thread with it', { headers: { references: '<x@y> <page.17.0123456789ab@baton.test>' } }, 'own'],
  ['a loop', { headers: { 'x-loop': 'baton.test' } }, 'own'],
] as const)('%s never is an alert', (_, mail, ignored) => {
  expect(heard(mail)).toEqual({ ignored })
})

test('what says `no`, or nothing, is taken; what a program generated, where the source takes it', () => {
  expect(event({ headers: { 'auto-submitted': 'no' } }).action).toBe('trigger')
  const takes: MailRules = { takesAutomatic: true }
  expect(event({ headers: { 'auto-submitted': 'auto-generated', precedence: 'bulk' } }, takes).action).toBe('trigger')
  expect(heard({ headers: { 'auto-submitted': 'auto-replied' } }, takes)).toEqual({ ignored: 'automatic' })
  expect(heard({ headers: { precedence: 'junk' } }, takes)).toEqual({ ignored: 'bulk' })
  expect(heard({ envelopeFrom: '' }, takes)).toEqual({ ignored: 'no_sender' })
  const own = `<delivery.${'0a'.repeat(20)}@baton.test>`
  expect(heard({ headers: { 'auto-submitted': 'auto-generated', 'message-id': own } }, takes)).toEqual({
    ignored: 'own',
  })
})

test('what is kept says who wrote what to whom, and never the key', () => {
  const kept = event({
    subject: `For ${secret.toUpperCase()}`,
    body: `See https://example.com/runbook?x=1. To ${secret}@baton.test`,
    attachments: [`${secret}.log`],
    date: '2026-11-26T06:12:33.000Z',
  })
  expect(JSON.stringify(kept).toLowerCase()).not.toContain(secret)
  expect(JSON.parse(kept.details)).toEqual({
    from: 'Monit <monit@web1.example.com>',
    to: `...${secret.slice(-4)}@baton.test`,
    subject: `For ...${secret.slice(-4)}`,
    date: '2026-11-26T06:12:33.000Z',
    text: `See https://example.com/runbook?x=1. To ...${secret.slice(-4)}@baton.test`,
    attachments: [`...${secret.slice(-4)}.log`],
  })
  expect(kept.links).toEqual([{ href: 'https://example.com/runbook?x=1', text: 'https://example.com/runbook?x=1' }])
  expect(kept.startsAt).toBe('2026-11-26T06:12:33.000Z')
})

test('rules that cannot be are refused with what is wrong', () => {
  const faults = (rules: unknown) => MailRules.safeParse(rules).error?.issues.map(({ path }) => path.join('.')) ?? []
  expect(faults({})).toEqual([])
  expect(faults({ alertBy: 'key' })).toEqual(['key'])
  expect(faults({ key: { in: 'subject', pattern: 'x' } })).toEqual(['key'])
  expect(faults({ alertBy: 'mail', resolveWhen: [{ in: 'subject', pattern: 'x' }] })).toEqual(['resolveWhen'])
  expect(faults({ resolveWhen: [{ in: 'subject', pattern: '(' }] })).toEqual(['resolveWhen.0.pattern'])
  expect(faults({ resolveWhen: [{ in: 'subject', pattern: '(?=x)' }] })).toEqual(['resolveWhen.0.pattern'])
  expect(faults({ resolveWhen: [{ in: 'subject', pattern: '(abc){400}' }] })).toEqual(['resolveWhen.0.pattern'])
  const large = { in: 'subject', pattern: '(abc){180}' }
  expect(faults({ resolveWhen: [large, large] })).toEqual([])
  expect(faults({ resolveWhen: [large, large, large] })).toEqual([''])
  // To write out so many repeats would take minutes; that it is also too long does not keep it from being looked at.
  const repeats = Array.from({ length: 10 }, () => ({ in: 'subject', pattern: 'x{1000}'.repeat(1000) }))
  expect(new Set(faults({ resolveWhen: repeats })).size).toBe(10)
  expect(faults({ senders: ['example.com'] })).toEqual(['senders.0'])
  expect(faults({ senders: ['@example.com', 'ops@example.com'] })).toEqual([])
})

test('addresses: which key, which tag, and what is somebody else', () => {
  expect(alertAddressAt(`${secret}@Baton.Test`, 'baton.test')).toEqual({ key: secret, tag: null })
  expect(alertAddressAt(`${secret}+db+eu@baton.test`, 'baton.test')).toEqual({ key: secret, tag: 'db+eu' })
  for (const other of [
    `${secret}@elsewhere.test`,
    `${secret}@baton.test@elsewhere.test`,
    'reply+1-0@baton.test',
    'ping+abc@baton.test',
    'postmaster@baton.test',
    `a b${secret}@baton.test`,
    '@baton.test',
    '',
  ])
    expect(alertAddressAt(other, 'baton.test')).toBeNull()
  expect(addressesIn(`To: A <${secret}+x@baton.test>, b@c.d, reply+1-0@baton.test.`, 'baton.test', 5)).toEqual([
    `${secret}+x@baton.test`,
    'reply+1-0@baton.test',
  ])
})

test('who may send: addresses, domains, anybody', () => {
  const allowed = ['Ops@example.com', '@monitors.example.com']
  expect(isWelcome('OPS@EXAMPLE.COM', allowed)).toBe(true)
  expect(isWelcome('x@monitors.example.com', allowed)).toBe(true)
  for (const stranger of [
    'x@example.com',
    'x@evil-monitors.example.com',
    'x@a.monitors.example.com',
    '',
    'example.com',
  ])
    expect(isWelcome(stranger, allowed)).toBe(false)
  expect(isWelcome('', [])).toBe(true)
  expect(withoutSecret('nothing', '')).toBe('nothing')
})

test('whatever is written, an event within bounds or a reason comes of it, soon', () => {
  const text = fc.string({ unit: 'binary', maxLength: 3_000 })
  const rules: MailRules = { resolveWhen: [{ in: 'body', pattern: '(a+)+$' }] }
  fc.assert(
    fc.property(text, text, text, (subject, body, tag) => {
      const read = heard({ subject, body, tag, from: subject, attachments: [body] }, rules)
      if ('ignored' in read) return
      expect(read.event.key).not.toBe('')
      expect(read.event.summary.length).toBeLessThanOrEqual(2_048)
      expect(read.event.summary).not.toMatch(/[\0\r\n]/)
      expect(read.event.details.isWellFormed()).toBe(true)
      JSON.parse(read.event.details)
      expect(subjectSays(subjectSays(subject).about).about.length).toBeLessThanOrEqual(1_024)
    }),
  )
  const long = `${'['.repeat(20_000)}${'re:'.repeat(20_000)}${'a'.repeat(200_000)}`
  expect(event({ subject: long, body: `${'a'.repeat(100_000)}b` }, rules).action).toBe('trigger')
})
