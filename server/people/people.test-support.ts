import { sql } from 'kysely'
import { expect } from 'vitest'
import type { ProblemCode } from '../../domain/problems.ts'
import type { Role } from '../../domain/permissions.ts'
import type { Instant } from '../../domain/time.ts'
import { freshDatabase } from '../../test/database.ts'
import { connect, type Db } from '../db/connect.ts'
import { Refusal } from '../refusal.ts'
import { newId } from '../secrets.ts'
import type { PersonCalling } from './caller.ts'
import { hashPassword } from './password.ts'

export const noon = Temporal.Instant.from('2026-03-01T12:00:00Z')
export const aPassword = 'correct horse battery'

// Hashed at next to no cost, so that tests do not spend their time on it; who signs in has it hashed anew.
const hashed = hashPassword(aPassword, { memoryKiB: 64, passes: 1, lanes: 1 })

/** A database with nobody in it, for one test file; `clear` empties it again. */
export async function peopleDatabase(): Promise<{ db: Db; clear(): Promise<void>; end(): Promise<void> }> {
  const database = await freshDatabase()
  const connected = connect(database.config, { connections: 12, name: 'test' })
  const { db } = connected
  return {
    db,
    async clear() {
      await sql`truncate person, team, invitation, sign_in_try, log_entry cascade`.execute(db)
      await pinClock(db, noon)
    },
    async end() {
      await connected.close()
      await database.drop()
    },
  }
}

/** From now on the database says it is this late. */
export async function pinClock(db: Db, at: Instant): Promise<void> {
  await db.updateTable('clock').set({ pinned_at: at }).execute()
}

/** Somebody who is here, as they are when they call. The password is `aPassword`, unless they have none. */
export async function havePerson(
  db: Db,
  name: string,
  given: { readonly role?: Role; readonly hasPassword?: boolean; readonly email?: string } = {},
): Promise<PersonCalling> {
  const { role = 'responder', hasPassword = true, email = emailOf(name) } = given
  const person = { id: newId(), name, role }
  await db
    .insertInto('person')
    .values({ ...person, email, password_hash: hasPassword ? await hashed : null, created_at: noon })
    .execute()
  return { kind: 'person', ...person, teams: {} }
}

export async function haveTeam(db: Db, slug: string): Promise<string> {
  const id = newId()
  await db.insertInto('team').values({ id, slug, name: slug.toUpperCase(), created_at: noon }).execute()
  return id
}

export function emailOf(name: string): string {
  return `${name.toLowerCase()}@example.com`
}

/** What the log says, oldest first. */
export async function logOf(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('log_entry').select('says').orderBy('id').execute()
  return rows.map((row) => row.says)
}

/** The refusal this ends with, as the caller gets it; fails when it does not refuse. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal['body']> {
  const outcome = await work.catch((error: unknown) => error)
  if (outcome instanceof Refusal) return outcome.body
  throw new Error('it was not refused', { cause: outcome })
}

export async function expectRefused(work: Promise<unknown>, code: ProblemCode): Promise<void> {
  expect((await refusalOf(work)).code).toBe(code)
}
