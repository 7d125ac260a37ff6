import type { peopleApi } from '../../domain/people/api.ts'
import type { Actions } from '../context.ts'
import { invitationActions } from './invitation-actions.ts'
import { meActions } from './me-actions.ts'
import { personActions } from './person-actions.ts'
import { sessionActions } from './session-actions.ts'
import { teamActions } from './team-actions.ts'
import { tokenActions } from './token-actions.ts'
import { welcomeActions } from './welcome-actions.ts'

/** What may be done about people, teams and ways in: every endpoint of `domain/people/api.ts`. */
export const peopleActions: Actions<keyof typeof peopleApi> = {
  ...meActions,
  ...sessionActions,
  ...welcomeActions,
  ...invitationActions,
  ...personActions,
  ...tokenActions,
  ...teamActions,
}
