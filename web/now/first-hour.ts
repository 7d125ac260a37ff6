import type { PermissionName } from '../../domain/permissions.ts'
import { useLoaded } from '../query.tsx'
import { useMe, useWhyNot } from '../shell/me.ts'

export type Step = {
  readonly name: 'contact' | 'team' | 'people' | 'schedule' | 'policy' | 'service' | 'source' | 'test'
  readonly isDone: boolean
  /** Why I cannot do it; somebody else can. */
  readonly unavailable?: string | undefined
  /** For the contact: no mail server is set up, so that an address alone wakes nobody. */
  readonly lacksMail?: boolean
  /** For the test: through which source. */
  readonly sourceId?: string | undefined
}

/**
 * How far is this Baton set up, told from what is there? Undefined while that is not known, and for good once a real
 * alert has come through: then nothing else is asked.
 */
export function useFirstHour(): readonly Step[] | undefined {
  const { person, sendsMail } = useMe()
  const whyNot = useWhyNot()
  const newest = useLoaded('listAlerts', { state: 'all', limit: 1 }).data?.alerts
  const enabled = newest?.every((alert) => alert.isTest) ?? false
  const teams = useLoaded('listTeams', {}, { enabled }).data?.teams
  const people = useLoaded('listPeople', {}, { enabled }).data?.people
  const schedules = useLoaded('listSchedules', {}, { enabled }).data?.schedules
  const policies = useLoaded('listPolicies', {}, { enabled }).data?.policies
  const services = useLoaded('listServices', {}, { enabled }).data?.services
  const contacts = useLoaded('getContacts', { personId: person.id }, { enabled }).data?.contacts
  const seesSources = !whyNot('sources.read')
  const sources = useLoaded('listSources', {}, { enabled: enabled && seesSources }).data?.sources
  if (
    !newest ||
    !enabled ||
    !teams ||
    !people ||
    !schedules ||
    !policies ||
    !services ||
    !contacts ||
    (seesSources && !sources)
  )
    return undefined
  const inOneTeam = teams[0]?.id
  const why = (permission: PermissionName) => whyNot(permission, inOneTeam)
  const source = sources?.find((each) => each.isEnabled)
  return [
    {
      name: 'contact',
      isDone: contacts.some((contact) => contact.isEnabled && contact.isVerified && wakes(contact.channel, sendsMail)),
      lacksMail: !sendsMail,
    },
    { name: 'team', isDone: teams.length > 0, unavailable: why('teams.create') },
    { name: 'people', isDone: people.length > 1, unavailable: why('people.manage') },
    { name: 'schedule', isDone: schedules.length > 0, unavailable: why('schedules.manage') },
    { name: 'policy', isDone: policies.length > 0, unavailable: why('policies.manage') },
    { name: 'service', isDone: services.length > 0, unavailable: why('services.manage') },
    { name: 'source', isDone: source !== undefined, unavailable: why('sources.manage') },
    { name: 'test', isDone: newest.length > 0, unavailable: why('alerts.respond'), sourceId: source?.id },
  ]
}

/** Whether such a contact could wake somebody here; the open browser does not. */
function wakes(channel: string, sendsMail: boolean): boolean {
  return channel !== 'browser' && (channel !== 'email' || sendsMail)
}
