// What an import would do: held against what is here, before anything is changed. It adds and changes, and never takes away.
import { inCircles } from '../circles.ts'
import { linkLimits, type ServiceLink } from '../link.ts'
import type { Tier } from '../tier.ts'
import { slugOfRef } from './backstage.ts'
import { slugFrom, type Found, type Note, type Skip } from './found.ts'

type Named = { readonly id: string; readonly slug: string; readonly name: string }
export type ServiceThere = Named & {
  readonly description: string
  readonly teamId: string
  readonly policyId: string
  readonly tier: Tier | null
  readonly links: readonly ServiceLink[]
  readonly dependsOn: readonly string[]
}

/** What is here already, and what whoever asks may change of it. */
export type There = {
  readonly teams: readonly (Named & { readonly mayManage: boolean })[]
  readonly policies: readonly (Named & { readonly teamId: string })[]
  readonly services: readonly ServiceThere[]
}

/** What the service will be. */
export type ServiceToBe = {
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly tier: Tier | null
  readonly links: readonly ServiceLink[]
  /** Short names, of services that are here or will be. */
  readonly dependsOn: readonly string[]
}

export type PlannedField = { readonly field: string; readonly before: string; readonly after: string }

export type PlannedService = {
  readonly ref: string
  readonly place: string
  readonly does: 'create' | 'change' | 'none' | 'skip'
  readonly skip: Skip | null
  readonly slug: string
  readonly name: string
  readonly owner: string | null
  readonly team: There['teams'][number] | null
  readonly policy: There['policies'][number] | null
  readonly fields: readonly PlannedField[]
  readonly notes: readonly Note[]
  readonly before: ServiceThere | null
  readonly after: ServiceToBe | null
}

/** Which team is meant by what the file calls an owner; the user's word, by the owner's name ('' for none at all). */
export type Owners = ReadonlyMap<string, string>

const mostDependencies = 100

/** What would become of each of these. */
export function planImport(found: readonly Found[], there: There, owners: Owners): readonly PlannedService[] {
  const before = new Map(there.services.map((service) => [service.slug, service]))
  const placed = found.map((each) => placeOf(each, before.get(each.slug) ?? null, there, owners))
  const names = namesIn(placed)
  const depends = dependenciesIn(placed, names, before)
  const slugs = new Map(there.services.map(({ id, slug }) => [id, slug]))
  const planned = placed.map((each) => settled(each, depends.get(each.found) ?? { on: [], notes: [] }, slugs))
  return withCircles(planned, there, slugs)
}

/** Which owners does the file name, which team does each mean, and how many of its services wait for an answer? */
export function ownersIn(planned: readonly PlannedService[], there: There, owners: Owners) {
  const named = Map.groupBy(
    planned.filter(({ skip, before }) => before === null && (skip === null || isOfOwner(skip))),
    ({ owner }) => owner ?? '',
  )
  return [...named]
    .map(([owner, those]) => ({
      owner,
      team: teamOf(owner === '' ? null : owner, there, owners)?.slug ?? null,
      services: those.length,
    }))
    .toSorted((a, b) => Number(a.team !== null) - Number(b.team !== null) || (a.owner < b.owner ? -1 : 1))
}

function isOfOwner({ why }: Skip): boolean {
  return why === 'no_owner' || why === 'unknown_owner' || why === 'no_policy' || why === 'not_allowed'
}

/** The policy that a new service of this team follows where the file names none: that of most of its services, else its first. */
export function usualPolicy(there: There, teamId: string): There['policies'][number] | null {
  const uses = Map.groupBy(
    there.services.filter((service) => service.teamId === teamId),
    ({ policyId }) => policyId,
  )
  const count = (id: string) => uses.get(id)?.length ?? 0
  const [most] = there.policies
    .filter((policy) => policy.teamId === teamId || count(policy.id) > 0)
    .toSorted((a, b) => count(b.id) - count(a.id) || (a.slug < b.slug ? -1 : 1))
  return most ?? null
}

