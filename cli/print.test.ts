import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnsOf, fitted, padded } from './columns.ts'
import { paint, printJson, printTable } from './print.ts'
import type { Terminal } from './terminal.ts'

describe('how wide text is', () => {
  test.each([
    ['', 0],
    ['Checkout', 8],
    ['결제', 4],
    ['결제 API', 8],
    ['\u1112\u1161\u11ab', 2], // 한 as three letters that are written as one
    ['日本語', 6],
    ['ｱ', 1],
    ['Ａ', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['🙂', 2],
    ['👩‍👩‍👧', 2],
    ['🇰🇷', 2],
    ['❤️', 2],
    ['©', 1],
    ['→ … –', 5],
    ['5', 1],
    ['\u200b', 0],
  ])('%j takes %i columns', (text, columns) => {
    expect(columnsOf(text)).toBe(columns)
  })

  test('cut text fits, and text that fits is not cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 1, max: 40 }), (text, columns) => {
        const shown = fitted(text, columns)
        expect(columnsOf(shown)).toBeLessThanOrEqual(
          Math.max(columns, columnsOf(text) <= columns ? columnsOf(text) : 1),
        )
        if (columnsOf(text) <= columns) expect(shown).toBe(text)
        else expect(shown.endsWith('…')).toBe(true)
        expect(columnsOf(padded(text, columns))).toBe(Math.max(columns, columnsOf(text)))
      }),
    )
  })

  test.each([
    ['결제가 멈췄다', 8, '결제가…'],
    ['결제가 멈췄다', 7, '결제가…'],
    ['결제가 멈췄다', 6, '결제…'],
    ['Checkout', 5, 'Chec…'],
  ])('%j in %i columns is %j', (text, columns, shown) => {
    expect(fitted(text, columns)).toBe(shown)
  })
})

describe('a table', () => {
  const head = ['ID', 'SERVICE', 'SUMMARY']
  const rows = [
    ['7', '결제', 'Checkout is failing for all'],
    ['12', 'Checkout', '결제가 멈췄다'],
  ]

  test('stands in columns whatever the script', () => {
    expect(shown({}, (terminal) => printTable(terminal, head, rows))).toBe(
      ['ID  SERVICE   SUMMARY', '7   결제      Checkout is failing for all', '12  Checkout  결제가 멈췄다', ''].join(
        '\n',
      ),
    )
  })

  test('is cut where the screen ends, in the column that may be', () => {
    const lines = shown({ columns: 30 }, (terminal) => printTable(terminal, head, rows))
      .trimEnd()
      .split('\n')
    expect(lines[1]).toBe('7   결제      Checkout is fai…')
    expect(lines.map(columnsOf)).toEqual([21, 30, 27])
    expect(shown({ columns: 10 }, (terminal) => printTable(terminal, head, rows))).toContain('Checkout is…')
    expect(shown({ columns: 24 }, (terminal) => printTable(terminal, head, rows, 1))).toContain('SERVICE')
  })

  test('shows what others wrote without what could command the terminal', () => {
    const evil = 'a\u001b[31mred\u001b]0;title\u0007\nnext\u009b2J\u202eabc\ttab'
    const line = shown({}, (terminal) => printTable(terminal, ['X'], [[evil]]))
    for (const sign of ['\u001b', '\u0007', '\u009b', '\u202e', '\t']) expect(line).not.toContain(sign)
    expect(line.trimEnd().split('\n')).toHaveLength(2)
  })

  test('has colours only where there are some', () => {
    const cells = [[{ text: 'down', tone: 'bad' as const }, 'x']]
    const table = (terminal: Terminal) => printTable(terminal, ['A', 'B'], cells)
    expect(shown({ isColourful: false }, table)).toBe('A     B\ndown  x\n')
    expect(shown({ isColourful: true }, table)).toContain('\u001b[31mdown\u001b[0m  x')
  })
})

test('JSON keeps what was written, without bytes that some terminals obey', () => {
  const value = { summary: '결제 \u009b2J \u001b[31m' }
  const text = shown({}, (terminal) => printJson(terminal, value))
  expect(JSON.parse(text)).toEqual(value)
  for (const sign of ['\u001b', '\u009b']) expect(text).not.toContain(sign)
  expect(text).toContain('결제')
})

test('plain text is never painted', () => {
  expect(paint({ ...terminal(() => {}), isColourful: true }, 'plain', 'x')).toBe('x')
})

function shown(of: Partial<Terminal>, print: (terminal: Terminal) => void): string {
  let out = ''
  print({ ...terminal((text) => (out += text)), ...of })
  return out
}

function terminal(write: (text: string) => void): Terminal {
  return {
    env: {},
    home: '/',
    now: () => Temporal.Instant.from('2026-11-24T12:00:00Z'),
    zone: 'UTC',
    columns: null,
    isColourful: false,
    write,
    complain: write,
    ask: async () => null,
    readInput: async () => '',
    writeBytes: async () => {},
    readBytes: async function* () {},
    stopped: new AbortController().signal,
  }
}
