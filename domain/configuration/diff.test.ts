import { describe, expect, test } from 'vitest'
import { changesOf, diff } from './diff.ts'
import { readConfiguration } from './read.ts'
import type { WholeConfiguration } from './whole.ts'

const now = Temporal.Instant.from('2026-03-01T12:00:00Z')
const nothing: WholeConfiguration = {
  teams: new Map(),
  people: new Map(),
  schedules: new Map(),
  channels: new Map(),
  policies: new Map(),
  services: new Map(),
  heartbeats: new Map(),
  sources: new Map(),
  inhibitions: new Map(),
  routes: new Map(),
  incidentRules: new Map(),
  kit: new Map(),
}

describe('what applying a file makes of what is there', () => {
  test('something new is created with all that it will have', () => {
    expect(changes(nothing, { services: [{ slug: 'a', name: 'A', team: 't', policy: 'p' }] })).toEqual([
      {
        kind: 'service',
        slug: 'a',
        does: 'create',
        fields: [
          { field: 'name', before: null, after: 'A' },
          { field: 'description', before: null, after: '' },
          { field: 'team', before: null, after: 't' },
          { field: 'policy', before: null, after: 'p' },
          { field: 'grouping', before: null, after: 'unanswered' },
          { field: 'groupBy', before: null, after: [] },
          { field: 'groupMinutes', before: null, after: 0 },
          { field: 'watchMinutes', before: null, after: 10 },
          { field: 'floodLimit', before: null, after: 100 },
          { field: 'dependsOn', before: null, after: [] },
          { field: 'experts', before: null, after: [] },
          { field: 'links', before: null, after: [] },
        ],
      },
    ])
  })

  test('what is already so changes nothing; what the file leaves out stays', () => {
    const there = { ...nothing, policies: new Map([['p', policy]]) }
    const { steps, ...rest } = policy
    const short = { slug: 'p', name: 'P', team: 't', steps }
    expect(changes(there, { policies: [{ ...rest, steps }] }).map(({ does }) => does)).toEqual(['none'])
    expect(changes(there, { policies: [short] }).map(({ does }) => does)).toEqual(['none'])
    expect(changes(there, { teams: [], policies: [] })).toEqual([])
  })

  test('each field that differs is told by its path', () => {
    const there = { ...nothing, policies: new Map([['p', policy]]) }
    const steps = [{ wait: 7, targets: [{ schedule: 's' }, { person: 'ana@example.com' }] }]
    expect(changes(there, { policies: [{ slug: 'p', name: 'P', team: 't', repeats: 2, steps }] })[0]?.fields).toEqual([
      { field: 'repeats', before: 1, after: 2 },
      { field: 'steps.0.wait', before: 5, after: 7 },
      { field: 'steps.0.targets', before: ['schedule s'], after: ['schedule s', 'person ana@example.com'] },
      { field: 'steps.1.wait', before: 10, after: null },
      { field: 'steps.1.targets', before: ['schedule s'], after: null },
    ])
  })

  test('members, contacts and overrides are added to, never taken away; rules are as written', () => {
    const there: WholeConfiguration = {
      ...nothing,
      teams: new Map([['t', { slug: 't', name: 'T', members: [{ email: 'ana@example.com', role: 'manager' }] }]]),
      people: new Map([['ana@example.com', ana]]),
    }
    const file = {
      teams: [{ slug: 't', name: 'T', members: [{ email: 'BEN@example.com' }] }],
      people: [{ email: 'Ana@Example.com', name: 'Ana', contacts: [{ channel: 'ntfy', address: 'wake' }], rules: [] }],
    }
    expect(changes(there, file).flatMap(({ fields }) => fields)).toEqual([
      { field: 'members.ben@example.com', before: null, after: 'responder' },
      { field: 'contacts.ntfy wake', before: null, after: 'on' },
      { field: 'rules', before: ['P1 browser after 0 min'], after: [] },
    ])
  })

  test('a mapping is compared without regard to the order of its keys', () => {
    const mapping = { key: '$.a', labels: { b: '$.b', a: '$.a' } }
    const source = {
      slug: 's',
      name: 'S',
      service: 'v',
      dialect: 'generic',
      mapping,
      mailRules: null,
      floodLimit: 100_000,
      enabled: true,
    } as const
    const there = { ...nothing, sources: new Map([['s', source]]) }
    const turned = { labels: { a: '$.a', b: '$.b' }, key: '$.a' }
    expect(changes(there, { sources: [{ ...source, mapping: turned }] })[0]?.does).toBe('none')
    expect(changes(there, { sources: [{ ...source, mapping: null }] })[0]?.fields.map(({ field }) => field)).toEqual([
      'mapping.key',
      'mapping.labels',
    ])
  })
})

const policy = {
  slug: 'p',
  name: 'P',
  team: 't',
  steps: [
    { wait: 5, targets: [{ schedule: 's' }] },
    { wait: 10, targets: [{ schedule: 's' }] },
  ],
  repeats: 1,
  returnAfterMinutes: 45,
}

const ana = {
  email: 'ana@example.com',
  name: 'Ana',
  zone: 'UTC',
  language: 'en',
  holidays: null,
  role: 'admin',
  deactivated: false,
  contacts: [{ channel: 'browser', address: 'browser', label: '', enabled: true }],
  rules: [{ priority: 'P1', contact: 'browser', afterMinutes: 0 }],
  quiet: null,
  skills: [],
} as const

function changes(there: WholeConfiguration, file: unknown) {
  const { configuration, problems } = readConfiguration(file)
  expect(problems).toEqual([])
  return changesOf(diff(there, configuration, now))
}
