import { expect, test } from 'vitest'
import { logAddressOf, logKeyIn, longestNote, markedAs, namedIn, noteOfMail } from './mail-note.ts'

const key = 'abcdefghijklmnopqrstuvwxyz012345'

test('an address carries its key in any case, and no other address is one of a log', () => {
  expect(logAddressOf(key, 'b.test')).toBe(`log+${key}@b.test`)
  expect(logKeyIn(`LOG+${key.toUpperCase()}`)).toBe(key)
  for (const other of [`ping+${key}`, key, `log+${key}x`, `log+${key.slice(1)}`, 'log+', `log+${key}+x`])
    expect(logKeyIn(other)).toBeNull()
})

test.each([
  ['#12', { incidentId: 12 }],
  ['Re: Incident #12: Payments are down', { incidentId: 12 }],
  ['장애 #12: 결제가 안 됩니다', { incidentId: 12 }],
  ['장애 12에 대하여', { incidentId: 12 }],
  ['[INC-12] rolled back', { incidentId: 12 }],
  ['inc-12', { incidentId: 12 }],
  ['INC #12', { incidentId: 12 }],
  ['Incident 12, and alert 7', { incidentId: 12 }],
  ['alert 7 and #12', { alertId: 7 }],
  ['Alert #7', { alertId: 7 }],
  ['ALERT-7', { alertId: 7 }],
  ['알림 #7', { alertId: 7 }],
  ['https://baton.example.com/incidents/12', null],
  ['＃12', { incidentId: 12 }],
  ['Ticket #', null],
  ['#0', null],
  ['#1.5 release', null],
  ['PR#12', null],
  ['#12a', null],
  ['incidental 12', null],
  ['#1234567890123456', null],
  ['Disk at 12 percent', null],
])('%s names %j', (subject, named) => expect(namedIn(subject)).toEqual(named))

test.each([
  ['Re: x', { isReply: true, isForward: false }],
  ['회신: x', { isReply: true, isForward: false }],
  ['RE: FW: x', { isReply: false, isForward: true }],
  ['전달: x', { isReply: false, isForward: true }],
  ['Restart done', { isReply: false, isForward: false }],
])('%s is %j', (subject, is) => expect(markedAs(subject)).toEqual(is))

const mail = { subject: '', words: '', files: [], language: 'en' } as const

test('subject and text are one note, and marks of replies are none of it', () => {
  expect(noteOfMail({ ...mail, subject: 'Re: AW: Rolled back', words: 'Since **14:05**' })).toBe(
    'Rolled back\n\nSince **14:05**',
  )
  expect(noteOfMail({ ...mail, subject: 'Rolled back' })).toBe('Rolled back')
  expect(noteOfMail({ ...mail, words: '- one\n  - two' })).toBe('- one\n  - two')
  expect(noteOfMail({ ...mail, subject: 'Rolled back', words: 'Rolled back\nby Ana' })).toBe('Rolled back\nby Ana')
  expect(noteOfMail({ ...mail, subject: ' Re: ', words: ' \n ' })).toBeNull()
})

test('what deceives a reader is taken out, Markdown is not', () => {
  expect(noteOfMail({ ...mail, words: 'a\u202eb\0 | c |\n\t`d`' })).toBe('ab | c |\n    `d`')
})

test.each(['en', 'ko'] as const)('a long mail is cut, says where, and still fits (%s)', (language) => {
  for (const letter of ['x', '😀', '가 ']) {
    const note = noteOfMail({ ...mail, language, words: letter.repeat(9_000), files: ['a.png'] }) ?? ''
    expect(note.length).toBeLessThanOrEqual(longestNote)
    expect(note.isWellFormed()).toBe(true)
    expect(note).toMatch(language === 'en' ? /… *\n\n\(Cut here: the mail has \d+ more/ : /\n\n\(여기서 잘렸습니다\./)
    expect(note).toContain('a.png')
  }
})

test('names of attachments are told, a few of them', () => {
  const files = Array.from({ length: 8 }, (_, at) => `${at}.png`)
  expect(noteOfMail({ ...mail, subject: 'Graphs', files })).toBe(
    'Graphs\n\n(Attachments are not kept: 0.png, 1.png, 2.png, 3.png, 4.png and 3 more.)',
  )
})
