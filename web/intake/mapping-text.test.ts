import { expect, test } from 'vitest'
import { Mapping } from '../../domain/intake/mapping.ts'
import { faultsOf, mappingOf, textOf } from './mapping-text.ts'
import type { MappingText } from './mapping-text.ts'

const whole = {
  each: '$.events',
  key: '{{$.host}}/{{$.trigger.id}}',
  summary: '$.trigger.name',
  severity: '$.trigger.severity',
  labels: { host: '$.host', 'k8s:pod': '$.pod', note: 'fixed: text' },
  links: [{ href: '$.url' }, { href: 'https://wiki.example.com/{{$.host}}', text: 'Runbook' }],
  resolveWhen: ['PROBLEM OK', 'recovery'],
  priorities: { Disaster: 'P1' as const, Warning: 'P3' as const },
}
const nothing = textOf(null)

test('a mapping comes back from its text as it was', () => {
  expect(mappingOf(textOf(whole))).toEqual(whole)
  expect(Mapping.parse(mappingOf(textOf(whole)))).toEqual(whole)
  expect(faultsOf(textOf(whole))).toEqual({})
})

test('nothing written is no mapping', () => {
  expect(mappingOf(nothing)).toBeNull()
  expect(mappingOf({ ...nothing, labels: '\n \n', resolveWhen: ' , ' })).toBeNull()
})

test('a bare address keeps its colon', () => {
  expect(mappingOf({ ...nothing, links: 'https://wiki.example.com/{{host}}' })).toEqual({
    links: [{ href: 'https://wiki.example.com/{{host}}' }],
  })
})

test.each<[Partial<MappingText>, Partial<Record<keyof MappingText, string>>]>([
  [{ each: 'events' }, { each: 'not_a_path' }],
  [{ each: '$.a[' }, { each: 'not_a_path' }],
  [{ key: '{{host' }, { key: 'not_a_rule' }],
  [{ summary: '$.' }, { summary: 'not_a_rule' }],
  [{ labels: 'host' }, { labels: 'not_a_pair' }],
  [{ labels: 'host: {{' }, { labels: 'not_a_rule' }],
  [{ links: 'Runbook: {{' }, { links: 'not_a_rule' }],
  [{ priorities: 'Disaster: 1' }, { priorities: 'not_a_priority' }],
  [{ priorities: 'Disaster' }, { priorities: 'not_a_priority' }],
  [{ priorities: 'Disaster: p1' }, {}],
])('%j is told as %j', (given, faults) => {
  const text = { ...nothing, ...given }
  expect(faultsOf(text)).toEqual(faults)
  const isWellFormed = Object.keys(faults).length === 0
  if (isWellFormed) expect(Mapping.safeParse(mappingOf(text)).success).toBe(true)
})
