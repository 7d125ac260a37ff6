// Whose e-mail address is this? Whoever has a contact there that was proven.
import { sql } from 'kysely'
import type { Actor, Role } from '../../domain/permissions.ts'
import type { Db } from '../db/connect.ts'

export type MailedPerson = {
  readonly actor: Extract<Actor, { kind: 'person' }>
  readonly language: 'en' | 'ko'
}

/**
 * The person behind this address. Null for a stranger; `several` where more than one person has proven it: nobody is guessed at. A
 * contact that is switched off pages nobody, and is theirs all the same.
 */
export async function personMailing(db: Db, address: string): Promise<MailedPerson | 'several' | null> {
  if (address === '') return null
  const { rows } = await sql<{
    id: string
    name: string
    role: Role
    language: 'en' | 'ko'
    teams: Record<string, Role> | null
  }>`
    select person.id, person.name, person.role, person.language,
      (select jsonb_object_agg(team_id, role) from team_member where person_id = person.id) as teams
    from person
    where person.deactivated_at is null and exists (select from contact
      where contact.person_id = person.id and contact.channel = 'email' and contact.verified_at is not null
        and lower(contact.address) = lower(${address}))
    limit 2`.execute(db)
  const [person, another] = rows
  if (!person) return null
  if (another) return 'several'
  const { id, name, role, language, teams } = person
  return { actor: { kind: 'person', id, name, role, teams: teams ?? {} }, language }
}