type Placed = {
  readonly found: Found
  readonly before: ServiceThere | null
  readonly skip: Skip | null
  readonly team: PlannedService['team']
  readonly policy: PlannedService['policy']
  readonly notes: readonly Note[]
}

function placeOf(found: Found, before: ServiceThere | null, there: There, owners: Owners): Placed {
  const base = { found, before, skip: found.skip, team: null, policy: null, notes: found.notes }
  if (found.skip) return { ...base, before: null }
  const meant = teamOf(found.owner, there, owners)
  if (before) {
    const team = there.teams.find(({ id }) => id === before.teamId) ?? null
    const policy = there.policies.find(({ id }) => id === before.policyId) ?? null
    const stays = meant && team && meant.id !== team.id ? [{ what: 'team_stays' as const, text: team.slug }] : []
    return { ...base, team, policy, notes: [...found.notes, ...stays] }
  }
  if (!meant) {
    const skip: Skip =
      found.owner === null ? { why: 'no_owner', text: '' } : { why: 'unknown_owner', text: found.owner }
    return { ...base, skip }
  }
  if (!meant.mayManage) return { ...base, team: meant, skip: { why: 'not_allowed', text: meant.slug } }
  const policy = found.policy
    ? (there.policies.find(({ slug }) => slug === found.policy) ?? null)
    : usualPolicy(there, meant.id)
  if (policy) return { ...base, team: meant, policy }
  const skip: Skip = found.policy
    ? { why: 'unknown_policy', text: found.policy }
    : { why: 'no_policy', text: meant.slug }
  return { ...base, team: meant, skip }
}

/** The user's word first; then the team whose short name it is. */
function teamOf(owner: string | null, there: There, owners: Owners): There['teams'][number] | null {
  const slug = owners.get(owner ?? '') ?? (owner === null ? null : slugFrom(owner))
  return there.teams.find((team) => team.slug === slug) ?? null
}

type Names = ReadonlyMap<string, Placed>

/** How those in the file are called by each other: by their reference, and by their short name. */
function namesIn(placed: readonly Placed[]): Names {
  const names = new Map<string, Placed>()
  for (const each of placed) {
    if (!names.has(each.found.ref)) names.set(each.found.ref, each)
    if (each.found.slug !== '' && !names.has(each.found.slug)) names.set(each.found.slug, each)
  }
  return names
}

type Depends = { readonly on: string[]; readonly notes: Note[] }

/** What each of them depends on, told by itself or by the other, as short names. */
function dependenciesIn(
  placed: readonly Placed[],
  names: Names,
  before: ReadonlyMap<string, ServiceThere>,
): ReadonlyMap<Found, Depends> {
  const depends = new Map(placed.map(({ found }): [Found, Depends] => [found, { on: [], notes: [] }]))
  for (const { found, skip } of placed) {
    if (skip) continue
    const mine = depends.get(found)
    for (const ref of found.dependsOn) {
      const slug = resolved(ref, names, before)
      if (slug === found.slug) mine?.notes.push({ what: 'depends_on_itself', text: '' })
      else if (slug === null) mine?.notes.push({ what: 'dependency_skipped', text: ref.slice(0, 200) })
      else if (slug === undefined) mine?.notes.push({ what: 'dependency_unknown', text: ref.slice(0, 200) })
      else mine?.on.push(slug)
    }
    for (const ref of found.dependencyOf) {
      const other = names.get(ref)
      if (other && !other.skip && other.found.slug !== found.slug) depends.get(other.found)?.on.push(found.slug)
      else mine?.notes.push({ what: 'dependency_elsewhere', text: ref.slice(0, 200) })
    }
  }
  return depends
}

/** Null: it stands in the file and becomes no service. Undefined: nobody knows it. */
function resolved(ref: string, names: Names, before: ReadonlyMap<string, ServiceThere>): string | null | undefined {
  const slug = ref.includes(':') ? slugOfRef(ref) : slugFrom(ref)
  const named = names.get(ref) ?? names.get(slug)
  if (named) return named.skip ? null : named.found.slug
  return before.get(slug)?.slug
}

