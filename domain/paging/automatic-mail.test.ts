import { describe, expect, test } from 'vitest'
import { automaticSign, type MailSigns } from './automatic-mail.ts'
import { failureIn } from './bounce.ts'

const person: MailSigns = {
  envelopeFrom: 'ana@example.com',
  headers: { 'message-id': '<1@example.com>', 'auto-submitted': 'no' },
  subject: 'Re: [P1] Payments are down',
  from: 'ana@example.com',
}
const own = 'baton@baton.test'
const signOf = (more: Partial<MailSigns>) => automaticSign({ ...person, ...more }, own)

test('a mail of a person is one', () => {
  expect(signOf({})).toBeNull()
  expect(signOf({ envelopeFrom: null })).toBeNull()
  for (const subject of [
    'Re: [P1] Out of office printer is on fire',
    '휴가 정책 서비스 장애',
    'Re: auto-scaling fails',
    '',
  ])
    expect(signOf({ subject }), subject).toBeNull()
})

test.each([
  [{ envelopeFrom: '' }, 'no_sender'],
  [{ headers: { 'return-path': ' <> ' } }, 'no_sender'],
  [{ headers: { 'auto-submitted': 'auto-replied; owner-email="a@b"' } }, 'says_so'],
  [{ headers: { 'auto-submitted': 'Auto-Generated' } }, 'says_so'],
  [{ headers: { 'x-auto-response-suppress': 'OOF' } }, 'says_so'],
  [{ headers: { 'x-autorespond': '' } }, 'says_so'],
  [{ headers: { precedence: 'auto_reply' } }, 'bulk'],
  [{ headers: { precedence: 'Junk' } }, 'bulk'],
  [{ headers: { 'list-id': '<all.example.com>' } }, 'bulk'],
  [{ from: 'Baton@Baton.test' }, 'own'],
  [{ headers: { 'message-id': `<delivery.${'a'.repeat(40)}@x>` } }, 'own'],
  [{ headers: { 'content-type': 'multipart/report; boundary=x' } }, 'report'],
  [{ headers: { 'x-failed-recipients': 'ana@example.com' } }, 'report'],
  [{ subject: 'Automatic reply: Re: [P1]' }, 'out_of_office'],
  [{ subject: 'Re: Out of Office: until Monday' }, 'out_of_office'],
  [{ subject: '[자동응답] 부재중입니다' }, 'out_of_office'],
  [{ subject: '부재 중입니다' }, 'out_of_office'],
  [{ subject: '自動返信: 休暇' }, 'out_of_office'],
  [{ subject: 'Réponse automatique : absent' }, 'out_of_office'],
] as const)('%j is written by a machine: %s', (more, sign) => expect(signOf(more)).toBe(sign))

test('who pages from a mailbox of their own answers from it; what Baton wrote from there is known by its headers', () => {
  const from = 'ops@example.com'
  const signed = (headers: MailSigns['headers']) =>
    automaticSign({ ...person, envelopeFrom: from, from, headers }, null)
  expect(signed(person.headers)).toBeNull()
  // As every mail of Baton is headed, also where a server on the way gave it another Message-ID.
  expect(signed({ 'message-id': `<delivery.${'a'.repeat(40)}@example.com>` })).toBe('own')
  expect(signed({ 'message-id': '<1@example.com>', 'auto-submitted': 'auto-replied' })).toBe('says_so')
  expect(signed({ 'message-id': '<1@example.com>', 'x-auto-response-suppress': 'All' })).toBe('says_so')
})

describe('reports', () => {
  const head = 'Reporting-MTA: dns; mx.test\r\n\r\n'

  test('of several recipients the one that failed counts, and no address is told', () => {
    const report = `${head}Final-Recipient: rfc822; a@b\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\nFinal-Recipient: rfc822; ana@example.com\r\nAction: FAILED (bad mailbox)\r\nStatus: 5.2.2\r\nDiagnostic-Code: smtp; 552 <ana@example.com>\r\n mailbox full\r\n`
    expect(failureIn(report)).toBe('5.2.2 552 <...> mailbox full')
  })

  test.each(['', head, `${head}Action: delayed\r\nStatus: 4.4.1`, `${head}Status: 5.0.0`, 'Action failed', ':'])(
    '%j tells of no failure',
    (report) => expect(failureIn(report)).toBeNull(),
  )

  test('one that says nothing more still tells that it failed', () => {
    expect(failureIn('Action: failed')).toBe('failed')
  })
})
