import { afterEach, expect, test } from 'vitest'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`
const checkout = {
  id: id(1),
  slug: 'checkout',
  name: 'Checkout',
  description: 'Takes money',
  teamId: id(8),
  tier: 1,
  dependsOn: [id(2)],
  openAlerts: 2,
}
const ledger = { ...checkout, id: id(2), slug: 'ledger', name: 'Ledger', tier: null, dependsOn: [], openAlerts: 0 }
const links = [
  { name: 'Graphs', url: 'https://graphs.example.com', kind: 'dashboard' },
  { name: 'Restart\u001b[2J', url: 'https://wiki.example.com/restart', kind: 'runbook' },
]
const alert = { id: 12, priority: 'P1', state: 'triggered', summary: 'Slow', firstAt: '2026-03-02T09:00:00Z' }
const imported = {
  services: [
    {
      ref: 'checkout',
      place: '1:1',
      does: 'create',
      skip: null,
      slug: 'checkout',
      name: 'Checkout',
      owner: 'payments',
      team: 'payments',
      policy: 'payments',
      fields: [],
      notes: [{ what: 'dependency_unknown', text: 'nowhere' }],
    },
    {
      ref: 'index',
      place: '9:1',
      does: 'skip',
      skip: { why: 'unknown_owner', text: 'searchers' },
      slug: 'index',
      name: 'Index',
      owner: 'searchers',
      team: null,
      policy: null,
      fields: [],
      notes: [],
    },
  ],
  owners: [{ owner: 'searchers', team: null, services: 1 }],
  created: 1,
  changed: 0,
  same: 0,
  skipped: 1,
  seen: 'x',
  isImported: false,
}
const there = {
  'GET /api/services': { services: [checkout, ledger] },
  [`GET /api/services/${id(1)}`]: { ...checkout, links },
  [`GET /api/services/${id(2)}`]: { ...ledger, links: [] },
  'GET /api/alerts': { alerts: [alert], counts: {}, nextBefore: null },
  'GET /api/teams': { teams: [{ id: id(8), slug: 'payments', name: 'Payments', members: [] }] },
  'POST /api/services/import': imported,
}

async function on(args: readonly string[], words: { readonly input?: string; readonly replies?: object } = {}) {
  server = await fakeBaton({ ...there, ...words.replies })
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' }
  return {
    ...(await baton(args, { env, ...(words.input === undefined ? {} : { input: words.input }) })),
    asked: server.asked,
  }
}

test('services are listed with tier, team and what is open; of a tier alone too', async () => {
  const { out } = await on(['services'])
  expect(out).toMatch(/checkout +1 +Payments +2 +Checkout/)
  expect(out).toMatch(/ledger +- +Payments +0 +Ledger/)
  const { out: none } = await on(['services', '--tier', 'none', '--team', 'payments'])
  expect(none).toContain('ledger')
  expect(none).not.toContain('checkout')
})

test('one is shown with its links, runbooks first, what it needs and what is open', async () => {
  const { out } = await on(['service', 'checkout'])
  expect(out).toContain('Tier 1: critical')
  expect(out).toContain('depends on: ledger')
  expect(out.indexOf('runbook')).toBeLessThan(out.indexOf('dashboard'))
  expect(out).toContain('https://wiki.example.com/restart')
  expect(out).not.toContain('\u001b[2J')
  expect(out).toMatch(/12 {2}P1 {2}triggered .*Slow/)
  const { out: other } = await on(['service', 'Ledger'])
  expect(other).toContain('needed by: checkout')
  expect(other).toContain('none: whoever is woken has to search')
})

test('a file is imported with the owners that were named; what was left out is told', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-import-'))
  const file = path.join(folder, 'catalog.yaml')
  await writeFile(file, '- { slug: checkout }\n')
  const { out, asked } = await on([
    'services',
    'import',
    file,
    '--dry-run',
    '--owner',
    'a=b=payments',
    '--owner',
    '=payments',
  ])
  await rm(folder, { recursive: true })
  expect(asked.find(({ line }) => line === 'POST /api/services/import')?.body).toEqual({
    yaml: '- { slug: checkout }\n',
    owners: [
      { owner: 'a=b', team: 'payments' },
      { owner: '', team: 'payments' },
    ],
    dryRun: true,
  })
  expect(out).toContain('+ checkout (payments)')
  expect(out).toContain('Nothing is known of nowhere')
  expect(out).toContain('! index (line 9:1)')
  expect(out).toContain('--owner "searchers=team"')
  expect(out).toContain('Nothing was changed yet. It would be: 1 added, 0 changed, 0 as they are, 1 left out.')
})

test('an owner without a team is misused', async () => {
  const { exit, err } = await on(['services', 'import', '-', '--owner', 'payments'], { input: 'a' })
  expect(exit).toBe(2)
  expect(err).toContain('owner=team')
})
