// The engine's part in incidents that begin by themselves: rules look at what has opened, whom they call is called, and whoever took a
// risk hears when its day is over.
import { sql } from 'kysely'
import type { Topic } from '../../domain/topics.ts'
import type { Db } from '../db/connect.ts'
import { looking } from '../engine/due-incidents.ts'
import type { Kind } from '../engine/engine.ts'
import { addEntries } from '../log/store.ts'
import { declareByRules } from './declaring.ts'
import { remindOfRisks } from './risks.ts'
import { incidentKind } from './timers.ts'
import { callQueued, type CallParts } from './rule-calls.ts'

/** What the engine does about incidents: by what happens to them, and by rules. */
export function incidentKinds(parts: CallParts): readonly Kind[] {
  return [incidentKind(parts), incidentRuleKind(parts)]
}

function incidentRuleKind(parts: CallParts): Kind {
  return {
    name: 'incident_rules',
    batch: 500,
    step: async () => {
      const done = await parts.db.transaction().execute(async (tx) => {
        const declared = (await isLooking(tx)) ? await declareByRules(tx, parts) : null
        const reminded = await remindOfRisks(tx)
        await addEntries(tx, declared?.entries ?? [])
        return { count: (declared?.count ?? 0) + reminded, isNews: (declared?.entries.length ?? 0) > 0 }
      })
      if (done.isNews) parts.announce(topics)
      return done.count + (await callQueued(parts))
    },
  }
}

const topics: readonly Topic[] = ['incidents', 'alerts', 'log']

async function isLooking(tx: Db): Promise<boolean> {
  const { rows } = await sql<{ looks: boolean }>`select ${looking} as looks`.execute(tx)
  return rows[0]?.looks ?? false
}
