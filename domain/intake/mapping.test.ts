import { describe, expect, test } from 'vitest'
import { Mapping } from './mapping.ts'
import { parsePath, parseRule } from './mapping-rule.ts'

describe('a rule', () => {
  test.each([
    ['$', { kind: 'path', path: [] }],
    ['$.a.b', { kind: 'path', path: ['a', 'b'] }],
    ['$.a[0].c', { kind: 'path', path: ['a', 0, 'c'] }],
    ['$[0]', { kind: 'path', path: [0] }],
    ['$["odd name"].한글', { kind: 'path', path: ['odd name', '한글'] }],
    ["$['a.b']", { kind: 'path', path: ['a.b'] }],
    ['$.check-name', { kind: 'path', path: ['check-name'] }],
    ['fixed text', { kind: 'constant', text: 'fixed text' }],
    ['$5 spent', { kind: 'constant', text: '$5 spent' }],
    ['{{a}}', { kind: 'template', parts: [['a']] }],
    ['x {{ $.a[0] }}/{{b.c}}', { kind: 'template', parts: ['x ', ['a', 0], '/', ['b', 'c']] }],
    ['$.', null],
    ['$.a..b', null],
    ['$.a[-1]', null],
    ['$.a[*]', null],
    ['$..a', null],
    ['{{a', null],
    ['{{}}', null],
    ['{{a b}}', null],
    [`$${'.a'.repeat(33)}`, null],
  ])('%j', (text, rule) => {
    expect(parseRule(text)).toEqual(rule)
  })
})

test('a path without the leading $ is the same path', () => {
  expect(parsePath('a.b[2]')).toEqual(parsePath('$.a.b[2]'))
})

describe('a mapping as it is saved', () => {
  test.each([
    [{}, true],
    [{ key: '$.id', each: '$.events', priorities: { red: 'P1' }, resolveWhen: ['gone'] }, true],
    [{ key: '$.a[*]' }, false],
    [{ each: 'events' }, false],
    [{ key: '' }, false],
    [{ unknown: '$.a' }, false],
    [{ priorities: { red: 'P9' } }, false],
    [{ links: [{ href: '{{a' }] }, false],
    [{ labels: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`l${i}`, 'x'])) }, false],
  ])('%j', (mapping, isValid) => {
    expect(Mapping.safeParse(mapping).success).toBe(isValid)
  })
})
