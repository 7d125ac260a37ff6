// Whom to pull into an incident: read from who is on call, who answers for the service, and who knows it.
import { escalate } from '../../domain/escalation/escalate.ts'
import type { Roster } from '../../domain/escalation/roster.ts'
import { rankProposed, type WhyProposed } from '../../domain/incidents/experts.ts'
import { waysFor } from '../../domain/paging/rules.ts'
import { onCallAt } from '../../domain/schedules/on-call.ts'
import type { Instant } from '../../domain/time.ts'
import type { Action } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { findSkills, type Skilled } from '../people/skills.ts'
import { refuse } from '../refusal.ts'
import { findOwners } from '../schedules/owners.ts'
import { findExperts } from '../services/experts.ts'
import { findPeople } from './people-store.ts'
import { findIncident } from './store.ts'

export function proposePeople(doors: PagingDoors): Action<'proposePeople'> {
  return async ({ db, now }, { incidentId, serviceId, skill }) => {
    const incident = (await findIncident(db, incidentId)) ?? refuse('not_found')
    const roster = await doors.roster.current(db)
    const skilled = await findSkills(db)
    const why = new Map<string, WhyProposed[]>()
    const add = (personId: string, reason: WhyProposed) => why.set(personId, [...(why.get(personId) ?? []), reason])
    const asked = serviceId ? [serviceId] : skill ? [] : incident.services.map(({ id }) => id)
    for (const id of asked)
      await addOfService(db, { roster, skilled, serviceId: id, now, isAsked: serviceId === id }, add)
    if (skill)
      for (const { personId, skills } of skilled)
        if (skills.includes(skill)) add(personId, { kind: 'has_skill', skill })
    for (const [personId, schedule] of onCallAnywhere(roster, now))
      if (why.has(personId) && !why.get(personId)?.some(({ kind }) => kind === 'on_call_for'))
        add(personId, { kind: 'on_call_elsewhere', schedule })
    const isIn = new Set(
      (await findPeople(db, incidentId))
        .filter(({ engagement }) => engagement === 'accepted' || engagement === 'asked')
        .map(({ person_id: id }) => id),
    )
    const known = [...why].flatMap(([personId, reasons]) => {
      const person = roster.people.get(personId)
      if (!person?.isActive) return []
      const canBePaged = waysFor(person, 1, now).length > 0
      return [{ personId, name: person.name, zone: person.zone, why: reasons, isIn: isIn.has(personId), canBePaged }]
    })
    const people = rankProposed(known, now).map((each) => ({ ...each, why: [...each.why] }))
    return { people, skills: [...new Set(skilled.flatMap(({ skills }) => skills))].toSorted() }
  }
}

async function addOfService(
  db: Db,
  of: {
    readonly roster: Roster
    readonly skilled: readonly Skilled[]
    readonly serviceId: string
    readonly now: Instant
    readonly isAsked: boolean
  },
  add: (personId: string, why: WhyProposed) => void,
): Promise<void> {
  const { roster, skilled, serviceId, now } = of
  const service = roster.services.get(serviceId)
  if (!service) {
    if (of.isAsked) refuse('unknown_reference')
    return
  }
  const { name } = service
  for (const personId of onCallFor(roster, service.policyId, now)) add(personId, { kind: 'on_call_for', service: name })
  for (const expert of await findExperts(db, serviceId)) {
    const ids =
      'personId' in expert
        ? [expert.personId]
        : skilled.filter(({ skills }) => skills.includes(expert.skill)).map(({ personId }) => personId)
    for (const personId of ids) add(personId, { kind: 'expert_of', service: name })
  }
  for (const personId of (await findOwners(db, [service.teamId])).get(service.teamId) ?? [])
    add(personId, { kind: 'owner_of', service: name })
}

/** Whom a page of this policy would reach first now, were it a P1. */
function onCallFor(roster: Roster, policyId: string, now: Instant): readonly string[] {
  const decision = escalate({ plan: { kind: 'policy', policyId }, from: 'start', priority: 1 }, roster, now)
  return decision.do === 'page' ? [...new Set(decision.reached.map(({ personId }) => personId))] : []
}

/** Who is on call on any schedule now, and on which; one of them where it is several. */
function onCallAnywhere(roster: Roster, now: Instant): ReadonlyMap<string, string> {
  const on = new Map<string, string>()
  for (const schedule of roster.schedules.values())
    for (const { personId } of onCallAt(schedule, now, (id) => roster.people.get(id)?.isActive ?? false).people)
      if (!on.has(personId)) on.set(personId, schedule.name)
  return on
}
