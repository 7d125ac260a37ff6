// Intake of one node, put together: the keys it knows, the doors it opens, what it remembers, what it does by the clock.
import type { Topic } from '../../domain/topics.ts'
import { ruleChores } from '../alerts/rule-counting.ts'
import { countMuted } from '../alerts/muting-store.ts'
import { release } from '../release.ts'
import type { Db } from '../db/connect.ts'
import { foreignApis, type ApiParts } from './apis.ts'
import type { Deciding } from './accept.ts'
import type { Batches } from './batches.ts'
import type { ForeignApi } from './foreign-api.ts'
import { floodKeeping } from './flood-keeping.ts'
import { countByState } from './heartbeats/store.ts'
import type { IntakeParts } from './http.ts'
import { loadRouteNames } from './route-names.ts'
import { touchKeys } from './key-store.ts'
import { keepReceived } from './received-store.ts'
import { snsCheck, type FetchOfSns } from './sns.ts'
import { KnownSources } from './sources.ts'
import { addChanges, findOpenAlert } from './store.ts'

export type IntakeSetUp = Omit<ApiParts, 'sources' | 'release' | 'startedAt'> &
  Pick<IntakeParts, 'clock' | 'metrics' | 'diagnostics'> & {
    readonly node: string
    /** Connections for what must not wait behind a screen. */
    readonly quick: Db
    readonly batches: Batches
    readonly floods: Deciding['floods']
    readonly announce: (topics: readonly Topic[]) => void
    readonly fetchOfSns: FetchOfSns
    readonly mail: ForeignApi
  }

export function setUpIntake(of: IntakeSetUp) {
  const { db, quick, node, sealer, clock, metrics, diagnostics, batches, floods, announce } = of
  const sources = new KnownSources(quick, { sealer, now: () => clock.estimate() })
  const received = keepReceived({ db, announce, diagnostics })
  const parts: Omit<IntakeParts, 'addressOf'> = {
    sources,
    batches,
    clock,
    metrics,
    diagnostics,
    apis: [...foreignApis({ ...of, sources, release, startedAt: clock.estimate() }), of.mail],
    checks: { sns: snsCheck({ fetch: of.fetchOfSns, diagnostics }) },
    changes: async (source, changes) => {
      await addChanges(quick, source, changes)
      announce(['changes', 'log'])
    },
    openAlert: (source, key) => findOpenAlert(quick, source, key),
    received,
  }
  return {
    parts,
    sources,
    chores: [
      { everyMs: 1_000, run: () => received.flush() },
      { everyMs: 30_000, run: () => touchKeys(db, sources.takeUsed()) },
      ...ruleChores(db, () => loadRouteNames(db)),
      ...floodKeeping({ db, node, floods, batches, announce }),
      { everyMs: 10_000, run: async () => metrics.muted(await countMuted(db)) },
      { everyMs: 15_000, run: async () => metrics.heartbeats(await countByState(db)) },
    ],
    /** Writes down at once what is remembered in memory. */
    async flush(): Promise<void> {
      await received.flush(true)
      await touchKeys(db, sources.takeUsed())
    },
  }
}
