import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMatchers, type Matcher } from '../alerts/matchers.ts'
import {
  inOrderOfSilences,
  isSameSilence,
  isWithinSource,
  meetsFilter,
  readSilence,
  toldSilence,
  withinSource,
  type KeptSilence,
} from './alertmanager-silences.ts'

const now = Temporal.Instant.from('2026-11-22T10:00:00Z')
const at = (text: string) => Temporal.Instant.from(text)
const source = 'shop'

const posted = {
  matchers: [
    { name: 'alertname', value: 'DiskFull', isRegex: false, isEqual: true },
    { name: 'env', value: 'prod.*', isRegex: true },
  ],
  startsAt: '2026-11-22T09:59:59.123Z',
  endsAt: '2026-11-22T12:00:00.000Z',
  createdBy: 'ana',
  comment: 'The disk is being replaced',
}

function read(change: object) {
  return readSilence(JSON.stringify({ ...posted, ...change }), now)
}

function matchersIn(text: string): readonly Matcher[] {
  const found = readMatchers(text)
  if ('wrong' in found) throw new Error(found.wrong)
  return found.matchers
}

const kept: KeptSilence = {
  id: '9a4ce8aa-0000-4000-8000-000000000001',
  kind: 'silence',
  state: 'active',
  matchers: withinSource(matchersIn('alertname="DiskFull",env=~"prod.*"'), source),
  services: [],
  author: 'ana',
  reason: 'The disk is being replaced',
  startsAt: now,
  endsAt: at('2026-11-22T12:00:00Z'),
  changedAt: at('2026-11-22T10:00:00.1234Z'),
}

describe('a posted silence', () => {
  test('is read as amtool posts it; one that began a moment ago begins now', () =>
    expect(read({})).toEqual({
      id: null,
      matchers: matchersIn('alertname="DiskFull",env=~"prod.*"'),
      startsAt: now,
      endsAt: at('2026-11-22T12:00:00Z'),
      createdBy: 'ana',
      comment: 'The disk is being replaced',
    }))

  test.each([
    [{ matchers: undefined }, 'matchers in body'],
    [{ matchers: [] }, 'at least 1'],
    [{ matchers: Array.from({ length: 32 }, () => posted.matchers[0]) }, 'at most 31'],
    [{ matchers: ['x'] }, 'invalid label name'],
    [{ matchers: [{ name: '', value: 'x' }] }, 'invalid label name'],
    [{ matchers: [{ name: 'a', value: '' }] }, 'must not match the empty string'],
    [{ matchers: [{ name: 'a', value: '.*', isRegex: true }] }, 'must not match the empty string'],
    [{ matchers: [{ name: 'a', value: 'b', isEqual: false }] }, 'must not match the empty string'],
    [{ matchers: [{ name: 'a', value: '(', isRegex: true }] }, 'invalid regular expression "("'],
    [{ matchers: [{ name: 'a', value: 'x'.repeat(5000) }] }, 'too long'],
    [{ endsAt: undefined }, 'endsAt'],
    [{ endsAt: '0001-01-01T00:00:00.000Z' }, 'endsAt'],
    [{ startsAt: '2026-11-22T12:00:00Z' }, 'start time must be before end time'],
    [{ endsAt: '2026-11-22T09:59:59.999Z' }, "end time can't be in the past"],
  ])('with %o is refused in words', (change, words) => {
    const refused = read(change)
    expect('wrong' in refused ? refused.wrong : 'taken').toContain(words)
  })

  test('that is anything else is refused, and never breaks', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `{"matchers":[${json}],"endsAt":${json}}`),
    )
    fc.assert(
      fc.property(hostile, (raw) => {
        expect(readSilence(raw, now)).toHaveProperty('wrong')
      }),
    )
  })
})

describe('a silence made with the key of a source', () => {
  test('is kept to its alerts, and told as it was posted', () => {
    expect(kept.matchers.at(-1)).toMatchObject({ name: 'baton_source', value: 'shop' })
    expect(toldSilence(kept, source)).toEqual({
      id: kept.id,
      status: { state: 'active' },
      updatedAt: '2026-11-22T10:00:00.123Z',
      comment: 'The disk is being replaced',
      createdBy: 'ana',
      endsAt: '2026-11-22T12:00:00.000Z',
      matchers: matchersIn('alertname="DiskFull",env=~"prod.*"'),
      startsAt: '2026-11-22T10:00:00.000Z',
    })
  })

  test('is kept to them once, however often it is posted, and never to those of another source', () => {
    expect(withinSource(kept.matchers, source)).toEqual(kept.matchers)
    expect(withinSource(matchersIn('baton_source="bank"'), source)).toHaveLength(2)
    expect(isWithinSource(kept, source)).toBe(true)
    expect(isWithinSource(kept, 'bank')).toBe(false)
    expect(isWithinSource({ kind: 'silence', matchers: matchersIn('baton_source=~"shop"') }, source)).toBe(false)
  })

  test('stays the same one when only its times and words change', () => {
    const again = read({ comment: 'It takes longer', endsAt: '2026-11-22T20:00:00Z' })
    const other = read({ matchers: [{ name: 'alertname', value: 'Other' }] })
    if ('wrong' in again || 'wrong' in other) throw new Error('it was not read')
    expect(isSameSilence(kept, again, source)).toBe(true)
    expect(isSameSilence(kept, { ...again, matchers: again.matchers.toReversed() }, source)).toBe(true)
    expect(isSameSilence(kept, other, source)).toBe(false)
    expect(isSameSilence({ ...kept, state: 'expired' }, again, source)).toBe(false)
    expect(isSameSilence(kept, again, 'bank')).toBe(false)
  })
})

test('a maintenance is told by its services', () => {
  const maintenance = { ...kept, kind: 'maintenance' as const, matchers: [], services: ['shop', 'bank'] }
  expect(toldSilence(maintenance, source).matchers).toEqual(matchersIn('baton_service=~"shop|bank"'))
  expect(toldSilence({ ...maintenance, services: ['shop'] }, source).matchers).toEqual(
    matchersIn('baton_service="shop"'),
  )
})

test.each([
  ['alertname="DiskFull"', true],
  ['alertname=~"Disk.*"', true],
  ['alertname="Other"', false],
  ['team=""', true],
  ['alertname=""', false],
  ['alertname!=""', true],
  ['team!=""', false],
  ['team!="db"', true],
])('the filter %s: %s', (filter, expected) =>
  expect(meetsFilter(toldSilence(kept, source), matchersIn(filter))).toBe(expected),
)

test('silences are listed as Alertmanager lists them', () => {
  const one = (state: KeptSilence['state'], startsAt: string, endsAt: string) =>
    toldSilence({ ...kept, id: `${state} ${startsAt}`, state, startsAt: at(startsAt), endsAt: at(endsAt) }, source)
  const list = [
    one('expired', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z'),
    one('expired', '2026-11-20T01:00:00Z', '2026-11-21T01:00:00Z'),
    one('pending', '2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z'),
    one('pending', '2026-11-23T00:00:00Z', '2026-11-26T00:00:00Z'),
    one('active', '2026-11-22T00:00:00Z', '2026-11-23T02:00:00Z'),
    one('active', '2026-11-22T01:00:00Z', '2026-11-23T00:00:00Z'),
  ]
  expect(list.toSorted(inOrderOfSilences)).toEqual(list.toReversed())
})
