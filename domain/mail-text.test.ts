import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerLine, textOfHtml } from './mail-text.ts'

const inText = (text: string) => answerLine({ text, html: '' })
const inHtml = (html: string) => answerLine({ text: '', html })

test.each([
  ['ack', 'ack'],
  ['\n\n  ack  \n', 'ack'],
  ['> quoted\n> more\n\nack', 'ack'],
  ['ack\nOn Thu, Baton wrote:\n> 1', 'ack'],
  ['On Thu, Baton wrote:\n\nack', 'ack'],
  ['2026년 11월 26일 (목) 오후 3:12,\nBaton <a@b.test>님이 작성:\n> 1\n\n확인', '확인'],
  ['-----Original Message-----\nack', ''],
  ['----- 원본 메시지 -----\n확인', ''],
  ['________________________________\nack', ''],
  ['보낸 사람: Baton <a@b.test>\n확인', ''],
  ['*From:* Baton <a@b.test>\nack', ''],
  ['--\nack', ''],
  ['', ''],
])('in %j the answer is %j', (text, line) => expect(inText(text)).toBe(line))

test.each([
  ['<p>ack</p>', 'ack'],
  ['a<br>b', 'a'],
  ['<html><head><title>1</title><style>2</style></head><body>확인</body></html>', '확인'],
  ['<head><style>p{}<body>ack', 'ack'],
  ['<!-- 1 --><div>ack</div>', 'ack'],
  ['<blockquote>1<blockquote>2</blockquote>1</blockquote>ack', 'ack'],
  ['<hr>1', ''],
  ['<div id="divRplyFwdMsg">1</div>', ''],
  ['&nbsp;&#54869;&#xC778;&nbsp;', '확인'],
  ['a &lt;b&gt; &amp;lt; &unknown; &#0;', 'a <b> &lt; &unknown; &#0;'],
  ['<a', ''],
  ['<script>1</script>ack<script>', 'ack'],
])('in the HTML %j the answer is %j', (html, line) => expect(inHtml(html)).toBe(line))

test('plain text goes before HTML, unless it is empty', () => {
  expect(answerLine({ text: '1', html: '<p>2</p>' })).toBe('1')
  expect(answerLine({ text: ' \n', html: '<p>2</p>' })).toBe('2')
})

test('what is quoted is never the answer, above or below it', () => {
  const words = fc.constantFrom('ack', '1', '확인', 'next', 'ok')
  const quote = fc.array(words, { minLength: 1, maxLength: 5 }).map((all) => all.map((word) => `> ${word}`).join('\n'))
  fc.assert(
    fc.property(words, quote, fc.boolean(), (word, quoted, isAbove) => {
      const said = isAbove ? `${word}\n\n${quoted}` : `${quoted}\n\n${word}`
      expect(inText(said)).toBe(word)
      expect(inText(quoted)).toBe('')
      expect(inHtml(`<blockquote>${quoted}</blockquote>${word}`)).toBe(word)
    }),
  )
})

test('any HTML is read in one pass, without tags or signs that control', () => {
  const piece = fc.oneof(
    fc.constantFrom('<', '>', '</', '<div>', '<blockquote>', '</blockquote>', '<!--', '-->', '&', ';', '"'),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 50 }), (pieces) => {
      const html = pieces.join('')
      expect(textOfHtml(html).length).toBeLessThanOrEqual(html.length + 1)
      expect(inHtml(html)).not.toMatch(/[\p{Cc}]/u)
    }),
  )
})
