import { describe, expect, test } from 'vitest'
import { expectRefused } from './people.test-support.ts'
import { checkPassword, costToCheck, hashPassword } from './password.ts'

describe('passwords', () => {
  test('are stored as argon2id with their parameters, each with a salt of its own', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(one).not.toBe(two)
    expect(await checkPassword('correct horse', one)).toEqual({ isRight: true, isOutdated: false })
    expect(await checkPassword('Correct horse', one)).toEqual({ isRight: false, isOutdated: false })
  })

  test('agree with the reference implementation', async () => {
    // phc-winner-argon2, src/test.c: version 0x13, t=2, m=2^8 KiB, p=1, "password" with "somesalt".
    const salt = Buffer.from('somesalt').toString('base64').replace(/=+$/, '')
    const hash = Buffer.from('9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe', 'hex').toString(
      'base64',
    )
    const stored = `$argon2id$v=19$m=256,t=2,p=1$${salt}$${hash.replace(/=+$/, '')}`
    expect(await checkPassword('password', stored)).toEqual({ isRight: true, isOutdated: true })
  })

  test('hashed at an older cost are right, and say so', async () => {
    const old = await hashPassword('correct horse', { memoryKiB: 1024, passes: 1, lanes: 1 })
    expect(await checkPassword('correct horse', old)).toEqual({ isRight: true, isOutdated: true })
  })

  test('are the same however the keyboard composes the letters', async () => {
    const stored = await hashPassword('비밀번호 하나둘'.normalize('NFD'))
    expect((await checkPassword('비밀번호 하나둘'.normalize('NFC'), stored)).isRight).toBe(true)
  })

  test.each([null, '', 'plain', '$argon2id$v=19$m=19456,t=2,p=1$$', '$2b$10$abcdefghijklmnopqrstuv'])(
    'match nothing when %j is stored',
    async (stored) => {
      expect(await checkPassword('plain', stored)).toEqual({ isRight: false, isOutdated: false })
    },
  )

  test('nobody stored costs the same work as somebody stored', async () => {
    expect(costToCheck(null)).toEqual(costToCheck(await hashPassword('correct horse')))
    // Checked against nobody they wait in the same line, so they do work.
    const crowd = Array.from({ length: 103 }, () => checkPassword('some words', null))
    expect((await Promise.allSettled(crowd)).filter(({ status }) => status === 'rejected')).toHaveLength(1)
  })

  test('a crowd is turned away instead of queueing for ever', async () => {
    const cheap = { memoryKiB: 8, passes: 1, lanes: 1 }
    const crowd = Array.from({ length: 102 }, () => hashPassword('correct horse', cheap))
    await expectRefused(hashPassword('one too many', cheap), 'too_many_tries')
    expect(new Set(await Promise.all(crowd)).size).toBe(102)
    expect(await hashPassword('after them', cheap)).toMatch(/^\$argon2id/)
  })
})
