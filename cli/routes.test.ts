import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`
const matcher = (value: string) => ({ name: 'env', value, isRegex: false, isEqual: true })
const nothing = { serviceId: null, policyId: null, atLeast: null, atMost: null, group: null }
const route = (name: string, rest: object) => ({
  id: id(9),
  teamId: id(1),
  name,
  matchers: [matcher('prod')],
  decides: nothing,
  isEnabled: true,
  ...rest,
})

async function on(routes: readonly object[], args: readonly string[]) {
  server = await fakeBaton({
    'GET /api/teams': { teams: [{ id: id(1), slug: 'pay', name: 'Pay', members: [] }] },
    [`GET /api/teams/${id(1)}/routes`]: { routes, version: 'v1' },
    'GET /api/services': { services: [{ id: id(2), name: 'Database' }] },
    'GET /api/policies': { policies: [{ id: id(3), name: 'Nights' }] },
  })
  return baton(args, { env: { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' } })
}

test('routes are told in their order, with what each does', async () => {
  const group = { labels: ['cluster'], minutes: 30 }
  const { out } = await on(
    [
      route('To the\u001b[31m database', {
        decides: { ...nothing, serviceId: id(2), policyId: id(3), atLeast: 'P2', group },
      }),
      route('Tests', { matchers: [matcher('a"b')], isEnabled: false }),
    ],
    ['routes'],
  )
  expect(out).toBe(`Pay:
  1. To the database
     when env="prod"
     to Database, by Nights, at least P2, one page by cluster, for 30 minutes also when somebody has it
  2. Tests (switched off)
     when env="a\\"b"
     changes nothing, and no further route is asked
`)
})

test('without routes there is a sentence; a team that is asked for is named', async () => {
  expect((await on([], ['routes'])).out).toContain('every event goes to the service of its source')
  await server.close()
  expect((await on([], ['routes', '--team', 'pay'])).out).toBe('Pay:\n  no routes\n')
})

test('for programs it is JSON', async () => {
  const { out } = await on([route('A', {})], ['routes', '--json'])
  expect(JSON.parse(out)).toMatchObject({ teams: [{ team: 'pay', routes: [{ name: 'A' }], version: 'v1' }] })
})
