import { afterEach, describe, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const serviceId = '0190aaaa-0000-7000-8000-000000000005'
const hit = {
  case: {
    id: 311,
    kind: 'incident',
    alertId: null,
    incidentId: 41,
    entryId: null,
    title: 'Cards are declined\u001b[31m',
    text: '',
    priority: 'P2',
    services: ['Checkout'],
    stands: 'over',
    at: '2025-06-29T08:21:00.000Z',
    tookSeconds: 2_040,
    times: 1,
    fixed: 'Sent them over acquirer 1',
    isVerified: true,
    helped: 0,
    didNot: 0,
  },
  because: { key: false, rule: true, service: true, words: ['card', '결제'] },
  differs: { services: null, priority: { now: 'P1', before: 'P2' }, words: { now: ['issuer'], before: [] } },
  vote: null,
}
const found = {
  kind: 'incident',
  alertId: null,
  incidentId: 38,
  entryId: null,
  at: '2025-11-12T18:48:00.000Z',
  title: '주문 DB 복제 지연',
  text: 'Paused the job',
  who: 'Ana',
  marks: { title: [6, 8], text: [] },
}

const fit = {
  kind: 'runbook',
  id: 3,
  title: '\u001b[31mAcquirer is down',
  url: '',
  isVerified: true,
  because: hit.because,
}

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  const there = { 'GET /api/services': { services: [{ id: serviceId, slug: 'checkout', name: 'Checkout' }] } }
  server = await fakeBaton({ ...there, ...replies })
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' }
  return { ...(await baton(args, { env })), asked: server.asked }
}

describe('recall', () => {
  test('says what fixed it, why it is alike and what is different, and nothing that a terminal obeys', async () => {
    const { out } = await on({ 'GET /api/alerts/12/recall': { hits: [hit], kit: [fit], isBehind: true } }, [
      'recall',
      '--alert',
      '12',
    ])
    expect(out).toContain('Cards are declined')
    expect(out).not.toContain('\u001b')
    expect(out).toContain('  case 311: incident 41, ')
    expect(out).toContain('took 34 min')
    expect(out).toContain('  Fixed by: Sent them over acquirer 1\n  Why: the same rule; the same service; card, 결제\n')
    expect(out).toContain('  Different now: P1, then P2; new: issuer\n')
    expect(out).toContain('Of the kit: Acquirer is down (runbook)\n')
    expect(out).toContain('still being taken in')
  })

  test('of an incident, and of words', async () => {
    const none = { hits: [], kit: [], isBehind: false }
    expect((await on({ 'GET /api/incidents/7/recall': none }, ['recall', '--incident', '7'])).out).toBe(
      'Nothing similar was seen before.\n',
    )
    await server.close()
    const { asked } = await on({ 'POST /api/recall': none }, ['recall', '복제', '지연'])
    expect(asked.at(-1)?.body).toMatchObject({ title: '복제 지연' })
  })

  test('nothing named is a wrong use', async () => {
    expect((await on({}, ['recall'])).exit).toBe(2)
  })

  test('a vote is for what is named', async () => {
    const path = 'PUT /api/incidents/7/recall/311'
    const { asked } = await on({ [path]: { done: true } }, ['recall', 'vote', '311', 'did-not', '--incident', '7'])
    expect(asked.at(-1)).toMatchObject({ line: path, body: { vote: 'did_not' } })
    await server.close()
    const alert = 'PUT /api/alerts/12/recall/311'
    const back = await on({ [alert]: { done: true } }, ['recall', 'vote', '311', 'nothing', '--alert', '12'])
    expect(back.asked.at(-1)).toMatchObject({ line: alert, body: { vote: null } })
    await server.close()
    expect((await on({}, ['recall', 'vote', '311', 'helped'])).exit).toBe(2)
  })

  test('is built anew', async () => {
    const { asked, out } = await on({ 'POST /api/recall/rebuild': { done: true } }, ['recall', 'rebuild'])
    expect(asked.at(-1)?.line).toBe('POST /api/recall/rebuild')
    expect(out).toContain('Begun.')
  })
})

describe('search', () => {
  test('asks with its filters, and shows what was found', async () => {
    const { out, asked } = await on({ 'GET /api/search': { found: [found], nextBefore: 'x', isBehind: false } }, [
      'search',
      '복제',
      '--service',
      'checkout',
      '--kind',
      'incident',
      '--from',
      '2025-11-01T00:00:00Z',
    ])
    const asking = new URL(asked.at(-1)?.line.split(' ')[1] ?? '', 'http://here').searchParams
    expect(Object.fromEntries(asking)).toMatchObject({
      text: '복제',
      kind: 'incident',
      serviceId,
      from: '2025-11-01T00:00:00Z',
    })
    expect(out).toContain('incident 38  주문 DB 복제 지연\n  Paused the job\n')
    expect(out).toContain('There is more')
  })

  test('a moment that is none is a wrong use', async () => {
    expect((await on({}, ['search', 'x', '--until', 'soonish'])).exit).toBe(2)
  })
})
