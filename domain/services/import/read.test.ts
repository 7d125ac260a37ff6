import { describe, expect, test } from 'vitest'
import { readServices } from './read.ts'
import { slugOfRef } from './backstage.ts'

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'Payment_API.v2',
    title: 'Payment API',
    description: 'Takes cards',
    labels: { 'example.com/tier': 'tier-1' },
    annotations: {
      'backstage.io/source-location': 'url:https://github.com/example/payment-api/tree/main/',
      'github.com/project-slug': 'example/payment-api',
    },
    links: [
      { url: 'https://grafana.example.com/d/1', title: 'Overview', icon: 'dashboard' },
      { url: 'https://wiki.example.com/pay', title: 'Runbook: restart', type: 'docs' },
      { url: 'https://logs.example.com', title: 'Search', type: 'logs' },
      { url: 'https://chat.example.com/c/1', title: '#pay channel' },
      { url: 'https://example.com/blog', title: 'A dialogue about catalogs' },
      { url: 'javascript:alert(1)', title: 'Bad' },
      { title: 'Nowhere' },
    ],
  },
  spec: {
    type: 'service',
    lifecycle: 'experimental',
    owner: 'group:default/payments',
    dependsOn: ['resource:default/pay-db', 'Component:ledger', 'other/thing'],
    dependencyOf: ['component:default/shop'],
  },
}

describe('an entity of Backstage', () => {
  test('in our words', () => {
    const [found] = readServices([part(component)])
    expect(found).toEqual({
      ref: 'component:default/payment_api.v2',
      place: '3:1',
      skip: null,
      slug: 'payment-api-v2',
      name: 'Payment API',
      description: 'Takes cards',
      tier: 1,
      owner: 'payments',
      policy: null,
      links: [
        { name: 'Overview', url: 'https://grafana.example.com/d/1', kind: 'dashboard' },
        { name: 'Runbook: restart', url: 'https://wiki.example.com/pay', kind: 'runbook' },
        { name: 'Search', url: 'https://logs.example.com', kind: 'logs' },
        { name: '#pay channel', url: 'https://chat.example.com/c/1', kind: 'room' },
        { name: 'A dialogue about catalogs', url: 'https://example.com/blog', kind: 'other' },
        { name: 'Source', url: 'https://github.com/example/payment-api/tree/main/', kind: 'repository' },
      ],
      dependsOn: ['resource:default/pay-db', 'component:default/ledger', 'component:other/thing'],
      dependencyOf: ['component:default/shop'],
      notes: [
        { what: 'not_kept', text: 'lifecycle: experimental' },
        { what: 'link_not_web', text: 'javascript:alert(1)' },
        { what: 'link_missing', text: 'Nowhere' },
      ],
    })
  })

  test.each([
    ['Component', null],
    ['System', null],
    ['Resource', null],
    ['API', 'not_a_service'],
    ['Group', 'not_a_service'],
    ['Location', 'not_a_service'],
  ])('of kind %s: %s', (kind, why) => {
    const [found] = readServices([part({ ...component, kind })])
    expect(found?.skip?.why ?? null).toBe(why)
  })

  test('of another namespace has that in its name', () => {
    const metadata = { name: 'api', namespace: 'Mobile' }
    expect(readServices([part({ ...component, metadata })])[0]).toMatchObject({
      slug: 'mobile-api',
      ref: 'component:mobile/api',
    })
    expect(slugOfRef('component:mobile/api')).toBe('mobile-api')
    expect(slugOfRef('component:default/Api')).toBe('api')
  })

  test.each([
    ['user:ana', 'user:ana'],
    ['group:infra/dba', 'infra/dba'],
    ['payments', 'payments'],
    [undefined, null],
    [['a'], null],
  ])('its owner %j is %j', (owner, said) => {
    expect(readServices([part({ ...component, spec: { owner } })])[0]?.owner).toBe(said)
  })

  test.each([{}, { metadata: 'x' }, { metadata: [] }, { metadata: { name: { a: 1 } } }, { metadata: { name: '___' } }])(
    'without a name is told: %j',
    (rest) => {
      const [found] = readServices([part({ apiVersion: 'v1', kind: 'Component', ...rest })])
      expect(found?.skip?.why).toBe('no_name')
    },
  )
})

describe('our own form', () => {
  const service = { slug: 'checkout', name: 'Checkout', team: 'payments', tier: 2, dependsOn: ['ledger'] }

  test.each([
    ['a list', [service]],
    ['a section of a file', { services: [service] }],
  ])('%s', (_, value) => {
    expect(readServices([part(value)])).toMatchObject([
      { slug: 'checkout', name: 'Checkout', owner: 'payments', tier: 2, dependsOn: ['ledger'], skip: null, notes: [] },
    ])
  })

  test('links have their kind, or one that their words tell; an address alone is a link', () => {
    const links = [
      { name: 'What to do', url: 'https://a.example.com', kind: 'runbook' },
      { name: 'Grafana', url: 'https://b.example.com' },
      'https://github.com/a/b',
      'https://github.com/a/b',
      { name: 'No', url: 'https://me:secret@c.example.com' },
    ]
    expect(readServices([part([{ ...service, links }])])).toMatchObject([
      {
        links: [
          { name: 'What to do', url: 'https://a.example.com', kind: 'runbook' },
          { name: 'Grafana', url: 'https://b.example.com', kind: 'dashboard' },
          { name: 'https://github.com/a/b', url: 'https://github.com/a/b', kind: 'repository' },
        ],
        notes: [{ what: 'link_credentials' }],
      },
    ])
  })

  test('what is not understood is told, each at its place', () => {
    const found = readServices([
      part([
        { ...service, tier: 'gold', colour: 'red', description: 'x'.repeat(3000) },
        'text',
        { name: '!!!' },
        service,
      ]),
      part({ teams: [] }),
      part('hello'),
      part(null),
    ])
    expect(
      found.map(({ ref, place, skip, notes }) => [ref, place, skip?.why ?? null, notes.map(({ what }) => what)]),
    ).toEqual([
      ['checkout', '10:3', null, ['not_kept', 'cut', 'tier_unknown']],
      ['#2', '11:3', 'not_understood', []],
      ['#3', '3:1', 'no_name', []],
      ['checkout', '3:1', 'twice', []],
      ['teams', '3:1', 'not_understood', []],
      ['hello', '3:1', 'not_understood', []],
    ])
    expect(found[3]?.skip?.text).toBe('checkout (10:3)')
  })

  test.each([
    [1, 1],
    ['4', 4],
    ['T3', 3],
    ['Tier 2', 2],
    ['tier_1', 1],
    [5, null],
    ['', null],
    [true, null],
  ])('tier %j is %j', (written, tier) => {
    expect(readServices([part([{ ...service, tier: written }])])[0]?.tier).toBe(tier)
  })
})

function part(value: unknown) {
  return {
    value,
    place: '3:1',
    places: new Map([
      ['0', '10:3'],
      ['1', '11:3'],
    ]),
  }
}
