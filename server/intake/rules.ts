// What acceptance decides by, kept in memory until its version grows: each acceptance asks the version in its own statement.
import { sql } from 'kysely'
import { reachableFrom } from '../../domain/intake/upstream.ts'
import { usualFloodLimit } from '../../domain/intake/source.ts'
import type { IntakeRules, ServiceRules } from '../../domain/intake/placing.ts'
import { readyRoutes } from '../../domain/intake/routes.ts'
import type { Db } from '../db/connect.ts'
import { findRoutes } from './route-store.ts'

/** Beside what places an event: from how many new alerts in ten minutes on there is a flood; 0 is never. */
export type ServerIntakeRules = IntakeRules & {
  readonly serviceFloodLimits: ReadonlyMap<string, number>
  readonly sourceFloodLimits: ReadonlyMap<string, number>
}

export class IntakeRulesCache {
  readonly #db: Db
  #kept: ServerIntakeRules | null = null
  #loading: Promise<ServerIntakeRules> | null = null

  constructor(db: Db) {
    this.#db = db
  }

  /** What is in memory, perhaps outdated: only for who asks the version again in the statement that acts by it. */
  async kept(): Promise<ServerIntakeRules> {
    return this.#kept ?? this.newer(0)
  }

  /** Rules that are newer than this version. */
  async newer(version: number): Promise<ServerIntakeRules> {
    if (this.#kept && this.#kept.version > version) return this.#kept
    this.#loading ??= loadIntakeRules(this.#db).finally(() => (this.#loading = null))
    const loaded = await this.#loading
    if (!this.#kept || loaded.version > this.#kept.version) this.#kept = loaded
    return this.#kept
  }
}

/** The version is read first: what changes meanwhile has a newer one, and is read again by whoever decides by it. */
export async function loadIntakeRules(db: Db): Promise<ServerIntakeRules> {
  const { version } = await db.selectFrom('intake_version').select('version').executeTakeFirstOrThrow()
  const services = await db
    .selectFrom('service')
    .select(['id', 'slug', 'grouping', 'group_labels', 'group_minutes', 'watch_minutes', 'flood_limit'])
    .execute()
  const dependencies = await db.selectFrom('service_dependency').selectAll().execute()
  const sources = await db
    .selectFrom('source')
    .select(['id', 'flood_limit'])
    // Only those with another limit than the usual one.
    .where('flood_limit', '<>', sql.lit(usualFloodLimit))
    .execute()
  const routes = Map.groupBy(await findRoutes(db), ({ teamId }) => teamId)
  const upstream = reachableFrom(dependencies.map((each) => [each.service_id, each.depends_on] as const))
  return {
    version,
    services: new Map(
      services.map((row): [string, ServiceRules] => [
        row.id,
        {
          id: row.id,
          slug: row.slug,
          grouping: row.grouping,
          groupLabels: row.group_labels,
          groupMinutes: row.group_minutes,
          watchMinutes: row.watch_minutes,
          upstream: upstream(row.id),
        },
      ]),
    ),
    routes: new Map([...routes].map(([teamId, those]) => [teamId, readyRoutes(those)])),
    serviceFloodLimits: new Map(services.map(({ id, flood_limit }) => [id, flood_limit])),
    sourceFloodLimits: new Map(sources.map(({ id, flood_limit }) => [id, flood_limit])),
  }
}
