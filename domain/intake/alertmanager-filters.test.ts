import { expect, test } from 'vitest'
import { told } from './alertmanager-alerts.ts'
import { readFilters } from './alertmanager-filters.ts'

const at = Temporal.Instant.from('2026-11-22T10:00:00Z')

function alert(of: {
  labels?: Record<string, string>
  silencedBy?: string[]
  inhibitedBy?: string[]
  receiver?: string
}) {
  const { labels = { alertname: 'DiskFull', instance: 'db1:9100' }, receiver = 'shop' } = of
  const times = { firstAt: at, lastAt: at, endsAt: null }
  const by = { silencedBy: of.silencedBy ?? [], inhibitedBy: of.inhibitedBy ?? [] }
  return told({ id: 1, key: 'k', summary: '', labels, details: '{}', receiver, ...times, ...by }, '')
}

const active = alert({})
const silenced = alert({ silencedBy: ['s'] })
const inhibited = alert({ inhibitedBy: ['i'] })
const both = alert({ silencedBy: ['s'], inhibitedBy: ['i'] })

test.each([
  [{}, [true, true, true, true]],
  [{ active: 'false' }, [false, true, true, true]],
  [{ silenced: 'false' }, [true, false, true, false]],
  [{ inhibited: 'false' }, [true, true, false, false]],
  [{ active: 'true', silenced: 'false', inhibited: 'false', unprocessed: 'false' }, [true, false, false, false]],
  [{ silenced: 'banana' }, [true, false, true, false]],
  [{ silenced: 'YES' }, [true, true, true, true]],
  [{ silenced: '' }, [true, false, true, false]],
  [{ silenced: ['0', '1'] }, [true, false, true, false]],
] as const)('%o shows active, silenced, inhibited, both: %o', (query, expected) => {
  const filters = readFilters(query)
  if ('wrong' in filters) throw new Error(filters.wrong)
  expect([active, silenced, inhibited, both].map(filters.passes)).toEqual(expected)
})

test.each([
  ['alertname="DiskFull"', true],
  ['alertname=DiskFull', true],
  ['alertname!="DiskFull"', false],
  ['instance=~"db.*"', true],
  ['instance=~"db"', false], // anchored at both ends
  ['instance!~"web.*"', true],
  ['team=""', true],
  ['team!=""', false],
  ['constructor=""', true],
  ['{alertname="DiskFull",instance=~"db1.*"}', true],
  [['alertname="DiskFull"', 'instance="db2"'], false],
] as const)('filter %o: %s', (filter, expected) => {
  const filters = readFilters({ filter })
  if ('wrong' in filters) throw new Error(filters.wrong)
  expect(filters.passes(active)).toBe(expected)
})

test.each([
  ['shop', true],
  ['sh.*', true],
  ['sho', false],
  ['', true],
])('receiver %o: %s', (receiver, expected) => {
  const filters = readFilters({ receiver })
  expect('passes' in filters && filters.passes(active)).toBe(expected)
})

test.each([
  [{ filter: 'bad{' }, 'bad matcher format: bad{'],
  [{ filter: 'alertname' }, 'bad matcher format: alertname'],
  [{ filter: '' }, 'bad matcher format: '],
  [{ filter: 'a=~"("' }, 'missing closing )'],
  [{ receiver: '(' }, 'failed to parse receiver param: '],
  [{ filter: `a=~"${'(x{1000})'.repeat(1000)}"` }, 'it is too large'],
  // It would fit, but a few more would not, and to find that out takes seconds.
  [{ filter: `a=~"${'x{1000}'.repeat(3)}"` }, 'it is too large'],
  [{ filter: `a=~"${'x{,1000}y{0,1000}'.repeat(200)}"` }, 'it is too large'],
])('%o is refused in words', (query, words) => {
  const filters = readFilters(query)
  expect('wrong' in filters ? filters.wrong : 'taken').toContain(words)
  expect('wrong' in filters).toBe(true)
})
