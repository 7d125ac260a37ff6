import { describe, expect, test } from 'vitest'
import { newToken } from '../secrets.ts'
import { cookieHeader, sessionTokenIn } from './cookie.ts'

const plain = { url: 'http://localhost:4000' }
const secure = { url: 'https://baton.example.com' }
const token = newToken('ses')
const other = newToken('ses')

describe('the session cookie', () => {
  test('is kept from scripts, other sites and, over https, from sibling domains', () => {
    const cookie = { value: token, maxAgeSeconds: 60 }
    expect(cookieHeader(plain, cookie)).toBe(`baton_session=${token}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax`)
    expect(cookieHeader(secure, cookie)).toBe(
      `__Host-baton_session=${token}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure`,
    )
    expect(cookieHeader(plain, { value: '', maxAgeSeconds: 0 })).toContain('baton_session=; Path=/; Max-Age=0;')
  })

  test.each([
    ['alone', `baton_session=${token}`, token],
    ['among others', `a=b; baton_session=${token}; theme=dark`, token],
    ['without spaces', `a=b;baton_session=${token};c`, token],
    ['twice the same', `baton_session=${token}; baton_session=${token}`, token],
    ['twice, contradicting (a sibling domain tossed one in)', `baton_session=${token}; baton_session=${other}`, null],
    ['none', undefined, null],
    ['empty', '', null],
    ['no value', 'baton_session=', null],
    ['signed out', 'baton_session=; a=b', null],
    ['name only', 'baton_session', null],
    ['another name', `xbaton_session=${token}`, null],
    ['another case', `Baton_Session=${token}`, null],
    ['another kind of token', `baton_session=${newToken('btn')}`, null],
    ['too short', `baton_session=${token.slice(0, -1)}`, null],
    ['too long', `baton_session=${token}a`, null],
    ['quoted', `baton_session="${token}"`, null],
    ['percent-encoded', `baton_session=${token.replace('_', '%5F')}`, null],
    ['SQL', `baton_session=ses_' or 1=1 --`, null],
    ['control characters', `baton_session=${token.slice(0, -1)}\u0000`, null],
    ['a prototype', `__proto__=x; constructor=${token}`, null],
    ['only separators', ';'.repeat(10_000), null],
    ['the name that https uses, over http', `__Host-baton_session=${token}`, null],
  ])('%s', (_, header, found) => {
    expect(sessionTokenIn(header, plain)).toBe(found)
  })

  test('over https only the protected name counts', () => {
    expect(sessionTokenIn(`baton_session=${token}`, secure)).toBeNull()
    expect(sessionTokenIn(`baton_session=${other}; __Host-baton_session=${token}`, secure)).toBe(token)
  })
})
