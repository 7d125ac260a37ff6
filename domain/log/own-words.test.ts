import { expect, test } from 'vitest'
import { ownWords } from './own-words.ts'

const fresh = { subject: 'Rolled back', html: '', text: '', isThreaded: false }
const reply = { ...fresh, subject: 'Re: Rolled back', isThreaded: true }
const own = (text: string) => ownWords({ ...fresh, text })
const answered = (text: string) => ownWords({ ...reply, text })

test('Markdown stays as it was written', () => {
  const markdown = [
    '# Heading',
    '',
    'Title',
    '--',
    '| a | b |',
    '|---|---|',
    '---|---',
    '> a quotation of one’s own',
    '-----',
    '```',
    '  From: here to there',
    '```',
    '- [ ] @ben',
  ].join('\n')
  expect(own(markdown)).toBe(markdown)
})

test('in a reply what is quoted goes, above, below and between', () => {
  expect(answered('One.\r\n\r\nOn Thu, 26 Nov 2026, Ben wrote:\r\n> old\r\n> older\r\n\r\nTwo.')).toBe('One.\n\nTwo.')
  expect(answered('넷\n\n2026년 11월 26일 (목) 오후 3:12, Ben <b@x.test>님이 작성:\n\n> 옛 글')).toBe('넷')
})

test('a reply of Outlook ends where the mail that it answers begins', () => {
  const old = 'From: Ben <b@x.test>\nSent: Thursday\nTo: Ana\nSubject: Rolled back\n\nold'
  expect(answered(`One.\n\n________________________________\n${old}`)).toBe('One.')
  expect(answered(`One.\n\n${old}`)).toBe('One.')
  expect(answered('하나.\n\n-----원본 메시지-----\n옛 글')).toBe('하나.')
  expect(answered('하나.\n\n보낸 사람: Ben\n보낸 날짜: 목요일\n받는 사람: Ana\n\n옛 글')).toBe('하나.')
})

test('a rule, a title and a line that begins as a header does end nothing', () => {
  const text = 'From: the old replica to the new one\n\n-------------\nDone.\n\n-- Later --\nAgain.'
  expect(answered(text)).toBe(text)
})

test('signatures and what phones add are cut', () => {
  expect(own('Done.\n-- \nAna Keller\nPayments')).toBe('Done.')
  expect(own('Done.\n\n--\nAna Keller')).toBe('Done.')
  expect(own('Done.\n\nSent from my iPhone')).toBe('Done.')
  expect(own('Done.\n\nGet Outlook for iOS')).toBe('Done.')
  expect(own('끝.\n\n나의 iPhone에서 보냄')).toBe('끝.')
  expect(own('서울에서 보냄')).toBe('서울에서 보냄')
})

test('what is passed on is what is told', () => {
  const text =
    'See below.\n\n---------- Forwarded message ---------\nFrom: Bank\nDate: today\n\n> Cards work again\n-- \nBank'
  expect(ownWords({ ...fresh, subject: 'Fwd: Cards', isThreaded: true, text })).toContain('> Cards work again')
})

test('HTML alone: paragraphs, links, and no quotation of a reply', () => {
  const html = (inside: string) => `<html><head><style>p{}</style></head><body>${inside}</body></html>`
  expect(ownWords({ ...fresh, html: html('<div>One &amp; two</div><div><br></div><div>Three</div><hr>Four') })).toBe(
    'One & two\n\nThree\nFour',
  )
  expect(
    ownWords({
      ...fresh,
      html: html('<p><a href="https://x.test/g">graph</a>, <a href="https://x.test">https://x.test</a></p>'),
    }),
  ).toBe('<https://x.test/g> graph, https://x.test')
  const quoted =
    '<div class="gmail_quote"><div>On Thu, Ben &lt;b@x.test&gt; wrote:<br></div><blockquote>old</blockquote></div>'
  expect(ownWords({ ...reply, html: html(`<div dir="ltr">One</div><br>${quoted}`) })).toBe('One')
  const outlook = '<p>One</p><div id="divRplyFwdMsg">From: Ben</div><div>old</div>'
  expect(ownWords({ ...reply, html: html(outlook) })).toBe('One')
})

test('nothing hostile takes long', () => {
  const began = performance.now()
  for (const piece of ['>', 'On ', '-- \n', '\n', '<div>', ' \n ', 'From: a\n', '--'])
    ownWords({ ...reply, text: piece.repeat(100_000) })
  expect(performance.now() - began).toBeLessThan(2_000)
})
