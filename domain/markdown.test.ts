import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inMarkdown, linesInMarkdown } from './markdown.ts'

test.each([
  ['plain words, 3.5 % of them', 'plain words, 3.5 % of them'],
  ['# End', '\\# End'],
  ['- a list', '\\- a list'],
  ['1. a list', '1\\. a list'],
  ['===', '\\==='],
  ['| a | b |', '\\| a \\| b \\|'],
  ['*very* _much_ `code`', '\\*very\\* \\_much\\_ \\`code\\`'],
  ['[click](javascript:alert(1))', '\\[click\\](javascript:alert(1))'],
  ['![x](https://evil.example/x.png)', '!\\[x\\](<https://evil.example/x.png)>'],
  ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
  ['&lt;', '\\&lt;'],
  ['see https://graphs.example/d/a_b?x=1&y=2 now', 'see <https://graphs.example/d/a_b?x=1&y=2> now'],
  ['two\nlines', 'two lines'],
  ['\u202Egnp.exe\u0000\u001B[2J', 'gnp.exe\\[2J'],
])('%s', (text, written) => {
  expect(inMarkdown(text)).toBe(written)
})

test('lines stay lines of one paragraph, with the space before them', () => {
  expect(linesInMarkdown('one\n\n    two\r\n# three', '  ')).toBe(
    'one\\\n  \u00a0\\\n  \u00a0\u00a0\u00a0\u00a0two\\\n  \\# three',
  )
})

test('whatever is written, no line begins or ends what Markdown reads, and no mark of it stands by itself', () => {
  const marks = Array.from('#->*_`~[]()!|<&\\=+:$1. \n\t')
  const hostile = fc.string({
    unit: fc.constantFrom(...marks, 'a', 'https://x.y/'),
    maxLength: 60,
  })
  fc.assert(
    fc.property(hostile, (text) => {
      const lines = linesInMarkdown(text, '  ').split('\n')
      for (const line of lines) {
        expect(line).not.toMatch(/^\s*(#|>|```|~~~|[-+*=:](?!\S*\\)|\d+[.)])/)
        const bare = line.replaceAll(/<https:\/\/[^<>]*>/g, '').replaceAll(/\\./g, '')
        expect(bare.replace(/\\$/, '')).not.toMatch(/[`*_[\]<>&|~#$\\]/)
      }
      // Every line but the last goes on in the same paragraph.
      for (const line of lines.slice(0, -1)) expect(line).toMatch(/\\$/)
    }),
  )
})

test('a text of a hundred thousand characters costs little', () => {
  expect(inMarkdown('`*_['.repeat(25_000))).toHaveLength(200_000)
})
