// Pages that wait until somebody is on call: written as held, and said in the log once.
import { sql } from 'kysely'
import type { Hold } from '../../domain/escalation/hold.ts'
import type { Position } from '../../domain/escalation/escalate.ts'
import type { Roster } from '../../domain/escalation/roster.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { NewEntry } from '../log/store.ts'
import type { Firing, PageAsk, RunningPage } from './pages.ts'

/** Where a page stands while it is held: after the step that fired last, or before the first. */
export const beforeFirst: Position = { loop: 0, step: -1 }

type Holding = { readonly page: RunningPage; readonly decision: Hold }

/** These pages wait on, or from now on: what is told of those that did not before. */
export async function holdPages(tx: Db, firing: Firing, holding: readonly Holding[]): Promise<readonly NewEntry[]> {
  for (const { page, decision } of holding) {
    const at = page.from === 'start' ? beforeFirst : page.from
    await sql`
      update page set state = 'open', loop = ${at.loop}, step = ${at.step}, due_at = ${decision.nextAt}, version = version + 1,
        priority = ${page.priority}, acknowledged_by = null, acknowledged_at = null, ${heldBy(decision, firing.roster)}
      where id = ${page.id}`.execute(tx)
  }
  return holding.flatMap(({ page, decision }) =>
    page.heldSince ? [] : [heldEntry({ ask: page, pageId: page.id, decision }, firing)],
  )
}

/** A page that was held is held whole: since when, until when, and by which roster. */
function heldBy({ since, until }: Hold, { version }: Pick<Roster, 'version'>) {
  return sql`held_since = ${since}, held_until = ${until}, held_version = ${version}`
}

export function heldEntry(
  { ask, pageId, decision }: { readonly ask: PageAsk; readonly pageId: number; readonly decision: Hold },
  { roster, now, node }: Pick<Firing, 'roster' | 'now' | 'node'>,
): NewEntry {
  const { summary, teamId, id } = ask.alert
  const names = decision.expects
    .filter(({ reason }) => reason.kind !== 'shadow')
    .map(({ personId }) => roster.people.get(personId)?.name ?? 'somebody removed')
  const until = decision.until.toString({ smallestUnit: 'minute' })
  const facts = { summary, until, people: names.join(', ') }
  return entry({ actor: { kind: 'engine', node }, now }, 'page_held', facts, { teamId, alertId: id, pageId })
}
