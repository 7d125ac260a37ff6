import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton, refused } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton(replies)
  return { ...(await baton(args, { env: { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' } })), asked: server.asked }
}

const sms = {
  id: id(5),
  channel: 'sms',
  label: '',
  address: '+82***78',
  standing: 'stopped',
  provenAt: null,
  lapsesAt: null,
}
const need = { kind: 'on_call', id: id(6), name: 'Payments', teamId: id(7), until: null }
const ben = {
  personId: id(1),
  name: 'Ben',
  reach: 'unreachable',
  isOnCallNow: true,
  needs: [{ ...need, from: '2026-11-23T09:00:00Z' }],
  findings: [{ because: 'stopped', urgency: 'urgent', contactId: id(5), from: null }],
  contacts: [sms],
}
const ana = {
  ...ben,
  name: 'Ana',
  reach: 'weak',
  isOnCallNow: false,
  needs: [{ ...need, from: '2026-11-30T09:00:00Z' }],
  findings: [{ because: 'one_bearer', urgency: 'soon', contactId: null, from: null }],
}
const mia = { ...ana, name: 'Mia', reach: 'ready', needs: [{ ...need, kind: 'fallback', from: null }], findings: [] }
const readiness = (people: readonly object[], counts: object) => ({
  'GET /api/readiness': { at: '2026-11-24T12:00:00Z', people, counts },
})

test('whom nothing reaches is told, and ends with 1', async () => {
  const { out, err, exit } = await on(readiness([ben, ana, mia], { unreachable: 1, weak: 1, ready: 1 }), ['ready'])
  expect(out).toMatch(/Ben +nothing +on call now +sms \+82\*\*\*78 has written STOP/)
  expect(out).toMatch(/Ana +weak +Mon 30 Nov 10:00 +one kind of way only: add another/)
  expect(out).not.toContain('Mia')
  expect(out).toContain('1 cannot be reached, 1 with a warning, 1 ready.')
  expect(err).toContain('not_ready')
  expect(exit).toBe(1)
})

test('a warning ends with 1 only when it is asked for', async () => {
  const warned = readiness([ana, mia], { unreachable: 0, weak: 1, ready: 1 })
  expect((await on(warned, ['ready', '--all'])).exit).toBe(0)
  await server.close()
  expect((await on(warned, ['ready', '--strict'])).exit).toBe(1)
})

const policy = {
  id: id(2),
  slug: 'payments',
  name: 'Payments',
  teamId: id(7),
  steps: [{ targets: [{ kind: 'person', personId: id(1) }], waitMinutes: 15 }],
  repeats: 0,
  returnAfterMinutes: 60,
  version: 3,
  services: 1,
}
const policies = {
  'GET /api/policies': { policies: [policy] },
  'GET /api/services': {
    services: [{ id: id(3), slug: 'checkout', name: 'Checkout', policyId: id(2), teamId: id(7), description: '' }],
  },
}
const moment = {
  at: '2026-11-29T02:00:00Z',
  afterMinutes: 0,
  loop: 0,
  step: 0,
  within: null,
  misses: [],
  tells: [],
  isInTurn: false,
  needs: 1,
  heldUntil: null,
}
const reached = { personId: id(1), name: 'Ben', because: { kind: 'on_call', schedule: 'Payments', until: null } }
const rehearsal = {
  moments: [
    {
      ...moment,
      reaches: [
        {
          ...reached,
          ways: [
            { channel: 'sms', address: '+82***78', at: '2026-11-29T02:00:00Z' },
            { channel: 'email', address: 'b***@example.com', at: '2026-11-29T02:05:00Z' },
          ],
        },
      ],
    },
    {
      ...moment,
      at: '2026-11-29T02:15:00Z',
      afterMinutes: 15,
      step: 1,
      reaches: [],
      misses: [{ target: 'Night', because: 'nobody_scheduled', role: null }],
    },
  ],
  endsIn: 'fallback',
  fallbackAt: '2026-11-29T02:15:00Z',
  fallback: [{ personId: id(4), name: 'Mia' }],
}

test('a service is rehearsed by its policy, at that moment and for that priority', async () => {
  const { out, asked } = await on({ ...policies, 'POST /api/rehearsals': rehearsal }, [
    'rehearse',
    'checkout',
    '--at',
    'sunday 03:00',
    '--priority',
    'P2',
  ])
  expect(asked.at(-1)?.body).toMatchObject({ priority: 'P2', at: '2026-11-29T02:00:00Z', policy: { slug: 'payments' } })
  expect(out).toBe(
    [
      'Checkout (Payments), P2, Sun 29 Nov 03:00. Nothing is sent.',
      'Sun 29 Nov 03:00  at once  step 1',
      '    Ben: sms +82***78, email b***@example.com after 5 min',
      'Sun 29 Nov 03:15  after 15 min  step 2',
      '    Night: nobody is on call',
      'Sun 29 Nov 03:15  nobody answered: the fallback is alarmed: Mia',
      '',
    ].join('\n'),
  )
})

test('what is no moment and no policy is used wrongly', async () => {
  expect(await on(policies, ['rehearse', 'payments', '--at', 'soon'])).toMatchObject({ exit: 2 })
  await server.close()
  expect((await on(policies, ['rehearse', 'paymnts'])).err).toContain('Did you mean "payments"?')
})

test('a policy is tested, and the report says who answered', async () => {
  const tests = {
    ...policies,
    [`POST /api/policies/${id(2)}/tests`]: { alertId: 128, pageId: 9, people: [{ personId: id(1), name: 'Ben' }] },
    [`GET /api/policies/${id(2)}/tests/last`]: {
      test: {
        pageId: 9,
        alertId: 128,
        scope: 'whole',
        priority: 'P1',
        by: 'Mia',
        startedAt: '2026-11-24T11:57:00Z',
        endedAt: '2026-11-24T11:59:00Z',
        people: [
          {
            personId: id(1),
            name: 'Ben',
            reachedAt: '2026-11-24T11:57:00Z',
            ways: [{ channel: 'sms', state: 'sent', outcome: null }],
            answeredAt: '2026-11-24T11:57:21Z',
            via: 'sms',
            afterSeconds: 21,
          },
          {
            personId: id(4),
            name: 'Mia',
            reachedAt: '2026-11-24T11:58:00Z',
            ways: [{ channel: 'email', state: 'not_sent', outcome: null }],
            answeredAt: null,
            via: null,
            afterSeconds: null,
          },
        ],
        answered: 1,
        insteadOf: [{ personId: id(4), name: 'Mia' }],
      },
    },
  }
  const begun = await on(tests, ['test-policy', 'payments', '--whole'])
  expect(begun.asked.at(-1)?.body).toEqual({ scope: 'whole', priority: 'P1', evenAtNight: false })
  expect(begun.out).toContain('Testing Payments: alert 128. Each is to answer: Ben.')
  await server.close()
  const { out } = await on(tests, ['test-policy', 'payments', '--last'])
  expect(out).toContain('Tested 3 min ago by Mia: 1 of 2 answered.')
  expect(out).toMatch(/Ben +sms sent +after 21 s by sms/)
  expect(out).toMatch(/Mia +email not sent +no/)
  expect(out).toContain('In earnest, with nobody answering, the fallback is alarmed at the end: Mia.')
})

test('a contact that was added while its code did not go out is told with the next step', async () => {
  const phone = { id: id(5), channel: 'sms', label: '', address: '+821012345678', isEnabled: true, isVerified: false }
  const { err, exit } = await on(
    {
      'GET /api/me': { person: { id: id(1), name: 'Ben', email: 'ben@example.com', zone: 'UTC' } },
      [`POST /api/people/${id(1)}/contacts`]: { contact: phone, secret: null },
      [`POST /api/people/${id(1)}/contacts/${id(5)}/code`]: refused(
        422,
        'contact_code_unsent',
        'It could not be sent.',
      ),
    },
    ['contacts', 'add', 'sms', '+821012345678'],
  )
  expect(exit).toBe(1)
  expect(err).toContain('contact_code_unsent: Added sms +821012345678, but its code was not sent')
  expect(err).toContain('baton contacts code +821012345678')
})
