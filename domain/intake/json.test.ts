import { describe, expect, test } from 'vitest'
import { detailsText, MAX_DETAILS_BYTES, readBody } from './json.ts'
import type { Notes } from './text.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('reading a body', () => {
  test.each([
    ['JSON', '{"a":1}', { a: 1 }],
    ['JSON after a byte order mark', '\ufeff{"a":1}', { a: 1 }],
    ['a form', 'a=1&b=two+words&c=%ED%95%9C', { a: '1', b: 'two words', c: '한' }],
    [
      'a form field that holds JSON',
      'payload=%7B%22summary%22%3A%22x%22%7D&k=v',
      { payload: { summary: 'x' }, k: 'v' },
    ],
    ['a repeated form field', 'tag=a&tag=b', { tag: ['a', 'b'] }],
    ['a broken escape in a form', 'a=100%', { a: '100%' }],
    ['the last of duplicate names', '{"severity":"info","severity":"critical"}', { severity: 'critical' }],
  ])('%s', (_name, text, value) => {
    expect(readBody(bytes(text))).toMatchObject({ value, notes: [] })
    expect(readBody(text)).toMatchObject({ value, notes: [] })
  })

  test.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['{"a":', 'not_json'],
    ['{"a":=1}', 'not_json'],
    ['disk full', 'not_json'],
    ['{"a":NaN}', 'not_json'],
    ['\u001f\u008b\u0008', 'not_json'],
    ['['.repeat(10_000) + ']'.repeat(10_000), 'too_deep'],
    ['{"a":'.repeat(65) + '1' + '}'.repeat(65), 'too_deep'],
  ] as const)('%j is %s', (text, unreadable) => {
    expect(readBody(bytes(text))).toEqual({ unreadable })
    expect(readBody(bytes(text), 'exact')).toEqual({ unreadable })
  })

  test('64 levels are taken, and many brackets side by side are not depth', () => {
    expect(readBody('['.repeat(64) + ']'.repeat(64))).toHaveProperty('value')
    expect(readBody(`[${'[],'.repeat(500)}[]]`)).toHaveProperty('value')
  })

  test('wrong UTF-8 is repaired and noted, since refusing it could lose a page', () => {
    expect(readBody(Uint8Array.of(0x22, 0x61, 0xe9, 0x22))).toMatchObject({ value: 'a\ufffd', notes: ['not_utf8'] })
  })

  test('`__proto__` is a field like others and pollutes nothing', () => {
    const body = readBody('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}', 'exact')
    expect('value' in body && Object.keys(Object(body.value))).toEqual(['__proto__', 'constructor'])
    expect(readBody('__proto__=x&constructor=y')).toHaveProperty('shape', 'form')
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
  })

  test('long numbers keep their digits when asked to', () => {
    const text = '{"id":12345678901234567890,"n":1e400,"m":-0,"f":1.5,"__proto__":{"x":12345678901234567890}}'
    const body = readBody(text, 'exact')
    expect(body).toMatchObject({ value: { id: '12345678901234567890', n: '1e400', f: 1.5 } })
  })
})

describe('details', () => {
  test('are what was sent, to the byte', () => {
    expect(kept('{ "id" : 12345678901234567890 }')).toEqual({ text: '{ "id" : 12345678901234567890 }', notes: [] })
  })

  test('lose only what PostgreSQL cannot store', () => {
    expect(kept(String.raw`{"a\u0000":["\ud800","\ud83d\ude00",12345678901234567890]}`)).toEqual({
      text: '{"a\ufffd":["\ufffd","😀","12345678901234567890"]}',
      notes: ['text_repaired'],
    })
    expect(kept(String.raw`"\\u0000"`)).toEqual({ text: String.raw`"\\u0000"`, notes: [] })
  })

  test.each([['x'], ['한'], ['😀'], ['"'], ['\\']])('are cut at 64 KiB with a mark when made of %s', (character) => {
    const { text, notes } = kept(JSON.stringify({ a: character.repeat(100_000) }))
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(MAX_DETAILS_BYTES)
    expect(JSON.parse(text)).toMatchObject({ truncated: true, bytes: expect.any(Number) })
    expect(notes).toEqual(['details_truncated'])
  })
})

function kept(text: string) {
  const notes: Notes = []
  return { text: detailsText(text, notes), notes }
}
