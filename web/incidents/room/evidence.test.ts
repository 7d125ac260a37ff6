import { expect, test } from 'vitest'
import { addressOf, fileAddress, inOrderOfNeed, uploadAddress } from './evidence.ts'
import type { Evidence } from './evidence.ts'
import type { Detail } from '../may.ts'

const one = (id: number, state: Evidence['state'], more: Partial<Evidence> = {}) =>
  ({ id, state, address: '', service: null, ...more }) as Evidence

test('what nobody has looked after comes first, and each part keeps its order', () => {
  const evidence = [one(1, 'kept'), one(2, 'open'), one(3, 'missing'), one(4, 'failed'), one(5, 'waiting')]
  expect(inOrderOfNeed(evidence).map(({ id }) => id)).toEqual([2, 4, 5, 1, 3])
})

test('a link leads to the time of the incident, until it was mitigated or until now', () => {
  const link = one(1, 'open', {
    address: 'https://g.example/{service}?from={since}&to={until}',
    service: { id: '', slug: 'checkout', name: 'Checkout' },
  })
  const now = new Date('2026-03-02T10:00:00Z')
  const incident = {
    id: 7,
    since: null,
    declaredAt: '2026-03-02T09:00:00Z',
    mitigatedAt: null,
    endedAt: null,
  } as Detail
  expect(addressOf(link, incident, now)).toBe(
    'https://g.example/checkout?from=2026-03-02T09%3A00%3A00Z&to=2026-03-02T10%3A00%3A00Z',
  )
  const mitigated = { ...incident, since: '2026-03-02T08:50:00Z', mitigatedAt: '2026-03-02T09:30:00Z' } as Detail
  expect(addressOf(link, mitigated, now)).toContain('from=2026-03-02T08%3A50%3A00Z&to=2026-03-02T09%3A30%3A00Z')
})

test('where files come and go', () => {
  expect(fileAddress(7, 61, 'show')).toBe('/api/incidents/7/evidence/61/file?inline=1')
  expect(fileAddress(7, 61, 'download')).toBe('/api/incidents/7/evidence/61/file')
  expect(uploadAddress(7, null, 'a&b=c.log')).toBe('/api/incidents/7/evidence/files?name=a%26b%3Dc.log')
  expect(uploadAddress(7, 61, 'a')).toBe('/api/incidents/7/evidence/files?name=a&evidenceId=61')
})
