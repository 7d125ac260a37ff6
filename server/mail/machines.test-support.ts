// What machines write back: programs that answer for somebody who is away, lists, and mail servers that report.
import { from, lines, plain } from './corpus.test-support.ts'

let count = 0

/** Mails that no person wrote, by what tells it. */
export const automatic: readonly { readonly name: string; readonly raw: Buffer }[] = [
  { name: 'RFC 3834', raw: Buffer.from(plain('ack', { more: ['Auto-Submitted: auto-replied'] })) },
  { name: 'Exchange', raw: Buffer.from(plain('ack', { more: ['X-Auto-Response-Suppress: All'] })) },
  { name: 'a list', raw: Buffer.from(plain('ack', { more: ['Precedence: list'] })) },
  { name: 'bulk', raw: Buffer.from(plain('ack', { more: ['Precedence: bulk'] })) },
  { name: 'an old responder', raw: Buffer.from(plain('ack', { more: ['X-Autoreply: yes'] })) },
  { name: 'an empty return path', raw: Buffer.from(plain('ack', { more: ['Return-Path: <>'] })) },
  {
    name: 'away, by its subject',
    raw: Buffer.from(plain('ok', { subject: 'Automatic reply: [P1] Payments are down' })),
  },
  { name: 'away, in Korean', raw: Buffer.from(plain('확인', { subject: '=?utf-8?B?W+u2gOyerOykkV0gUmU6IFtQMV0=?=' })) },
  { name: 'away, in German', raw: Buffer.from(plain('ok', { subject: 'AW: Abwesenheitsnotiz' })) },
  {
    name: 'our own mail, sent in a circle',
    raw: Buffer.from(plain('ack').replace(/Message-ID: .*/, `Message-ID: <delivery.${'0'.repeat(40)}@baton.test>`)),
  },
  { name: 'from our own address', raw: Buffer.from(plain('ack').replace(from, 'From: Baton <baton@baton.test>')) },
]

/** A report as mail servers send it (RFC 3464), on the mail that went to be answered at this address. */
export function report(of: {
  readonly action: string
  readonly replyAddress: string
  readonly headersOnly?: boolean
}): string {
  return lines(
    'From: Mail Delivery System <mailer-daemon@mx.example.com>',
    'To: baton@baton.test',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="r"',
    `Message-ID: <dsn-${++count}@mx.example.com>`,
    '',
    '--r',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I am sorry to have to inform you that your message could not be delivered.',
    '',
    '--r',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.com',
    '',
    'Final-Recipient: rfc822; ana@example.com',
    `Action: ${of.action}`,
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 <ana@example.com>: Recipient address rejected:',
    '    User unknown',
    '',
    '--r',
    `Content-Type: ${of.headersOnly ? 'text/rfc822-headers' : 'message/rfc822'}`,
    '',
    'From: Baton <baton@baton.test>',
    'To: ana@example.com',
    `Reply-To: ${of.replyAddress}`,
    'Subject: [P1] Payments are down',
    '',
    ...(of.headersOnly ? [] : ['[P1] Payments are down', '', 'Service: Payments']),
    '--r--',
    '',
  )
}
