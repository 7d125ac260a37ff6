import { describe, expect, test } from 'vitest'
import { readYaml } from './read-yaml.ts'
import { parseYaml, parseYamlStream } from './yaml.ts'

describe('what a file says', () => {
  test('as JSON would, with the place of each key and entry', () => {
    const { value, places, problems } = parseYaml('a:\n  - b: 1\n    c: 09:00\n  - 2026-01-05\nd: yes\ne:\n')
    expect(value).toEqual({ a: [{ b: 1, c: '09:00' }, '2026-01-05'], d: 'yes', e: null })
    expect(problems).toEqual([])
    expect(Object.fromEntries(places)).toEqual({
      a: '1:1',
      'a.0': '2:5',
      'a.0.b': '2:5',
      'a.0.c': '3:5',
      'a.1': '4:5',
      d: '5:1',
      e: '6:1',
    })
  })

  test.each([
    ['\ufeffa: 1', { a: 1 }],
    ['a: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['%YAML 1.1\n---\na: 09:00\nb: no\n', { a: '09:00', b: 'no' }],
    ['a: &x [1]\nb: *x\nc: *x\n', { a: [1], b: [1], c: [1] }],
    ['a: !!str 5', { a: '5' }],
    ['{a: 1, b: [x, "y"]}', { a: 1, b: ['x', 'y'] }],
    ['', null],
  ])('%j', (text, value) => {
    expect(parseYaml(text)).toMatchObject({ value, problems: [] })
  })

  test('a key of the language is a key like any other', () => {
    const { value } = parseYaml('__proto__: { admin: true }\nconstructor: 1\n')
    expect(Object.keys(Object(value))).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })
})

describe('a text of several documents', () => {
  test('each with its own value, and places in the whole text', () => {
    const { parts, problems } = parseYamlStream('a: 1\n---\n- b\n---\n')
    expect(problems).toEqual([])
    expect(parts.map(({ value, place }) => [value, place])).toEqual([
      [{ a: 1 }, '1:1'],
      [['b'], '3:1'],
      [null, expect.any(String)],
    ])
    expect(parts[1]?.places.get('0')).toBe('3:3')
  })

  test('an anchor holds in its own document', () => {
    expect(parseYamlStream('a: &x 1\nb: *x\n---\nc: *x\n').problems).toEqual([
      { place: '4:4', path: 'c', say: 'Nothing above is named &x' },
    ])
  })

  test('what is wrong in any of them is told at its line', () => {
    const { parts, problems } = parseYamlStream('a: 1\n---\nb: c: d\n')
    expect(parts).toEqual([])
    expect(problems).toMatchObject([{ place: '3:4' }])
  })

  test('a thousand documents are read, one more is not, also where they would be text', () => {
    expect(parseYamlStream('---\na: 1\n'.repeat(1_000)).parts).toHaveLength(1_000)
    expect(parseYamlStream('---\na: 1\n'.repeat(1_001)).problems).toMatchObject([
      { place: '1:1', say: expect.stringContaining('1001 documents') },
    ])
  })
})

describe('what is wrong with it', () => {
  test.each([
    ['a: 1\nb:\n  c: 1\n  c: 2\na: 3\n', ['4:3 b.c "c" stands twice', '5:1 a "a" stands twice']],
    ['a: &a\n  b: *a\n', ['2:6 a.b *a stands inside itself']],
    ['a: *nope\n', ['1:4 a Nothing above is named &nope']],
    ['a: *b\nb: &b 1\n', ['1:4 a Nothing above is named &b']],
    ['a: b: c\n', ['1:4  A value cannot start here']],
    ['a: 1\nb\nc: 2\n', ['2:1  A ":", "-", quote or bracket is missing here']],
    ['a: 1\n---\nb: 2\n', ['2:1  Write one document only']],
    ['a:\n\tb: 1\n', ['2:1  Indent with spaces']],
    ['a: !secret x\n', ['1:4  Tags that begin with "!"']],
    ['[1]: 2\n', ['1:1  A key must be plain text']],
    ['a: 1\nb: "x\\0y"\n', ['2:4 b This text holds a character that cannot be stored']],
    ['a:\n  - "\\ud800"\n', ['2:5 a.0 This text holds a character that cannot be stored']],
    ['a:\n  "x\\0": 1\n', ['2:3 a This text holds a character that cannot be stored']],
  ])('%j', (text, problems) => {
    const told = parseYaml(text).problems.map(({ place, path, say }) => `${place} ${path} ${say}`)
    expect(told).toEqual(problems.map((problem) => expect.stringContaining(problem)))
  })
})

describe('what a hostile file can cost', () => {
  test('anchors that multiply are followed only so far', () => {
    const { problems, places } = parseYaml(bomb(12))
    expect(problems).toEqual([expect.objectContaining({ say: 'The file says too much from here on; split it' })])
    expect(places.size).toBeLessThan(201_000)
  })

  test.each([
    ['a hundred thousand keys', Array.from({ length: 100_000 }, (_, i) => `k${i}: 1`).join('\n'), 0],
    ['the same key many times', 'a: 1\n'.repeat(20_000), 50],
    ['too deep', '['.repeat(30) + ']'.repeat(30), 1],
    ['much too deep', '['.repeat(200_000), 50],
    ['a mistake in each line', 'a: b: c\n'.repeat(20_000), 50],
  ])('%s: read beside the event loop, within its time', async (_, text, most) => {
    let turns = 0
    const turning = setInterval(() => (turns += 1), 1)
    const { problems } = await readYaml(text)
    clearInterval(turning)
    expect(problems.length).toBeLessThanOrEqual(most)
    expect(problems.length > 0).toBe(most > 0)
    expect(turns).toBeGreaterThan(3)
  })
})

function bomb(levels: number): string {
  return Array.from({ length: levels }, (_, i) => `l${i}: &l${i} [${tenOf(i === 0 ? 'x' : `*l${i - 1}`)}]`).join('\n')
}

function tenOf(what: string): string {
  return Array.from({ length: 10 }, () => what).join(', ')
}
