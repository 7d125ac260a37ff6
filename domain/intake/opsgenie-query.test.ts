import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { demands, finds, parseQuery, type Query } from './opsgenie-query.ts'
import { fitsPattern, holdsOf, type Condition } from './opsgenie-query-fields.ts'
import { keptFrom } from './opsgenie-kept.ts'
import type { OwnAlert } from './opsgenie-shown.ts'

const at = Temporal.Instant.from('2026-03-02T09:00:00Z')
const alert: OwnAlert = {
  id: 7,
  key: 'web1/disk',
  state: 'triggered',
  priority: 'P4',
  summary: 'Disk of web1 is full',
  count: 3,
  firstAt: at,
  lastAt: at.add({ minutes: 5 }),
  ackedAt: null,
  ackedBy: null,
  snoozedUntil: null,
  closedAt: null,
  closedBy: null,
  kept: keptFrom(
    {
      message: 'Disk of web1 is full',
      tags: ['db', 'env:prod'],
      details: { rack: '7' },
      entity: 'web1',
      priority: 'P5',
      responders: [{ type: 'team', name: 'Shop' }],
    },
    [],
  ),
}

function found(text: string): boolean | string {
  const query = parseQuery(text)
  return 'bad' in query ? query.bad : finds(query, (condition) => holdsOf(alert, condition))
}

test.each([
  ['', true],
  ['*', true],
  ['status:open', true],
  ['status: Closed', false],
  ['alias:"web1/disk"', true],
  ['alias:web1/disk', true],
  ['alias:web*', true],
  ['alias:web', false],
  ['tag:db', true],
  ['tags:env:prod', true],
  ['tag:(x OR db)', true],
  ['tag:(x OR y)', false],
  ['tag!=db', false],
  ['message:full', true],
  ['full web1', true],
  ['"is full"', true],
  ['nothing', false],
  ['priority:P5', true],
  ['priority:P4', true],
  ['count>2', true],
  ['count >= 4', false],
  ['count: > 2', true],
  ['createdAt>1772441999999', true],
  ['createdAt>1772442000000', false],
  ['createdAt>=2026-03-02T09:00:00Z', true],
  ['createdAt<"2026-03-03"', true],
  ['closedAt>0', false],
  ['acknowledged:false AND isSeen:false AND snoozed:false', true],
  ['teams:shop', true],
  ['responders:Shop', true],
  ['entity:web1', true],
  ['details.key:rack AND details.value:7', true],
  ['tinyId:7', true],
  ['alertId:7', false],
  ['NOT status:open', false],
  ['NOT NOT status:open', true],
  ['status:closed OR tag:db AND count:3', true],
  ['(status:closed OR tag:db) AND count:4', false],
  ['status:open && !tag:x', 'Baton knows no field "!tag" of an alert.'],
  ['status:closed || tag:db', true],
  ['status:open tag:x', false],
])('%s', (text, holds) => expect(found(text)).toBe(holds))

test.each([
  ['colour:red', 'no field "colour"'],
  ['text:x', 'no field "text"'],
  ['__proto__:x', 'no field "__proto__"'],
  ['constructor:x', 'no field "constructor"'],
  ['status:perhaps', 'open or closed'],
  ['status>open', 'has no order'],
  ['count:many', 'is no number'],
  ['createdAt>soon', 'is no moment'],
  ['acknowledged:maybe', 'true or false'],
  ['(status:open', 'not closed'],
  ['"open', 'not closed'],
  ['status:', 'a value is expected'],
  ['status:open AND', 'a condition is expected'],
  ['AND', 'a condition is expected'],
  ['status:open)', 'nothing is expected'],
  ['OR status:open', 'a condition is expected'],
  ['('.repeat(100), 'nested deeper'],
  [`${'NOT '.repeat(100)}x`, 'nested deeper'],
  ['x'.repeat(3_000), 'longer than'],
])('%s is told what is wrong', (text, why) => expect(found(text)).toContain(why))

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ field: fc.constant('tag' as const), operator: fc.constant('is' as const), value: fc.string() }),
  fc.record({ field: fc.constant('alias' as const), operator: fc.constant('is' as const), value: fc.string() }),
  fc.record({
    field: fc.constant('createdat' as const),
    operator: fc.constantFrom(
      'is' as const,
      'over' as const,
      'at_least' as const,
      'under' as const,
      'at_most' as const,
    ),
    value: fc.nat().map(String),
  }),
)
const { query } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 5 },
    fc.record({ is: fc.constant('condition' as const), of: condition }),
    fc.record({
      is: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ is: fc.constant('not' as const), of: tie('query') }),
  ),
}))
const signs = { is: ':', over: '>', at_least: '>=', under: '<', at_most: '<=' }

function written(of: Query): string {
  switch (of.is) {
    case 'condition':
      return `${of.of.field}${signs[of.of.operator]}"${of.of.value.replace(/["\\]/g, (mark) => `\\${mark}`)}"`
    case 'not':
      return `NOT (${written(of.of)})`
    case 'all':
    case 'any':
      return of.of.map((each) => `(${written(each)})`).join(of.is === 'all' ? ' AND ' : ' OR ')
  }
}

describe('any query', () => {
  test('that is written down means what it said', () => {
    fc.assert(
      fc.property(query, fc.func(fc.boolean()), (of, holds) => {
        const text = written(of)
        fc.pre(text.length < 2_000)
        const parsed = parseQuery(text)
        if ('bad' in parsed) throw new Error(parsed.bad)
        const asked = ({ field, operator, value }: Condition) => holds(field, operator, value)
        expect(finds(parsed, asked)).toBe(finds(of, asked))
        // Whatever it finds fulfils what it demands.
        if (finds(parsed, asked)) for (const each of demands(parsed)) expect(asked(each)).toBe(true)
      }),
    )
  })

  test('of any characters is read or told what is wrong', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('ab:()"\\ <>=*!&|'), 'AND', 'OR ', 'NOT ', 'tag:') }),
        (text) => {
          const said = found(text)
          expect(typeof said === 'boolean' || said.length > 0).toBe(true)
        },
      ),
    )
  })
})

test('a pattern of stars takes no longer than its length', () => {
  expect(fitsPattern('a'.repeat(15_000), '*a'.repeat(900))).toBe(true)
  expect(fitsPattern('a'.repeat(15_000), `${'*a'.repeat(900)}b*`)).toBe(false)
  expect(fitsPattern('aba', 'ab*ba')).toBe(false)
})
