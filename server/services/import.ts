// Services taken over from another catalog: read, held against what is here, and carried out in one transaction.
import { hashOf } from '../../domain/fingerprint.ts'
import { can } from '../../domain/permissions.ts'
import type { ImportedService } from '../../domain/services/catalog-api.ts'
import type { Found } from '../../domain/services/import/found.ts'
import {
  ownersIn,
  planImport,
  type Owners,
  type PlannedService,
  type ServiceToBe,
  type There,
} from '../../domain/services/import/plan.ts'
import { importBytes } from '../../domain/services/import/limits.ts'
import { mostFound, readServices } from '../../domain/services/import/read.ts'
import { usualAlertSettings } from '../../domain/services/usual.ts'
import { commit, entry, said } from '../commit.ts'
import { readYamlStream } from '../read-yaml.ts'
import type { Action, Context } from '../context.ts'
import { brokenConstraint, type Db } from '../db/connect.ts'
import type { NewEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { describeService, insertService, linksOf, loadServices, lockServices } from './store.ts'

export const importServices: Action<'importServices'> = async (ctx, { yaml, owners: named, dryRun, seen }) => {
  const found = await readFile(yaml)
  const owners = new Map(named.map(({ owner, team }) => [owner, team]))
  if (dryRun) return answer(await planned(ctx, ctx.db, found, owners), false)
  return commit(ctx, async (tx) => {
    await lockServices(tx)
    const plan = await planned(ctx, tx, found, owners)
    const told = answer(plan, true)
    if (seen !== undefined && seen !== told.seen) refuse('changed_meanwhile')
    const entries = await carryOut(ctx, tx, plan)
    const { created, changed } = told
    if (entries.length > 0) entries.push(entry(ctx, 'services_imported', { created, changed }))
    return said(told, entries, entries.length > 0 ? ['services'] : [])
  })
}

type Plan = { readonly services: readonly PlannedService[]; readonly there: There; readonly owners: Owners }

async function readFile(yaml: string): Promise<readonly Found[]> {
  if (Buffer.byteLength(yaml) > importBytes) unreadable('1:1', 'This file is larger than 1 MB; split it')
  const { parts, problems } = await readYamlStream(yaml)
  if (problems.length > 0) {
    const errors = problems.map(({ place, path, say }) => ({ path: `${place}${path === '' ? '' : ` ${path}`}`, say }))
    refuse('import_unreadable', undefined, errors)
  }
  const found = readServices(parts)
  if (found.length === 0)
    unreadable('1:1', 'There is no service in this file: write a list of services, or entities of Backstage')
  if (found.length > mostFound)
    unreadable('1:1', `This file holds ${found.length} services; import at most ${mostFound} at once`)
  return found
}

function unreadable(path: string, say: string): never {
  refuse('import_unreadable', undefined, [{ path, say }])
}

async function planned(ctx: Context, db: Db, found: readonly Found[], owners: Owners): Promise<Plan> {
  const there = await whatIsThere(ctx, db)
  const slugs = new Set(there.teams.map(({ slug }) => slug))
  const errors = [...owners]
    .filter(([, team]) => !slugs.has(team))
    .map(([owner, team]) => ({ path: `owners.${owner}`, say: `There is no team "${team}".` }))
  if (errors.length > 0) refuse('unknown_reference', undefined, errors.slice(0, 50))
  return { services: planImport(found, there, owners), there, owners }
}

async function whatIsThere({ actor }: Context, db: Db): Promise<There> {
  const services = await loadServices(db)
  const links = await linksOf(db, 'all')
  const teams = await db
    .selectFrom('team')
    .select(['id', 'slug', 'name'])
    .orderBy('slug')
    .$if(db.isTransaction, (query) => query.forKeyShare())
    .execute()
  const policies = await db
    .selectFrom('policy')
    .select(['id', 'slug', 'name', 'team_id as teamId'])
    .orderBy('slug')
    .$if(db.isTransaction, (query) => query.forKeyShare())
    .execute()
  return {
    teams: teams.map((team) => ({ ...team, mayManage: can(actor, 'services.manage', team.id).allowed })),
    policies,
    services: services.map((service) => ({ ...service, links: links.get(service.id) ?? [] })),
  }
}

/** Adds and changes them; what they depend on is written once all of them are there. */
async function carryOut(ctx: Context, tx: Db, { services, there }: Plan): Promise<NewEntry[]> {
  const ids = new Map(there.services.map(({ id, slug }) => [slug, id]))
  const entries: NewEntry[] = []
  for (const { does, after, team, policy } of services) {
    if (does !== 'create' || !after || !team || !policy) continue
    const id = ctx.newId()
    const made = { ...usualAlertSettings, ...textOf(after), id, slug: after.slug, teamId: team.id, policyId: policy.id }
    await insertService(tx, { ...made, groupLabels: [], dependsOn: [] }, ctx.now).catch(translateTakenSlug)
    ids.set(after.slug, id)
    entries.push(entry(ctx, 'service_created', { name: after.name }, { teamId: team.id, subject: `service:${id}` }))
  }
  for (const { does, after, before, team } of services) {
    const isLinked = does === 'create' && after !== null && after.dependsOn.length > 0
    if (!after || !team || (does !== 'change' && !isLinked)) continue
    const id = before?.id ?? ids.get(after.slug) ?? refuse('changed_meanwhile')
    const dependsOn = after.dependsOn.map((slug) => ids.get(slug) ?? refuse('changed_meanwhile'))
    await describeService(tx, id, { ...textOf(after), dependsOn })
    if (does !== 'change') continue
    entries.push(entry(ctx, 'service_changed', { name: after.name }, { teamId: team.id, subject: `service:${id}` }))
  }
  return entries
}

function textOf({ name, description, tier, links }: ServiceToBe) {
  return { name, description, tier, links: [...links] }
}

function answer({ services, there, owners }: Plan, isImported: boolean) {
  const shown = services.map(toShown)
  const count = (does: PlannedService['does']) => services.filter((each) => each.does === does).length
  return {
    services: shown,
    owners: ownersIn(services, there, owners),
    created: count('create'),
    changed: count('change'),
    same: count('none'),
    skipped: count('skip'),
    seen: hashOf(JSON.stringify(shown)),
    isImported,
  }
}

function toShown({
  before: _before,
  after: _after,
  team,
  policy,
  fields,
  notes,
  ...each
}: PlannedService): ImportedService {
  return {
    ...each,
    team: team?.slug ?? null,
    policy: policy?.slug ?? null,
    fields: [...fields],
    notes: [...notes],
  }
}

/** Somebody else has added one with this short name since the services were read. */
function translateTakenSlug(error: unknown): never {
  if (brokenConstraint(error) === 'service_slug_key') refuse('changed_meanwhile')
  throw error
}
