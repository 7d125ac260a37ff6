// The configuration as the database has it, with the ids and versions that changes to it need.
import { idsOf, namesOf, type NameOf } from './names.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Policy } from '../../domain/escalation/policy.ts'
import {
  orNothing,
  sortedCalendars,
  sortedContacts,
  sortedRotations,
  sortedRules,
} from '../../domain/configuration/settle.ts'
import {
  compare,
  contactKey,
  sortedBy,
  type ContactWhole,
  type RuleWhole,
  type Whole,
  type WholeConfiguration,
} from '../../domain/configuration/whole.ts'
import { heartbeatKey } from '../../domain/configuration/heartbeat-text.ts'
import type { Section } from '../../domain/configuration/document.ts'
import type { Route } from '../../domain/intake/route.ts'
import type { Override, Temporary } from '../../domain/schedules/schedule.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { loadPolicies } from '../escalation/policies.ts'
import type { Heartbeat } from '../../domain/intake/heartbeats/heartbeat.ts'
import { findRows, toHeartbeat } from '../intake/heartbeats/store.ts'
import { evidenceLists } from '../incidents/evidence-lists.ts'
import type { IncidentRule } from '../../domain/incidents/rule.ts'
import { findIncidentRules } from '../incidents/rule-store.ts'
import { findAllSkills } from '../people/skills.ts'
import { findAllExperts } from '../services/experts.ts'
import { incidentRuleText } from './incident-rule-text.ts'
import { kitWhole, loadKits, type StoredKit } from './kit-text.ts'
import { findRoutes } from '../intake/route-store.ts'
import { findSources } from '../intake/store.ts'
import { loadTeamChannels } from '../paging/team-channel-store.ts'
import { findPeople } from '../people/store.ts'
import { findTeams } from '../people/team-store.ts'
import { loadInhibitions } from '../alerts/inhibition-store.ts'
import { writeMatcher } from '../../domain/alerts/matchers.ts'
import { findHandsOver } from '../handover/store.ts'
import { loadSchedules, type StoredSchedule } from '../schedules/store.ts'
import { loadServiceDetails } from '../services/store.ts'
import { policyText } from './policy-text.ts'
import { routeText, serviceText } from './service-and-route-text.ts'
import { calendarText, overrideText, restrictionText, rotationText, temporaryText } from './schedule-text.ts'

export type Stored = {
  readonly whole: WholeConfiguration
  /** The id of each thing by its slug or e-mail address; grows while a file is applied. */
  readonly ids: { readonly [S in Section]: Map<string, string> }
  readonly schedules: ReadonlyMap<string, StoredSchedule>
  readonly policies: ReadonlyMap<string, Policy>
  /** By the short name of their team. */
  readonly routes: ReadonlyMap<string, readonly Route[]>
  readonly incidentRules: ReadonlyMap<string, readonly IncidentRule[]>
  readonly kit: ReadonlyMap<string, StoredKit>
}

