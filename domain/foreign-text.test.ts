import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutBytes, escapeHtml, fewLines, neutral, oneLine } from './foreign-text.ts'
import { foreignText } from './foreign-text.test-support.ts'

describe('neutral', () => {
  test.each([
    ['terminal colours', '\u001b[31mCPU\u001b[0m hot', 'CPU hot'],
    ['a colour by its 8-bit form', '\u009b31m', '31m'],
    ['a bracket on a new line', 'a\n[b] c', 'a\n[b] c'],
    ['reversed reading direction', 'invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['isolates and marks', '\u2066a\u2069\u200E\u200Fb\u061C', 'ab'],
    ['zero-width and byte order mark', 'pay\u200Bments\uFEFF', 'payments'],
    ['NUL and bell', 'a\u0000b\u0007', 'ab'],
    ['half a surrogate pair', 'x\uD83D', 'x\uFFFD'],
    ['line separators', 'a\r\nb\rc\u2028d\u0085e', 'a\nb\nc\nd\ne'],
    ['a tower of accents', `e${'\u0301'.repeat(50)}`, `e${'\u0301'.repeat(4)}`],
    ['Arabic stays', 'قاعدة البيانات متوقفة', 'قاعدة البيانات متوقفة'],
    ['Korean stays', '결제 서비스 장애', '결제 서비스 장애'],
    ['joined emoji stay', '👩‍🚒', '👩‍🚒'],
  ])('%s', (_, given, expected) => expect(neutral(given)).toBe(expected))

  test('leaves no control or direction character in any text', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        expect(neutral(text)).not.toMatch(/(?!\n)\p{Cc}|[\u202A-\u202E\u2066-\u2069\p{Zl}\p{Zp}]/u)
        expect(neutral(text).isWellFormed()).toBe(true)
      }),
    )
  })
})

test('one line is one line within its limit', () => {
  fc.assert(
    fc.property(foreignText, fc.integer({ min: 1, max: 80 }), (text, limit) => {
      const line = oneLine(text, limit)
      expect(line).not.toMatch(/[\r\n]/)
      expect(Array.from(line).length).toBeLessThanOrEqual(limit)
    }),
  )
  expect(oneLine('CPU\r\nBcc: all@example.com', 80)).toBe('CPU Bcc: all@example.com')
  expect(oneLine('😀😀😀😀', 3)).toBe('😀😀…')
})

test('few lines keep their breaks, but no more than one empty line', () => {
  expect(fewLines('  a \n\n\n\n b\t c', 80)).toBe('a\n\nb c')
})

test('cut to bytes never splits a code point and marks the cut', () => {
  fc.assert(
    fc.property(
      foreignText.map((text) => text.toWellFormed()),
      fc.integer({ min: 3, max: 300 }),
      (text, limit) => {
        const cut = cutBytes(text, limit)
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(limit)
        expect(cut.isWellFormed()).toBe(true)
        if (Buffer.byteLength(text) <= limit) expect(cut).toBe(text)
        else expect(cut.endsWith('…')).toBe(true)
      },
    ),
  )
  expect(cutBytes('결제 장애', 10)).toBe('결제…')
})

test('escaped text cannot open a tag or leave an attribute', () => {
  fc.assert(fc.property(foreignText, (text) => !/[<>"']/.test(escapeHtml(text))))
  expect(escapeHtml(`<a href="x" onclick='y'>&`)).toBe('&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;')
})
