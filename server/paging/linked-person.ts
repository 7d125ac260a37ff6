// Whose account of a chat is this? Whoever has a contact there that was proven.
import { sql } from 'kysely'
import type { Actor, Role } from '../../domain/permissions.ts'
import type { Context } from '../context.ts'

type PersonActor = Extract<Actor, { kind: 'person' }>

/**
 * The person behind this account: of Slack and Telegram by the address of a contact, of Mattermost by the member written at one.
 * Null for a stranger, and for an account that more than one person has named: nobody is guessed at.
 */
export async function personLinked(
  { db, sealer }: Pick<Context, 'db' | 'sealer'>,
  { channel, member }: { readonly channel: string; readonly member: string },
): Promise<PersonActor | null> {
  if (member === '') return null
  const { rows } = await sql<{
    id: string
    name: string
    role: Role
    teams: Record<string, Role> | null
    address: string
    contact_id: string
    sealed_secret: string | null
  }>`
    select person.id, person.name, person.role, contact.address, contact.id as contact_id, contact.sealed_secret,
      (select jsonb_object_agg(team_id, role) from team_member where person_id = person.id) as teams
    from contact join person on person.id = contact.person_id
    where contact.channel = ${channel} and contact.is_enabled and contact.verified_at is not null
      and person.deactivated_at is null and (${channel} = 'mattermost' or contact.address = ${member})`.execute(db)
  const theirs = rows.filter((row) =>
    channel === 'mattermost'
      ? row.sealed_secret !== null && sealer.open(row.sealed_secret, `contact:${row.contact_id}`) === member
      : row.address === member,
  )
  const people = new Map(theirs.map((row) => [row.id, row]))
  const [person] = people.values()
  if (!person || people.size > 1) return null
  return { kind: 'person', id: person.id, name: person.name, role: person.role, teams: person.teams ?? {} }
}