/** Everything that is configured, with the overrides that have not ended by `now`. */
export async function loadConfiguration(db: Db, now: Instant): Promise<Stored> {
  const [teams, people] = [await findTeams(db), await findPeople(db)]
  const [contacts, quiet] = [await contactsByPerson(db), await quietByPerson(db)]
  const [schedules, policies] = [await loadSchedules(db, undefined, now), await loadPolicies(db)]
  const handsOver = await findHandsOver(db)
  const rooms = await loadTeamChannels(db)
  const [services, sources] = [await loadServiceDetails(db), await findSources(db)]
  const evidence = await evidenceLists(db)
  const inhibitions = await loadInhibitions(db)
  const heartbeats = (await findRows(db)).map(toHeartbeat)
  const routesOf = Map.groupBy(await findRoutes(db), ({ teamId }) => teamId)
  const rulesOf = Map.groupBy(await findIncidentRules(db), ({ teamId }) => teamId)
  const skills = new Map((await findAllSkills(db)).map((one) => [one.personId, one.skills]))
  const experts = await findAllExperts(db)
  const slugOf = namesOf([...teams, ...schedules, ...rooms, ...policies, ...services, ...sources])
  const emailOf = namesOf(people.map(({ id, email }) => ({ id, slug: email.toLowerCase() })))
  const kits = await loadKits(db, slugOf, emailOf)
  return {
    whole: {
      teams: by(
        teams.map(({ slug, name, members }) => ({
          slug,
          name,
          members: sortedBy(
            members.map(({ personId, role }) => ({ email: emailOf(personId), role })),
            memberKey,
          ),
        })),
        (team) => team.slug,
      ),
      people: by(
        people.map(({ id, email, name, zone, language, holidays, role, deactivatedAt }) => ({
          email: email.toLowerCase(),
          name,
          zone,
          language,
          holidays,
          role,
          deactivated: deactivatedAt !== null,
          ...(contacts.get(id) ?? { contacts: [], rules: [] }),
          quiet: quiet.get(id) ?? null,
          skills: skills.get(id) ?? [],
        })),
        (person) => person.email,
      ),
      schedules: by(
        schedules.map(({ id, slug, name, teamId, zone, rotations, overrides, temporaries, calendars }) => ({
          slug,
          name,
          team: slugOf(teamId),
          zone,
          rotations: sortedRotations(rotations.map((rotation) => rotationText(rotation, emailOf))),
          overrides: overrides.toSorted(byCreation).map((override) => overrideText(override, emailOf)),
          temporaries: temporaries.toSorted(byCreation).map((temporary) => temporaryText(temporary, emailOf)),
          calendars: sortedCalendars(calendars.map((calendar) => calendarText(calendar, emailOf))),
          handsOver: handsOver.get(id) ?? false,
        })),
        (schedule) => schedule.slug,
      ),
      channels: by(
        rooms.map(({ slug, name, teamId, channel, address, language, zone }) => ({
          slug,
          name,
          team: slugOf(teamId),
          channel,
          address,
          language,
          zone,
        })),
        (room) => room.slug,
      ),
      policies: by(
        policies.map((policy) => policyText(policy, slugOf, emailOf)),
        (policy) => policy.slug,
      ),
      services: by(
        services.map((service) => ({
          ...serviceText(service, evidence.get(service.id) ?? [], slugOf),
          experts: (experts.get(service.id) ?? []).map((expert) =>
            'skill' in expert ? expert : { person: emailOf(expert.personId) },
          ),
        })),
        (service) => service.slug,
      ),
      sources: by(
        sources.map(({ slug, name, serviceId, dialect, mapping, mailRules, floodLimit, isEnabled }) => ({
          slug,
          name,
          service: slugOf(serviceId),
          dialect,
          mapping: orNothing(mapping),
          mailRules: orNothing(mailRules),
          floodLimit,
          enabled: isEnabled,
        })),
        (source) => source.slug,
      ),
      inhibitions: by(
        inhibitions.map(({ slug, name, teamId, sourceMatchers, targetMatchers, equal }) => ({
          slug,
          name,
          team: slugOf(teamId),
          sourceMatchers: sourceMatchers.map(writeMatcher),
          targetMatchers: targetMatchers.map(writeMatcher),
          equal,
        })),
        (rule) => rule.slug,
      ),
      heartbeats: by(
        heartbeats.map((each) => heartbeatText(each, slugOf)),
        heartbeatKey,
      ),
      routes: by(
        teams.map(({ id, slug }) => ({
          team: slug,
          inOrder: (routesOf.get(id) ?? []).map((route) => routeText(route, slugOf)),
        })),
        ({ team }) => team,
      ),
      incidentRules: by(
        teams.map(({ id, slug }) => ({
          team: slug,
          inOrder: (rulesOf.get(id) ?? []).map((rule) => incidentRuleText(rule, slugOf)),
        })),
        ({ team }) => team,
      ),
      kit: new Map(teams.map(({ id, slug }) => [slug, kitWhole(slug, kits.get(id))])),
    },
    ids: {
      teams: idsOf(teams),
      people: new Map(people.map(({ id, email }) => [email.toLowerCase(), id])),
      schedules: idsOf(schedules),
      channels: idsOf(rooms),
      policies: idsOf(policies),
      services: idsOf(services),
      sources: idsOf(sources),
      inhibitions: idsOf(inhibitions),
      heartbeats: new Map(heartbeats.map(({ id, ...named }) => [keyOfHeartbeat(named, slugOf), id])),
      routes: idsOf(teams),
      incidentRules: idsOf(teams),
      kit: idsOf(teams),
    },
    schedules: by(schedules, (schedule) => schedule.slug),
    policies: by(policies, (policy) => policy.slug),
    routes: new Map(teams.map(({ id, slug }) => [slug, routesOf.get(id) ?? []])),
    kit: new Map([...kits].map(([id, kit]) => [slugOf(id), kit])),
    incidentRules: new Map(teams.map(({ id, slug }) => [slug, rulesOf.get(id) ?? []])),
  }
}

