// What mutes, as this node has it in memory: read again when the roster says that it has changed.
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { sql } from 'kysely'
import { compileRules, type MutingRules } from '../../domain/alerts/muting.ts'
import type { Db } from '../db/connect.ts'

export type RulesCache = {
  /** What is in memory, perhaps outdated; null when nothing was read yet. */
  kept(): MutingRules | null
  /** The rules of this version of the roster (`mutingVersion`), or newer ones. */
  current(db: Db, mutingVersion: number): Promise<MutingRules>
}

/** One for a node. Compiling happens here, once for each change. */
export function makeRulesCache(): RulesCache {
  let kept: MutingRules | null = null
  return {
    kept: () => kept,
    async current(db, mutingVersion) {
      if (kept && kept.version >= mutingVersion) return kept
      const rules = await loadRules(db)
      // What a transaction changed itself may be taken back: nobody changes a rule and decides by it in one.
      if (!kept || rules.version > kept.version) kept = rules
      return rules
    },
  }
}

/** One statement: one moment's truth. What is over is not read. */
async function loadRules(db: Db): Promise<MutingRules> {
  const silences = db
    .selectFrom('silence')
    .select(['id', 'kind', 'team_id as teamId', 'matchers', 'service_ids as serviceIds', 'reason'])
    .select([sql<string>`starts_at`.as('startsAt'), sql<string>`ends_at`.as('endsAt')])
    .where('step', '<>', 'forget')
    .orderBy('id')
  const inhibitions = db
    .selectFrom('inhibition')
    .select(['id', 'name', 'team_id as teamId', 'source_matchers as sourceMatchers'])
    .select(['target_matchers as targetMatchers', 'equal'])
    .orderBy('id')
  const rows = await db
    .selectFrom('roster_version')
    .select('muting_version as version')
    .select([jsonArrayFrom(silences).as('silences'), jsonArrayFrom(inhibitions).as('inhibitions')])
    .executeTakeFirstOrThrow()
  const stored = rows.silences.map(({ startsAt, endsAt, ...silence }) => ({
    ...silence,
    startsAt: Temporal.Instant.from(startsAt),
    endsAt: Temporal.Instant.from(endsAt),
  }))
  return compileRules(stored, rows.inhibitions, rows.version)
}
