// People as rows.
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Person } from '../../domain/people/person.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow, Row } from '../db/tables.ts'

/** Everybody, also those out of service, by name. */
export async function findPeople(db: Db): Promise<Person[]> {
  const rows = await people(db).orderBy('person.name').orderBy('person.id').execute()
  return rows.map(shown)
}

export async function findPerson(db: Db, id: string): Promise<Person | undefined> {
  const row = await people(db).where('person.id', '=', id).executeTakeFirst()
  return row && shown(row)
}

export async function isAnybodyHere(db: Db): Promise<boolean> {
  return (await db.selectFrom('person').select('id').limit(1).executeTakeFirst()) !== undefined
}

export type SignInRow = Pick<Row<'person'>, 'id' | 'name' | 'email' | 'role' | 'password_hash' | 'deactivated_at'>

/** The person with this address, with what decides whether they may sign in. */
export function findByEmail(db: Db, email: string): Promise<SignInRow | undefined> {
  return forSignIn(db)
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst()
}

export function findForSignIn(db: Db, id: string): Promise<SignInRow | undefined> {
  return forSignIn(db).where('id', '=', id).executeTakeFirst()
}

export async function addPerson(db: Db, row: NewRow<'person'>): Promise<void> {
  await db.insertInto('person').values(row).execute()
}

/** The row, held until the end of the transaction. */
export function holdPerson(db: Db, id: string): Promise<Row<'person'> | undefined> {
  return db.selectFrom('person').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
}

export type PersonChange = {
  readonly name?: string
  readonly zone?: string
  readonly language?: 'en' | 'ko'
  readonly role?: Row<'person'>['role']
  readonly holidays?: string | null
  readonly password_hash?: string
  readonly deactivated_at?: Instant | null
}

export async function changePersonRow(db: Db, id: string, change: PersonChange): Promise<void> {
  if (Object.keys(change).length === 0) return
  await db.updateTable('person').set(change).where('id', '=', id).execute()
}

/** The admins in service, held until the end of the transaction: of two rivals the second sees what the first left. */
export async function holdAdmins(db: Db): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('role', '=', 'admin')
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return rows.map((row) => row.id)
}

/** Can this person be reached in some way already? */
export async function hasContacts(db: Db, personId: string): Promise<boolean> {
  const row = await db.selectFrom('contact').select('id').where('person_id', '=', personId).limit(1).executeTakeFirst()
  return row !== undefined
}

function forSignIn(db: Db) {
  return db.selectFrom('person').select(['id', 'name', 'email', 'role', 'password_hash', 'deactivated_at'])
}

function people(db: Db) {
  return db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'zone', 'language', 'role', 'holidays', 'deactivated_at'])
    .select((each) => [
      jsonArrayFrom(
        each
          .selectFrom('team_member')
          .select(['team_id as teamId', 'role'])
          .whereRef('team_member.person_id', '=', 'person.id')
          .orderBy('team_id'),
      ).as('teams'),
      each
        .selectFrom('contact')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('contact.person_id', '=', 'person.id')
        .where('is_enabled', '=', true)
        .where('channel', '!=', 'browser')
        .where('verified_at', 'is not', null)
        .as('contacts'),
    ])
}

type Read = Awaited<ReturnType<ReturnType<typeof people>['execute']>>[number]

function shown({ deactivated_at, contacts, ...row }: Read): Person {
  return { ...row, deactivatedAt: deactivated_at, contacts: contacts ?? 0 }
}
