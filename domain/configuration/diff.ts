import type { EndpointOutput } from '../api.ts'
import { keyOf, sectionNames, type Configuration, type Section, type Written } from './document.ts'
import { fieldsOf } from './fields.ts'
import { settle } from './settle.ts'
import type { Whole, WholeConfiguration } from './whole.ts'

export type Change = EndpointOutput<'applyConfiguration'>['changes'][number]

/** A thing of the file: what it is now (undefined when it is new), what it will be, and what that changes. */
export type Planned<S extends Section> = {
  readonly at: number
  readonly key: string
  readonly before: Whole<S> | undefined
  readonly after: Whole<S>
  readonly change: Change
}
export type Plan = { readonly [S in Section]: readonly Planned<S>[] }

/** What does applying this file make of what is there? Things that the file does not name are not in it: they stay. */
export function diff(before: WholeConfiguration, after: Configuration, now: Temporal.Instant): Plan {
  const planned = <S extends Section>(section: S) =>
    after[section].map((written) => plannedOne(section, written, before[section], now))
  return {
    teams: planned('teams'),
    people: planned('people'),
    schedules: planned('schedules'),
    channels: planned('channels'),
    policies: planned('policies'),
    services: planned('services'),
    sources: planned('sources'),
    inhibitions: planned('inhibitions'),
    heartbeats: planned('heartbeats'),
    routes: planned('routes'),
    incidentRules: planned('incidentRules'),
    kit: planned('kit'),
  }
}

/** The changes of a plan in the order of the file's sections, also those that change nothing. */
export function changesOf(plan: Plan): readonly Change[] {
  return sectionNames.flatMap((section) => plan[section].map(({ change }) => change))
}

const kinds = {
  teams: 'team',
  people: 'person',
  schedules: 'schedule',
  channels: 'channel',
  policies: 'policy',
  services: 'service',
  sources: 'source',
  inhibitions: 'inhibition',
  heartbeats: 'heartbeat',
  routes: 'routes',
  incidentRules: 'incident_rules',
  kit: 'kit',
} as const satisfies Record<Section, Change['kind']>

function plannedOne<S extends Section>(
  section: S,
  written: Written<S>,
  there: ReadonlyMap<string, Whole<S>>,
  now: Temporal.Instant,
): Planned<S> {
  const key = keyOf(section, written)
  const before = there.get(key)
  const after = settle[section](written.text, before, now)
  const fields = changedFields(before ? fieldsOf[section](before) : new Map(), fieldsOf[section](after))
  const does = before === undefined ? 'create' : fields.length > 0 ? 'change' : 'none'
  return { at: written.at, key, before, after, change: { kind: kinds[section], slug: key, does, fields } }
}

function changedFields(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): Change['fields'] {
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((field) => {
    const [was, is] = [before.get(field) ?? null, after.get(field) ?? null]
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ field, before: was, after: is }]
  })
}
