// Every call of PagerDuty's REST API that Baton speaks, once: docs/dialects/pagerduty-rest.md tells the same.
import type { Reply } from '../../../domain/intake/pagerduty-rest-answers.ts'
import type { Asking } from './asking.ts'
import {
  createIncident,
  createNote,
  mergeIncidents,
  snoozeIncident,
  updateIncident,
  updateIncidents,
} from './incident-writes.ts'
import { getAlertOf, getIncident, listAlertsOf, listIncidents, listLogEntries, listNotes } from './incidents.ts'
import { listOnCalls } from './on-call.ts'
import {
  getContactMethod,
  getMe,
  getTeam,
  getUser,
  listAbilities,
  listContactMethods,
  listMembers,
  listNotificationRules,
  listPriorities,
  listTeams,
  listUsers,
  testAbility,
} from './people.ts'
import { createPolicy, getPolicy, listPolicies, updatePolicy } from './policies.ts'
import {
  createOverrides,
  deleteOverride,
  getSchedule,
  listOverrides,
  listSchedules,
  listScheduleUsers,
} from './schedules.ts'
import {
  createIntegration,
  createService,
  getIntegration,
  getService,
  getVendor,
  listIntegrations,
  listServices,
  listVendors,
  updateIntegration,
  updateService,
} from './services.ts'

type Answer = (asking: Asking, ...ids: string[]) => Promise<Reply>

/** A `:` stands for one id in the path. Literal paths stand before those with an id in the same place. */
export const calls: readonly (readonly [method: string, path: string, answer: Answer])[] = [
  ['GET', '/incidents', listIncidents],
  ['POST', '/incidents', createIncident],
  ['PUT', '/incidents', updateIncidents],
  ['GET', '/incidents/:', one(getIncident)],
  ['PUT', '/incidents/:', one(updateIncident)],
  ['GET', '/incidents/:/notes', one(listNotes)],
  ['POST', '/incidents/:/notes', one(createNote)],
  ['POST', '/incidents/:/snooze', one(snoozeIncident)],
  ['GET', '/incidents/:/alerts', one(listAlertsOf)],
  ['GET', '/incidents/:/alerts/:', two(getAlertOf)],
  ['GET', '/incidents/:/log_entries', one(listLogEntries)],
  ['PUT', '/incidents/:/merge', one(mergeIncidents)],
  ['GET', '/oncalls', listOnCalls],
  ['GET', '/schedules', listSchedules],
  ['GET', '/schedules/:', one(getSchedule)],
  ['GET', '/schedules/:/users', one(listScheduleUsers)],
  ['GET', '/schedules/:/overrides', one(listOverrides)],
  ['POST', '/schedules/:/overrides', one(createOverrides)],
  ['DELETE', '/schedules/:/overrides/:', two(deleteOverride)],
  ['GET', '/users', listUsers],
  ['GET', '/users/me', getMe],
  ['GET', '/users/:', one(getUser)],
  ['GET', '/users/:/contact_methods', one(listContactMethods)],
  ['GET', '/users/:/contact_methods/:', two(getContactMethod)],
  ['GET', '/users/:/notification_rules', one(listNotificationRules)],
  ['GET', '/services', listServices],
  ['POST', '/services', createService],
  ['GET', '/services/:', one(getService)],
  ['PUT', '/services/:', one(updateService)],
  ['GET', '/services/:/integrations', one(listIntegrations)],
  ['POST', '/services/:/integrations', one(createIntegration)],
  ['GET', '/services/:/integrations/:', two(getIntegration)],
  ['PUT', '/services/:/integrations/:', two(updateIntegration)],
  ['GET', '/escalation_policies', listPolicies],
  ['POST', '/escalation_policies', createPolicy],
  ['GET', '/escalation_policies/:', one(getPolicy)],
  ['PUT', '/escalation_policies/:', one(updatePolicy)],
  ['GET', '/teams', listTeams],
  ['GET', '/teams/:', one(getTeam)],
  ['GET', '/teams/:/members', one(listMembers)],
  ['GET', '/priorities', listPriorities],
  ['GET', '/abilities', listAbilities],
  ['GET', '/abilities/:', one(testAbility)],
  ['GET', '/vendors', listVendors],
  ['GET', '/vendors/:', one(getVendor)],
]

export type Call = {
  /** It raises an alert: what it is refused with is kept, since a page could be lost by it. */
  readonly isRaise: boolean
  readonly answer: (asking: Asking) => Promise<Reply>
}

/** The call that this path is, in its parts. */
export function callFor(method: string, parts: readonly string[]): Call | null {
  for (const [itsMethod, path, answer] of calls) {
    const pattern = path.slice(1).split('/')
    if (itsMethod !== method || pattern.length !== parts.length) continue
    if (!pattern.every((part, at) => part === ':' || part === parts[at])) continue
    const ids = parts.filter((_, at) => pattern[at] === ':')
    return { isRaise: answer === createIncident, answer: (asking) => answer(asking, ...ids) }
  }
  return null
}

function one(answer: (asking: Asking, id: string) => Promise<Reply>): Answer {
  return (asking, id = '') => answer(asking, id)
}

function two(answer: (asking: Asking, id: string, other: string) => Promise<Reply>): Answer {
  return (asking, id = '', other = '') => answer(asking, id, other)
}
