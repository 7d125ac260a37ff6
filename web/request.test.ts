import { expect, test } from 'vitest'
import { toRequest } from './request.ts'

test.each([
  [['GET', '/api/alerts'], {}, { method: 'GET', url: '/api/alerts' }],
  [
    ['GET', '/api/alerts'],
    { state: 'open', search: 'a b&c', before: undefined, teamId: null, limit: 5 },
    { method: 'GET', url: '/api/alerts?state=open&search=a+b%26c&limit=5' },
  ],
  [['GET', '/api/alerts/:alertId'], { alertId: 7 }, { method: 'GET', url: '/api/alerts/7' }],
  [
    ['PUT', '/api/teams/:teamId/members/:personId'],
    { teamId: 't/1', personId: 'p', role: 'admin' },
    { method: 'PUT', url: '/api/teams/t%2F1/members/p', body: '{"role":"admin"}' },
  ],
  [
    ['POST', '/api/alerts/:alertId/acknowledgement'],
    { alertId: 7 },
    { method: 'POST', url: '/api/alerts/7/acknowledgement', body: '{}' },
  ],
  [['DELETE', '/api/tokens/:tokenId'], { tokenId: 'x' }, { method: 'DELETE', url: '/api/tokens/x' }],
] as const)('%j with %j', (route, input, request) => {
  expect(toRequest(route, input)).toEqual(request)
})

test('a missing path parameter is a mistake, never an address with a hole', () => {
  expect(() => toRequest(['GET', '/api/alerts/:alertId'], {})).toThrow('needs alertId')
  expect(() => toRequest(['GET', '/api/alerts/:alertId'], { alertId: '' })).toThrow('needs alertId')
})
