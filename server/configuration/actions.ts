// The configuration as one file: written from the database, and made so again, all or nothing.
import { changesOf, diff } from '../../domain/configuration/diff.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Topic } from '../../domain/topics.ts'
import { holdInstallation } from '../people/first-run.ts'
import { checked, refuseAt } from './check.ts'
import { loadConfiguration } from './load.ts'
import { make } from './make.ts'
import { readYaml } from '../read-yaml.ts'
import { writeConfiguration } from './write-yaml.ts'

export const configurationActions: Actions<'exportConfiguration' | 'applyConfiguration'> = {
  exportConfiguration: async (ctx) => {
    // One snapshot: what one statement names is there for the next.
    const { whole } = await ctx.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((tx) => loadConfiguration(tx, ctx.now))
    return { yaml: writeConfiguration(whole) }
  },

  applyConfiguration: async (ctx, { yaml, dryRun }) => {
    const parsed = await readYaml(yaml)
    return inOneTransaction(ctx, { isKept: !dryRun }, async (inside) => {
      // One file at a time: a second one is held against what the first has made.
      await holdInstallation(inside.db).catch((error: unknown) => {
        if (isLockTimeout(error))
          refuseAt(parsed, [{ path: [], say: 'Another file is being applied. Try again when it is done' }])
        throw error
      })
      const stored = await loadConfiguration(inside.db, ctx.now)
      const plan = diff(stored.whole, await checked(parsed, stored.whole, ctx.settings), ctx.now)
      const changes = [...changesOf(plan)]
      const keys = await make(plan, { ctx: inside, stored, parsed })
      const created = changes.filter(({ does }) => does === 'create').length
      const changed = changes.filter(({ does }) => does === 'change').length
      if (created + changed > 0) {
        const applied = entry(inside, 'configuration_applied', { created, changed })
        await commit(inside, async () => said(null, applied))
      }
      return { changes, isApplied: !dryRun, keys: dryRun ? [] : keys }
    })
  },
}

/** Runs actions as parts of one change, and announces what they changed once it is kept. */
async function inOneTransaction<T>(
  ctx: Context,
  { isKept }: { readonly isKept: boolean },
  work: (inside: Context & { readonly db: Db }) => Promise<T>,
): Promise<T> {
  const announced = new Set<Topic>()
  const tx = await ctx.db.startTransaction().execute()
  try {
    const result = await work({
      ...ctx,
      db: tx,
      announce: (topics) => topics.forEach((topic) => announced.add(topic)),
    })
    if (!isKept) {
      await tx.rollback().execute()
      return result
    }
    await tx.commit().execute()
    if (announced.size > 0) ctx.announce([...announced])
    return result
  } catch (error) {
    // What failed first says more than that taking it back failed too: without a commit nothing is kept.
    if (!tx.isCommitted && !tx.isRolledBack) await Promise.allSettled([tx.rollback().execute()])
    throw error
  }
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: lock_not_available
function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03'
}
