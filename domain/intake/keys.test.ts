import { describe, expect, test } from 'vitest'
import { keyFromPath, keyOf, type Dialect, type KeyPlaces } from './keys.ts'

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`
const at = (places: Partial<KeyPlaces>): KeyPlaces => ({ pathKey: null, headers: {}, ...places })

describe('the key of a request', () => {
  test.each<[Dialect, KeyPlaces, unknown, string | null, string | undefined]>([
    ['pagerduty', at({}), { routing_key: 'b' }, 'b', 'body'],
    ['pagerduty', at({ headers: { 'x-routing-key': 'h' } }), {}, 'h', 'header'],
    ['pagerduty', at({ headers: { 'x-routing-key': 'h' } }), { routing_key: 'b' }, 'b', 'body'],
    ['pagerduty', at({ pathKey: 'p' }), { routing_key: 'b' }, 'p', 'path'],
    ['pagerduty', at({ headers: { authorization: 'Bearer other' } }), {}, null, undefined],
    ['pagerduty', at({}), { routing_key: null }, null, undefined],
    ['pagerduty', at({}), null, null, undefined],
    ['prometheus', at({ headers: { authorization: 'Bearer k' } }), [], 'k', 'authorization'],
    ['prometheus', at({ headers: { authorization: basic('prom:k') } }), [], 'k', 'authorization'],
    ['prometheus', at({ headers: { authorization: basic('k:') } }), [], 'k', 'authorization'],
    ['prometheus', at({ headers: { authorization: basic('k') } }), [], 'k', 'authorization'],
    ['prometheus', at({ headers: { authorization: 'Basic %%%' } }), [], null, undefined],
    ['prometheus', at({ pathKey: 'p', headers: { authorization: 'Bearer k' } }), [], 'p', 'path'],
    ['alertmanager', at({ headers: { authorization: 'GenieKey k' } }), {}, 'k', 'authorization'],
    ['generic', at({ headers: { authorization: 'Token token="k"' } }), {}, 'k', 'authorization'],
    ['generic', at({ headers: { authorization: 'k' } }), {}, 'k', 'authorization'],
    ['generic', at({ headers: { 'x-routing-key': ['h', 'i'] } }), {}, 'h', 'header'],
    ['generic', at({ query: { key: 'q' } }), {}, 'q', 'query'],
    ['generic', at({ query: { token: ['q'] } }), {}, 'q', 'query'],
    ['generic', at({ query: { key: 'q' }, headers: { authorization: 'Bearer k' } }), {}, 'k', 'authorization'],
    ['generic', at({}), { routing_key: 'b' }, null, undefined],
  ])('%s %j %j', (dialect, places, body, key, place) => {
    expect(keyOf(dialect, places, body)).toEqual(key === null ? null : { key, place })
  })

  test.each([
    ['/in/KEY/v2/enqueue', 'KEY', '/v2/enqueue'],
    ['/in/KEY/api/v2/alerts', 'KEY', '/api/v2/alerts'],
    ['/in/KEY', 'KEY', '/'],
    ['/in/KEY/', 'KEY', '/'],
    ['/in//v2/enqueue', null, '/in//v2/enqueue'],
    ['/v2/enqueue', null, '/v2/enqueue'],
    ['/inbox/KEY', null, '/inbox/KEY'],
  ])('%s', (path, pathKey, rest) => {
    expect(keyFromPath(path)).toEqual({ pathKey, rest })
  })
})
