import { expect, test } from 'vitest'
import { backFrom, paths } from './paths.ts'

test.each([
  ['', '/'],
  ['?back=%2Falerts%2F7%3Fx%3D1', '/alerts/7?x=1'],
  ['?back=https://elsewhere.example', '/'],
  ['?back=//elsewhere.example', '/'],
  ['?back=/\\elsewhere.example', '/'],
  ['?back=/%09/elsewhere.example', '/'],
  ['?back=alerts', '/'],
  ['?back=', '/'],
])('after signing in at %s one goes to %s', (search, where) => {
  expect(backFrom(search)).toBe(where)
})

test('what is put into an address stays one part of it', () => {
  expect(paths.answer('a/b?c')).toBe('/answer/a%2Fb%3Fc')
  expect(backFrom(new URL(paths.signInThen('/log?search=a&b'), 'http://x').search)).toBe('/log?search=a&b')
})
