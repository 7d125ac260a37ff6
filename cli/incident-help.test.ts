import { afterEach, describe, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`
const incident = {
  id: 7,
  title: 'Checkout answers 500',
  state: 'triage',
  priority: 'P3',
  owed: { triage: [], coordination: [], mitigation: [], resolution: [], follow_up: [] },
}
const proposed = (name: string, part: object) => ({
  personId: id(4),
  name,
  why: [{ kind: 'on_call_for', service: 'Checkout' }],
  localTime: '10:14',
  isAwake: true,
  isIn: false,
  canBePaged: true,
  ...part,
})
const there = {
  'GET /api/me': { person: { id: id(3), name: 'Ana', zone: 'UTC' } },
  'GET /api/people': { people: [{ id: id(4), name: 'Ben', email: 'ben@example.com', zone: 'UTC' }] },
  'GET /api/services': { services: [{ id: id(5), slug: 'checkout', name: 'Checkout' }] },
}

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton({ ...there, ...replies })
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' }
  return { ...(await baton(args, { env })), asked: server.asked }
}

describe('whom to pull in', () => {
  const query = `/api/incidents/7/proposals?serviceId=${id(5)}`
  const people = [
    proposed('Ana', { isIn: true }),
    proposed('Ben', {
      why: [
        { kind: 'expert_of', service: 'Checkout' },
        { kind: 'has_skill', skill: 'postgres' },
      ],
    }),
    proposed('Cho', { localTime: '03:12', isAwake: false, canBePaged: false }),
  ]

  test('is a list with why and what time it is there', async () => {
    const { out } = await on({ [`GET ${query}`]: { people, skills: [] } }, [
      'incident',
      'whom',
      '7',
      '--service',
      'checkout',
    ])
    expect(out).toBe(`PERSON  WHY                                 THERE
Ana     on call for Checkout now            10:14          in already
Ben     expert of Checkout; knows postgres  10:14
Cho     on call for Checkout now            03:12 (night)  no contact
`)
  })

  test('the first who can come is called, and it is said who', async () => {
    const replies = {
      [`GET ${query}`]: { people, skills: [] },
      'POST /api/incidents/7/people': incident,
    }
    const { out, err, asked } = await on(replies, ['incident', 'call', '7', '--service', 'checkout', '--as', 'expert'])
    expect(err).toBe('Ben: expert of Checkout; knows postgres, it is 10:14 there\n')
    expect(out).toBe('Called: 7 P3 Checkout answers 500 (triage)\n')
    expect(asked.at(-1)?.body).toMatchObject({ personId: id(4), role: 'expert', isPaged: true })
  })

  test('nobody is called who is in already or has no contact', async () => {
    const replies = { 'GET /api/incidents/7/proposals?skill=go': { people: [people[0], people[2]], skills: [] } }
    const { exit, err } = await on(replies, ['incident', 'call', '7', '--skill', 'go'])
    expect(exit).toBe(1)
    expect(err).toContain('is in already, or has no contact')
  })
})

test('others are asked how bad it is, and say so', async () => {
  const replies = {
    'POST /api/incidents/7/ratings': incident,
    'PUT /api/incidents/7/ratings/me': incident,
  }
  const first = await on(replies, ['incident', 'ask-rating', '7', 'ben@example.com', '--page'])
  expect(first.asked.at(-1)?.body).toEqual({ personIds: [id(4)], isPaged: true })
  await server.close()
  const second = await on(replies, ['incident', 'opinion', '7', 'P2', '--because', 'One region'])
  expect(second.asked.at(-1)?.body).toEqual({ priority: 'P2', because: 'One region' })
})

describe('skills', () => {
  test('are listed, and set', async () => {
    const people = [
      { personId: id(4), name: 'Ben', skills: ['go', 'postgres'] },
      { personId: id(3), name: 'Ana', skills: [] },
    ]
    expect((await on({ 'GET /api/skills': { people } }, ['skills'])).out).toBe('PERSON  SKILLS\nBen     go, postgres\n')
    await server.close()
    const { out, asked } = await on({ [`PUT /api/people/${id(3)}/skills`]: { skills: ['go'] } }, [
      'skills',
      'set',
      'go',
    ])
    expect(out).toBe('Ana: go\n')
    expect(asked.at(-1)?.body).toEqual({ skills: ['go'] })
  })

  test('none are set by mistake', async () => {
    expect((await on({}, ['skills', 'set'])).exit).toBe(2)
  })
})

describe('incident rules', () => {
  const rule = {
    id: id(9),
    teamId: id(1),
    name: 'Critical',
    when: {
      matchers: [{ name: 'severity', value: 'critical', isRegex: false, isEqual: true }],
      serviceId: id(5),
      sourceId: null,
      atLeast: 'P2',
      afterAlerts: 3,
      withinMinutes: 1,
      unacknowledgedMinutes: 15,
    },
    does: 'declare',
    groupLabels: ['cluster'],
    declares: { title: '{summary}', priority: 'P1', isPrivate: true, calls: 'policy', policyId: id(6), mostPerHour: 2 },
    isEnabled: false,
  }
  const join = { ...rule, id: id(8), name: 'Known', does: 'join', groupLabels: [], isEnabled: true }
  const replies = {
    'GET /api/teams': { teams: [{ id: id(1), slug: 'pay', name: 'Pay', members: [] }] },
    [`GET /api/teams/${id(1)}/incident-rules`]: { rules: [join, rule], version: 'v' },
    'GET /api/sources': { sources: [] },
    'GET /api/policies': { policies: [{ id: id(6), name: 'Nights' }] },
    [`POST /api/teams/${id(1)}/incident-rules/trial`]: {
      days: 30,
      looked: 812,
      isCut: false,
      meant: 31,
      passed: 4,
      incidents: 1,
      limited: 2,
      examples: [],
    },
  }

  test('are told in their order, with what each would have done', async () => {
    const { out } = await on(replies, ['incident', 'rules', '--try'])
    expect(out).toBe(`Pay:
  1. Known
     when an alert of Checkout, P2 or more urgent, severity="critical"; unanswered for 15 minutes; from 3 within 1 minute on
     joins the incident under way of the same service; without one the next rule is asked
     in 30 days it would have looked at 31 of 812 alerts
  2. Critical (switched off)
     when an alert of Checkout, P2 or more urgent, severity="critical"; unanswered for 15 minutes; from 3 within 1 minute on
     declares a private incident "{summary}", P1, one for the same cluster, calls the people of Nights, at most 2 an hour
     in 30 days it would have declared 1 incident from 31 of 812 alerts, and held back 2 times because of its limit; 4 would have passed
`)
  })

  test('for programs it is JSON', async () => {
    const { out } = await on(replies, ['incident', 'rules', '--json'])
    expect(JSON.parse(out)).toMatchObject({ teams: [{ team: 'pay', version: 'v', rules: [{ name: 'Known' }, {}] }] })
  })
})
