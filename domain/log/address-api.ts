import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant } from '../shapes.ts'

/** Where mail for the log of a team goes. */
export const LogAddress = z.object({
  /** Where Baton takes mail; null: it takes none, and there are no addresses. */
  mailDomain: z.string().nullable(),
  /** Null: the team has none. Whoever knows it can write in the name of the team's people: it is a secret. */
  address: z.string().nullable(),
  madeBy: z.string().nullable(),
  madeAt: instant.nullable(),
})

const ofTeam = z.object({ teamId: id })

export const logAddressApi = {
  getLogAddress: endpoint({
    method: 'GET',
    path: '/api/teams/:teamId/log-address',
    does: 'To which address does mail go that shall stand in the log of this team?',
    permission: 'log.write',
    of: 'team',
    input: ofTeam,
    output: LogAddress,
    errors: [],
  }),
  renewLogAddress: endpoint({
    method: 'POST',
    path: '/api/teams/:teamId/log-address',
    does: 'Make an address for the log of this team, or a new one in the place of that which it has: mail to the old one is refused from now on.',
    permission: 'teams.manage',
    of: 'team',
    input: ofTeam,
    output: LogAddress,
    errors: ['not_found', 'no_mail_taken'],
  }),
  removeLogAddress: endpoint({
    method: 'DELETE',
    path: '/api/teams/:teamId/log-address',
    does: 'Take the address of the log of this team away: mail to it is refused from now on.',
    permission: 'teams.manage',
    of: 'team',
    input: ofTeam,
    output: LogAddress,
    errors: ['not_found'],
  }),
}
