import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../db/connect.ts'
import { expectRefused, havePerson, noon, peopleDatabase, refusalOf } from './people.test-support.ts'
import { addSession, findSessions } from './session-store.ts'
import { byAddress, byEmail, clearTries, forgetOldTries, forgiveTry, networkOf, noteTry } from './tries.ts'
import { newId, newToken, tokenHash } from '../secrets.ts'

let home: Awaited<ReturnType<typeof peopleDatabase>>
let db: Db
beforeAll(async () => {
  home = await peopleDatabase()
  db = home.db
})
beforeEach(() => home.clear())
afterAll(() => home.end())

const from = (email: string, address: string) => [...byEmail(email, address), byAddress(address)]
const ana = from('Ana@example.com', '192.0.2.1')
const at = (minutes: number) => noon.add({ seconds: minutes * 60 })

describe('guessing is bounded', () => {
  test('the eleventh failure in a quarter of an hour is refused, and told when to come back', async () => {
    for (let i = 0; i < 10; i++) await noteTry(db, ana, at(i))
    const refused = await refusalOf(noteTry(db, ana, at(10)))
    expect(refused).toMatchObject({ code: 'too_many_tries', facts: { retryAfterSeconds: 5 * 60 } })
    // To ask while refused does not lengthen the wait, and one leaves the window exactly then.
    await expectRefused(noteTry(db, ana, at(14)), 'too_many_tries')
    await noteTry(db, ana, at(15))
    await expectRefused(noteTry(db, ana, at(15)), 'too_many_tries')
  })

  test('an address is bounded over all e-mails, an e-mail over all addresses', async () => {
    for (let i = 0; i < 30; i++) await noteTry(db, from(`p${i}@example.com`, '192.0.2.1'), noon)
    await expectRefused(noteTry(db, from('new@example.com', '192.0.2.1'), noon), 'too_many_tries')
    await noteTry(db, from('new@example.com', '192.0.2.2'), noon)
    for (let i = 0; i < 100; i++) await noteTry(db, from('ben@example.com', `198.51.100.${i}`), noon)
    await expectRefused(noteTry(db, from('BEN@example.com', '203.0.113.9'), noon), 'too_many_tries')
  })

  test('who guesses from elsewhere does not keep the person out', async () => {
    for (let i = 0; i < 10; i++) await noteTry(db, from('ana@example.com', '203.0.113.9'), noon)
    await expectRefused(noteTry(db, from('ana@example.com', '203.0.113.9'), noon), 'too_many_tries')
    await noteTry(db, ana, noon)
  })

  test('a hundred at the same moment get no more than ten through', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => noteTry(db, ana, noon)))
    expect(outcomes.filter((each) => each.status === 'fulfilled').length).toBeLessThanOrEqual(10)
  })

  test('what was no failure does not count, and a success forgives the rest', async () => {
    for (let i = 0; i < 40; i++) await forgiveTry(db, await noteTry(db, ana, noon))
    for (let i = 0; i < 10; i++) await noteTry(db, ana, noon)
    await clearTries(db, 'ana@EXAMPLE.com')
    await noteTry(db, ana, noon)
  })

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
    ['not an address', 'not an address'],
  ])('%j is counted as %j', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  test('old tries and long ended sessions are forgotten', async () => {
    const person = await havePerson(db, 'Ana')
    const session = (expiresAt: Temporal.Instant, revokedAt: Temporal.Instant | null = null) => ({
      id: newId(),
      token_hash: tokenHash(newToken('ses')),
      person_id: person.id,
      created_at: noon.subtract({ hours: 24 * 90 }),
      seen_at: noon.subtract({ hours: 24 * 90 }),
      expires_at: expiresAt,
      revoked_at: revokedAt,
    })
    const kept = [
      session(noon.add({ hours: 1 })),
      session(noon.subtract({ hours: 29 * 24 })),
      session(noon.add({ hours: 1 }), noon.subtract({ hours: 24 })),
    ]
    const forgotten = [
      session(noon.subtract({ hours: 31 * 24 })),
      session(noon.add({ hours: 1 }), noon.subtract({ hours: 31 * 24 })),
    ]
    for (const row of [...kept, ...forgotten]) await addSession(db, row)
    await noteTry(db, ana, at(-61))
    await noteTry(db, ana, at(-59))
    await forgetOldTries(db, noon)
    expect(await db.selectFrom('sign_in_try').select('id').execute()).toHaveLength(3)
    const left = await db.selectFrom('session').select('id').execute()
    expect(left.map((row) => row.id).sort()).toEqual(kept.map((row) => row.id).sort())
    expect(await findSessions(db, person.id, noon)).toHaveLength(1)
  })
})
