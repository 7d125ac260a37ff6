// Invitations as rows. An open one was neither accepted nor taken back, and has not run out.
import type * as z from 'zod'
import type { Invitation } from '../../domain/people/person.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow, Row } from '../db/tables.ts'

type InvitationShown = z.output<typeof Invitation>

export async function addInvitation(db: Db, row: NewRow<'invitation'>): Promise<void> {
  await db.insertInto('invitation').values(row).execute()
}

/** The open invitations that people made, newest first. */
export function findInvitations(db: Db, now: Instant): Promise<InvitationShown[]> {
  return shown(open(db, now))
    .where('is_first_run', '=', false)
    .orderBy('invitation.created_at', 'desc')
    .orderBy('invitation.id', 'desc')
    .execute()
}

export function findInvitation(db: Db, id: string): Promise<InvitationShown | undefined> {
  return shown(db.selectFrom('invitation')).where('invitation.id', '=', id).executeTakeFirst()
}

export type InvitationFound = Row<'invitation'> & { readonly team_name: string | null }

/** The invitation behind this link, in whatever state. */
export function findByToken(db: Db, tokenHash: Buffer): Promise<InvitationFound | undefined> {
  return db
    .selectFrom('invitation')
    .leftJoin('team', 'team.id', 'invitation.team_id')
    .selectAll('invitation')
    .select('team.name as team_name')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
}

export function isOpen(invitation: Row<'invitation'>, now: Instant): boolean {
  const { accepted_at, revoked_at, expires_at } = invitation
  return accepted_at === null && revoked_at === null && Temporal.Instant.compare(expires_at, now) > 0
}

/** Uses the invitation up; false when somebody was quicker, or it is no longer open. */
export async function acceptInvitation(
  db: Db,
  accepted: { readonly id: string; readonly by: string },
  now: Instant,
): Promise<boolean> {
  const result = await db
    .updateTable('invitation')
    .set({ accepted_at: now, accepted_by: accepted.by })
    .where('id', '=', accepted.id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Takes an open invitation back and says for whom it was; undefined when there is none. */
export function endInvitation(db: Db, id: string, now: Instant) {
  return db
    .updateTable('invitation')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('is_first_run', '=', false)
    .returning(['email', 'team_id'])
    .executeTakeFirst()
}

/** Takes back the open invitations somebody made: who may no longer invite leaves no door behind. */
export function endInvitationsBy(db: Db, personId: string, now: Instant) {
  return db
    .updateTable('invitation')
    .set({ revoked_at: now })
    .where('invited_by', '=', personId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['email', 'team_id'])
    .execute()
}

/** Takes back the links of earlier starts that nobody used. */
export async function endFirstRunInvitations(db: Db, now: Instant): Promise<void> {
  await db
    .updateTable('invitation')
    .set({ revoked_at: now })
    .where('is_first_run', '=', true)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}

function open(db: Db, now: Instant) {
  return db
    .selectFrom('invitation')
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
}

function shown(select: ReturnType<typeof open>) {
  return select
    .leftJoin('person', 'person.id', 'invitation.invited_by')
    .select([
      'invitation.id',
      'invitation.email',
      'invitation.role',
      'invitation.team_id as teamId',
      'person.name as invitedBy',
      'invitation.created_at as createdAt',
      'invitation.expires_at as expiresAt',
    ])
}
