import { priorities } from '../../domain/paging/priority.ts'
import { sql } from 'kysely'
import type { Contact, ContactRule } from '../../domain/paging/contact.ts'
import { seesAddresses } from '../../domain/paging/mask.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type PersonHeld = { readonly name: string; readonly language: 'en' | 'ko' }
/** A page may ring all of them at once. */
export const mostContacts = 20

/** Holds a person's contacts and rules against other changes until the end of the transaction; null when nobody has this id. */
export async function lockPerson(db: Db, id: string): Promise<PersonHeld | null> {
  const row = await db
    .selectFrom('person')
    .select(['name', 'language'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** The teams of somebody who exists; null when nobody has this id. */
export async function teamsOf(db: Db, personId: string): Promise<string[] | null> {
  const rows = await db
    .selectFrom('person')
    .leftJoin('team_member', 'team_member.person_id', 'person.id')
    .select('team_id as teamId')
    .where('person.id', '=', personId)
    .execute()
  return rows.length === 0 ? null : rows.flatMap(({ teamId }) => teamId ?? [])
}

/** Whose addresses may this actor read, of these people? */
export async function peopleSeenBy(db: Db, actor: Actor, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('team_member')
    .select(['team_id as teamId', 'person_id as personId'])
    .where('person_id', 'in', [...new Set(personIds)])
    .execute()
  const teams = Map.groupBy(rows, ({ personId }) => personId)
  const teamsOfOne = (personId: string) => (teams.get(personId) ?? []).map(({ teamId }) => teamId)
  return new Set(personIds.filter((personId) => seesAddresses(actor, { personId, teamIds: teamsOfOne(personId) })))
}

/** In the order in which they were added; of what everybody starts with, the browser last. */
export function loadContacts(db: Db, personId: string): Promise<Contact[]> {
  return db
    .selectFrom('contact')
    .select(['id', 'channel', 'label', 'address', 'is_enabled as isEnabled', 'created_at as createdAt'])
    .select(sql<boolean>`verified_at is not null or channel = 'browser'`.as('isVerified'))
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .orderBy((where) => where('channel', '=', 'browser'))
    .orderBy('id')
    .execute()
}

/** Rules in the order of priority, then of their delay. */
export async function loadRules(db: Db, personId: string): Promise<ContactRule[]> {
  const rows = await db
    .selectFrom('contact_rule')
    .select(['priority', 'contact_id as contactId', 'after_minutes as afterMinutes', 'within'])
    .where('person_id', '=', personId)
    .orderBy('priority')
    .orderBy('after_minutes')
    .orderBy('contact_id')
    .execute()
  return rows.map(({ within, ...row }) => ({
    ...row,
    priority: priorityOf(row.priority),
    ...(within ? { within } : {}),
  }))
}

export async function insertContacts(
  db: Db,
  personId: string,
  contacts: readonly (Contact & { readonly sealedSecret: string | null; readonly sessionId?: string })[],
): Promise<void> {
  const rows = contacts.map(
    ({ id, channel, label, address, isEnabled, isVerified, createdAt, sealedSecret, sessionId }) => ({
      id,
      person_id: personId,
      channel,
      label,
      address,
      is_enabled: isEnabled,
      created_at: createdAt,
      sealed_secret: sealedSecret,
      verified_at: isVerified ? createdAt : null,
      session_id: sessionId ?? null,
    }),
  )
  await db.insertInto('contact').values(rows).execute()
}

export async function updateContact(db: Db, { id, label, isEnabled }: Contact): Promise<void> {
  await db.updateTable('contact').set({ label, is_enabled: isEnabled }).where('id', '=', id).execute()
}

export async function markVerified(tx: Db, id: string, now: Instant): Promise<void> {
  await tx.updateTable('contact').set({ verified_at: now }).where('id', '=', id).execute()
}

/** The secret that goes with the address, still sealed. */
export async function sealedSecretOf(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('contact').select('sealed_secret').where('id', '=', id).executeTakeFirst()
  return row?.sealed_secret ?? null
}

/** Whose browser is at this endpoint? */
export async function findPush(db: Db, endpoint: string) {
  const row = await db
    .selectFrom('contact')
    .innerJoin('person', 'person.id', 'contact.person_id')
    .select(['contact.id', 'channel', 'label', 'address', 'is_enabled as isEnabled', 'contact.created_at as createdAt'])
    .select((where) => where('verified_at', 'is not', null).$castTo<boolean>().as('isVerified'))
    .select(['person_id as personId', 'person.name as personName', 'sealed_secret as sealedSecret'])
    .where('channel', '=', 'push')
    .where('address', '=', endpoint)
    .executeTakeFirst()
  if (!row) return null
  const { personId, personName, sealedSecret, ...contact } = row
  return { contact, personId, personName, sealedSecret }
}

/** The same browser again: perhaps with new keys, and in the session of now. */
export async function renewPush(
  db: Db,
  of: { readonly contact: Contact; readonly sealedSecret: string; readonly sessionId: string },
): Promise<void> {
  await db
    .updateTable('contact')
    .set({ label: of.contact.label, is_enabled: true, sealed_secret: of.sealedSecret, session_id: of.sessionId })
    .where('id', '=', of.contact.id)
    .execute()
}

export async function setEnabled(db: Db, contactId: string): Promise<void> {
  await db.updateTable('contact').set({ is_enabled: true }).where('id', '=', contactId).execute()
}

/** Over which channel and contact did this delivery go? For whoever presses its button. */
export function findCarried(db: Db, deliveryId: number) {
  return db
    .selectFrom('delivery')
    .innerJoin('person', 'person.id', 'delivery.person_id')
    .leftJoin('contact', 'contact.id', 'delivery.contact_id')
    .select(['delivery.channel', 'delivery.address', 'delivery.contact_id as contactId', 'person.language'])
    .select('contact.sealed_secret as sealedSecret')
    .where('delivery.id', '=', deliveryId)
    .executeTakeFirst()
}

/** Switches a contact off that was on, and says whose it is; undefined when there was nothing to switch. */
export function switchOff(db: Db, contactId: string, because: 'gone' | 'stopped') {
  return db
    .updateTable('contact')
    .from('person')
    .set({ is_enabled: false, off_because: because })
    .whereRef('person.id', '=', 'contact.person_id')
    .where('contact.id', '=', contactId)
    .where('is_enabled', '=', true)
    .returning(['person.id as personId', 'person.name', 'person.zone', 'contact.channel', 'contact.address'])
    .executeTakeFirst()
}

/** Switches off what is on among the SMS contacts at this number, and says whose they were. */
export async function switchOffStopped(tx: Db, number: string) {
  return switchStopped(tx, number, { from: true, to: { is_enabled: false, off_because: 'stopped' } })
}

/** Switches those on again that STOP had switched off, and no others. */
export async function switchOnAgain(tx: Db, number: string) {
  return switchStopped(tx, number, { from: false, to: { is_enabled: true } })
}

async function switchStopped(
  tx: Db,
  number: string,
  { from, to }: { from: boolean; to: { is_enabled: boolean; off_because?: 'stopped' } },
) {
  let query = tx
    .updateTable('contact')
    .from('person')
    .set(to)
    .whereRef('person.id', '=', 'contact.person_id')
    .where('contact.channel', '=', 'sms')
    .where('contact.address', '=', number)
    .where('is_enabled', '=', from)
  if (!from) query = query.where('off_because', '=', 'stopped')
  return query.returning(['contact.id', 'person.id as personId', 'person.name', 'person.zone']).execute()
}

export async function deleteContact(db: Db, id: string): Promise<void> {
  await db.deleteFrom('contact').where('id', '=', id).execute()
}

export async function replaceRules(db: Db, personId: string, rules: readonly ContactRule[]): Promise<void> {
  await db.deleteFrom('contact_rule').where('person_id', '=', personId).execute()
  if (rules.length === 0) return
  const rows = rules.map(({ priority, contactId, afterMinutes, within }) => ({
    person_id: personId,
    priority: Number(priority.slice(1)),
    contact_id: contactId,
    after_minutes: afterMinutes,
    within: within ? JSON.stringify(within) : null,
  }))
  await db.insertInto('contact_rule').values(rows).execute()
}

function priorityOf(number: number): ContactRule['priority'] {
  const priority = priorities[number - 1]
  if (!priority) throw new Error(`there is no priority ${number}`)
  return priority
}
