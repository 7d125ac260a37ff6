import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePath, type Path } from '../../domain/intake/mapping-rule.ts'
import { pathText, withinEach, withPath } from './body-paths.ts'
import { changedFields, mappingOf, textOf } from './mapping-text.ts'

const nothing = textOf(null)

describe('the path of a field as a rule writes it', () => {
  test.each([
    [[], '$'],
    [['a', 'b'], '$.a.b'],
    [['checks', 0, 'name'], '$.checks[0].name'],
    [['odd name', 'a.b'], '$["odd name"]["a.b"]'],
    [['say "x"'], `$['say "x"']`],
    [['__proto__'], '$.__proto__'],
    [['한글'], '$.한글'],
  ] as const)('%j is %s', (path, text) => expect(pathText(path)).toBe(text))

  test('a path of more steps than a rule may have is not written', () => {
    expect(pathText(Array.from({ length: 33 }, () => 'a'))).toBeNull()
  })

  test('whatever is written is read back as the same path, or is not written', () => {
    const step = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ maxLength: 8 }), fc.nat(1_000_000))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (path: Path) => {
        const text = pathText(path)
        if (text !== null) expect(parsePath(text)).toEqual(path)
      }),
    )
  })
})

test('rules are read from each event: what lies outside of the list cannot be named', () => {
  expect(withinEach(['events', 1, 'host'], '$.events')).toEqual(['host'])
  expect(withinEach(['events', 1], '$.events')).toEqual([])
  expect(withinEach(['events'], '$.events')).toBeNull()
  expect(withinEach(['other', 1, 'host'], '$.events')).toBeNull()
  expect(withinEach([0, 'host'], '')).toEqual(['host'])
  expect(withinEach(['host', 0], ' ')).toEqual(['host', 0])
})

test('pressing a field writes a rule, a line of labels, or a link', () => {
  expect(withPath(nothing, 'key', ['alert', 'id']).key).toBe('$.alert.id')
  const once = withPath({ ...nothing, labels: 'env: prod' }, 'labels', ['tags', 'odd name: x'])
  expect(once.labels).toBe('env: prod\nodd_name_x: $.tags["odd name: x"]')
  expect(withPath(once, 'labels', ['tags', 'odd name: x'])).toEqual(once)
  expect(mappingOf(withPath(nothing, 'links', ['url']))).toEqual({ links: [{ href: '$.url' }] })
  expect(withPath(nothing, 'resolveWhen', ['url'])).toEqual(nothing)
})

test('what saving changes is told field by field, and nothing that stays', () => {
  const before = textOf({ key: '$.id', summary: '$.title', labels: { host: '$.host' } })
  expect(changedFields(before, { ...before, key: '$.uid ', summary: '', severity: '$.level' })).toEqual([
    { field: 'key', before: '$.id', after: '$.uid' },
    { field: 'summary', before: '$.title', after: '' },
    { field: 'severity', before: '', after: '$.level' },
  ])
  expect(changedFields(before, { ...before, labels: `${before.labels}\n` })).toEqual([])
})
