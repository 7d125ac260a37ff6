import { isStrongEnough } from '../../domain/people/password.ts'
import type { ActionInput } from '../../domain/api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import { brokenConstraint, type Db } from '../db/connect.ts'
import { addDefaultContacts } from '../paging/contacts.ts'
import { refuse } from '../refusal.ts'
import { tokenHash } from '../secrets.ts'
import { higherRole } from './caller.ts'
import { holdInstallation } from './first-run.ts'
import { acceptInvitation, endFirstRunInvitations, findByToken, isOpen } from './invitation-store.ts'
import type { InvitationFound } from './invitation-store.ts'
import { hashPassword } from './password.ts'
import { openSession } from './sign-in.ts'
import { addPerson, changePersonRow, findByEmail, hasContacts, type SignInRow } from './store.ts'
import { putMember } from './team-store.ts'
import { byAddress, forgiveTry, noteTry } from './tries.ts'

export const welcomeActions: Actions<'getWelcome' | 'acceptWelcome'> = {
  getWelcome: async (ctx, { token }) => {
    const invitation = await openInvitation(ctx, token)
    return {
      isFirstRun: invitation.is_first_run,
      email: invitation.email,
      role: invitation.role,
      teamName: invitation.team_name,
    }
  },

  acceptWelcome: async (ctx, input) => {
    const invitation = await openInvitation(ctx, input.token)
    if (invitation.email !== null && !isSameEmail(invitation.email, input.email)) {
      refuse('bad_input', undefined, [{ path: 'email', say: `This invitation is for ${invitation.email}` }])
    }
    if (!isStrongEnough(input.password, input)) refuse('weak_password')
    const hashed = await hashPassword(input.password)
    const { session, personId } = await commit(ctx, (tx) => join(ctx, tx, { invitation, input, hashed }))
    session.takeCookie()
    return { personId }
  },
}

/** The open invitation behind this link. A link that never was counts as a guess. */
async function openInvitation(ctx: Context, token: string): Promise<InvitationFound> {
  const tried = await noteTry(ctx.db, [byAddress(ctx.request.address)], ctx.now)
  const invitation = (await findByToken(ctx.db, tokenHash(token))) ?? refuse('link_expired')
  await forgiveTry(ctx.db, tried)
  return isOpen(invitation, ctx.now) ? invitation : refuse('link_expired')
}

type Joining = {
  readonly invitation: InvitationFound
  readonly input: ActionInput<'acceptWelcome'>
  readonly hashed: string
}

async function join(ctx: Context, tx: Db, { invitation, input, hashed }: Joining) {
  if (invitation.is_first_run) await holdInstallation(tx)
  const known = await findByEmail(tx, input.email)
  if (known && !mayTakeOver(known, invitation)) refuse('email_taken')
  const person = {
    id: known?.id ?? ctx.newId(),
    name: input.name,
    role: known ? higherRole(known.role, invitation.role) : invitation.role,
  }
  const own = { name: input.name, zone: input.zone, language: input.language, role: person.role, password_hash: hashed }
  if (known) await changePersonRow(tx, known.id, own)
  else await addUnlessTaken(tx, { ...own, id: person.id, email: input.email, created_at: ctx.now })
  if (!(await acceptInvitation(tx, { id: invitation.id, by: person.id }, ctx.now))) refuse('link_expired')
  if (invitation.is_first_run) await endFirstRunInvitations(tx, ctx.now)
  if (invitation.team_id)
    await putMember(tx, { teamId: invitation.team_id, personId: person.id, role: invitation.role })
  if (!(await hasContacts(tx, person.id))) {
    await addDefaultContacts(tx, { personId: person.id, email: input.email, newId: ctx.newId, now: ctx.now })
  }
  const session = await openSession(ctx, tx, person.id)
  const told = entry(
    { actor: { kind: 'person', ...person, teams: {} }, now: ctx.now },
    'person_joined',
    { name: person.name, role: person.role },
    { subject: `person:${person.id}`, teamId: invitation.team_id },
  )
  return said({ session, personId: person.id }, told, ['people', 'teams', 'contacts'])
}

/**
 * A person from a configuration file has no password until they take their place: by a link made for their address, or by the
 * one printed at the first start, whose reader runs this Baton anyway.
 */
function mayTakeOver(known: SignInRow, invitation: InvitationFound): boolean {
  if (known.password_hash !== null || known.deactivated_at !== null) return false
  return invitation.is_first_run || (invitation.email !== null && isSameEmail(invitation.email, known.email))
}

async function addUnlessTaken(tx: Db, row: Parameters<typeof addPerson>[1]): Promise<void> {
  try {
    await addPerson(tx, row)
  } catch (error) {
    if (brokenConstraint(error) === 'person_email') refuse('email_taken')
    throw error
  }
}

function isSameEmail(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
