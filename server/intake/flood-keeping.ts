// What a node does about floods by the wall of its own clock: writes down what it heard, ends what is over.
import { floodOver } from '../../domain/intake/flood-event.ts'
import type { Topic } from '../../domain/topics.ts'
import type { Db } from '../db/connect.ts'
import type { Batches } from './batches.ts'
import { endFloods, forgetOldFloods, writeFloods } from './flood-store.ts'
import type { Floods } from './floods.ts'
import { findSources } from './store.ts'

export function floodKeeping(parts: {
  readonly db: Db
  readonly node: string
  readonly floods: Floods
  readonly batches: Pick<Batches, 'accept'>
  readonly announce: (topics: readonly Topic[]) => void
}): readonly { readonly everyMs: number; readonly run: () => Promise<void> }[] {
  const { db, node, floods, batches, announce } = parts
  return [
    {
      everyMs: 2_000,
      async run() {
        const news = floods.takeNews()
        await writeFloods(db, node, news)
        if (news.length > 0) announce(['alerts', 'log'])
      },
    },
    {
      everyMs: 20_000,
      async run() {
        floods.forgetQuiet()
        for (const { kind, id } of await endFloods(db, node)) {
          announce(['alerts', 'log'])
          // The alert that stood for what was folded.
          const [source] = kind === 'source' ? await findSources(db, id) : []
          if (source) await batches.accept(source, [floodOver()])
        }
      },
    },
    { everyMs: 300_000, run: () => forgetOldFloods(db) },
  ]
}
