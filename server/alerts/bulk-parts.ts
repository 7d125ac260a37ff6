// What every answer to many alerts shares: what is told of each, and of all.
import type { Became } from '../../domain/alerts/bulk-api.ts'
import type { NewEntry } from '../log/store.ts'
import type { Chosen } from './bulk-store.ts'

/** What one transaction did. */
export type PartDone = Pick<Became, 'done' | 'others' | 'left'>

/** These alerts, and the pages that they are on, each once. */
export function idsAndPages(alerts: readonly Chosen[]) {
  return { ids: alerts.map(({ id }) => id), pageIds: [...new Set(alerts.flatMap(({ page_id }) => page_id ?? []))] }
}

export function aboutOf(alert: Chosen) {
  return { teamId: alert.team_id, alertId: alert.id, pageId: alert.page_id }
}

/** One line in the log of each team, with how many of it they were. */
export function ofTeams(
  alerts: readonly Chosen[],
  tell: (teamId: string, count: number) => NewEntry,
): readonly NewEntry[] {
  const counts = Map.groupBy(alerts, ({ team_id }) => team_id)
  return [...counts].map(([teamId, of]) => tell(teamId, of.length))
}