function keyOfHeartbeat({ sourceId, slug }: Pick<Heartbeat, 'sourceId' | 'slug'>, slugOf: NameOf): string {
  return heartbeatKey({ source: slugOf(sourceId), slug })
}

function heartbeatText(heartbeat: Heartbeat, slugOf: NameOf): Whole<'heartbeats'> {
  const { slug, name, description, everyMinutes, cron, zone, graceMinutes, priority, alertMessage } = heartbeat
  const { sourceId, tags, failWords, state } = heartbeat
  return {
    source: slugOf(sourceId),
    slug,
    name,
    description,
    every: everyMinutes,
    cron,
    zone,
    grace: graceMinutes,
    priority,
    message: alertMessage,
    tags,
    failWords,
    paused: state === 'paused',
  }
}

type Reached = Pick<Whole<'people'>, 'contacts' | 'rules'>

async function contactsByPerson(db: Db): Promise<ReadonlyMap<string, Reached>> {
  const contacts = await db
    .selectFrom('contact')
    .select(['id', 'person_id as personId', 'channel', 'label', 'address', 'is_enabled as enabled'])
    .execute()
  const rules = await db
    .selectFrom('contact_rule')
    .select(['person_id as personId', 'priority', 'contact_id as contactId', 'after_minutes as afterMinutes', 'within'])
    .execute()
  const keys = new Map(contacts.map((contact) => [contact.id, contactKey(contact)]))
  const rulesOf = Map.groupBy(rules, (rule) => rule.personId)
  return new Map(
    [...Map.groupBy(contacts, (contact) => contact.personId)].map(([personId, theirs]) => [
      personId,
      {
        contacts: sortedContacts(
          theirs.map(({ channel, label, address, enabled }): ContactWhole => ({ channel, address, label, enabled })),
        ),
        rules: sortedRules(
          (rulesOf.get(personId) ?? []).map(({ priority, contactId, afterMinutes, within }): RuleWhole => ({
            priority: asPriority(priority),
            contact: keys.get(contactId) ?? '',
            afterMinutes,
            ...(within ? { within: within.map(restrictionText) } : {}),
          })),
        ),
      },
    ]),
  )
}

async function quietByPerson(db: Db): Promise<ReadonlyMap<string, NonNullable<Whole<'people'>['quiet']>>> {
  const rows = await db.selectFrom('quiet_hours').select(['person_id as personId', 'within', 'priorities']).execute()
  return new Map(
    rows.map(({ personId, within, priorities }) => [personId, { within: within.map(restrictionText), priorities }]),
  )
}

/** Two things made at one moment still have one order. */
export function byCreation<T extends Override | Temporary>(a: T, b: T): number {
  return Temporal.Instant.compare(a.createdAt, b.createdAt) || compare(a.id, b.id)
}

function memberKey(member: { readonly email: string }): string {
  return member.email
}

function by<T>(things: readonly T[], key: (thing: T) => string): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [key(thing), thing]))
}