function settled(placed: Placed, depends: Depends, slugs: ReadonlyMap<string, string>): PlannedService {
  const { found, before, skip, team, policy } = placed
  const about = {
    ref: found.ref,
    place: found.place,
    slug: found.slug,
    name: found.name ?? before?.name ?? (found.slug || found.ref),
    owner: found.owner,
    team,
    policy,
    before,
  }
  if (skip) return { ...about, does: 'skip', skip, fields: [], notes: placed.notes, after: null }
  const notes = [...placed.notes, ...depends.notes]
  const hadDependencies = (before?.dependsOn ?? []).flatMap((id) => slugs.get(id) ?? [])
  const dependsOn = joined(hadDependencies, depends.on, mostDependencies, (slug) => slug)
  if (dependsOn.isFull) notes.push({ what: 'dependencies_full', text: String(mostDependencies) })
  const links = joined(before?.links ?? [], found.links, linkLimits.links, ({ url }) => url)
  if (links.isFull) notes.push({ what: 'links_full', text: String(linkLimits.links) })
  const after: ServiceToBe = {
    slug: found.slug,
    name: about.name,
    description: found.description ?? before?.description ?? '',
    tier: found.tier ?? before?.tier ?? null,
    links: links.all,
    dependsOn: dependsOn.all,
  }
  const was = before && { ...before, dependsOn: hadDependencies }
  const fields = fieldsOf(was, after)
  if (!before) return { ...about, does: 'create', skip: null, fields, notes, after }
  if (fields.length === 0) return { ...about, does: 'none', skip: null, fields, notes, after }
  return team?.mayManage
    ? { ...about, does: 'change', skip: null, fields, notes, after }
    : { ...about, does: 'skip', skip: { why: 'not_allowed', text: team?.slug ?? '' }, fields: [], notes, after: null }
}

/** What was there and, after it, what is new by its key, up to so many. */
function joined<T>(there: readonly T[], named: readonly T[], most: number, key: (thing: T) => string) {
  const known = new Set(there.map(key))
  const fresh = [...new Map(named.map((thing) => [key(thing), thing])).values()].filter((each) => !known.has(key(each)))
  const room = Math.max(0, most - there.length)
  return { all: [...there, ...fresh.slice(0, room)], isFull: fresh.length > room }
}

function fieldsOf(before: ServiceToBe | null, after: ServiceToBe): readonly PlannedField[] {
  const texts = (service: ServiceToBe): readonly (readonly [string, string])[] => [
    ['name', service.name],
    ['description', service.description],
    ['tier', service.tier === null ? '' : String(service.tier)],
    ['dependsOn', service.dependsOn.toSorted((a, b) => (a < b ? -1 : 1)).join(', ')],
    ['links', service.links.map(({ name, kind, url }) => `${kind} ${name}: ${url}`).join('\n')],
  ]
  const was = new Map(before ? texts(before) : [])
  return texts(after).flatMap(([field, text]) => {
    const old = was.get(field) ?? ''
    return old === text ? [] : [{ field, before: old, after: text }]
  })
}

/** Notes the rings of services that need each other: they are kept, and worth knowing. */
function withCircles(
  planned: readonly PlannedService[],
  there: There,
  slugs: ReadonlyMap<string, string>,
): readonly PlannedService[] {
  const needs = new Map(
    there.services.map(({ slug, dependsOn }) => [slug, dependsOn.flatMap((id) => slugs.get(id) ?? [])]),
  )
  for (const { after } of planned) if (after) needs.set(after.slug, [...after.dependsOn])
  const circles = inCircles(needs)
  return planned.map((each) =>
    each.after && circles.has(each.slug)
      ? { ...each, notes: [...each.notes, { what: 'in_circle' as const, text: '' }] }
      : each,
  )
}
