// Troubles of Baton itself as notices to the admins: what does not touch the way that pages take, and what nobody could be told past it.
import { fallbackPeople } from '../../domain/escalation/escalate.ts'
import { troubleText } from '../../domain/operations/trouble-words.ts'
import type { Trouble } from '../../domain/operations/troubles.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { RosterCache } from '../escalation/roster.ts'
import { queueNotices, type Teller } from '../notices/store.ts'
import { asTrouble, findTroubles } from './trouble-store.ts'

const begun = 'own_trouble_begun'
const over = 'own_trouble_over'

/** Told at once: what is broken at night is broken when the next page comes. */
export async function queueTroubleNotices(
  db: Db,
  roster: RosterCache,
  { trouble, isOver }: { readonly trouble: Trouble; readonly isOver: boolean },
  dueAt: Instant,
): Promise<void> {
  const people = fallbackPeople('', await roster.current(db))
  const subject = `${trouble.kind} ${trouble.subject}`.slice(0, 200)
  await queueNotices(
    db,
    people.map((personId) => ({ personId, kind: isOver ? over : begun, subject, dueAt })),
  )
}

/** Who puts them into words; what was over before it could be told is not told. */
export const troubleTellers: Readonly<Record<string, Teller>> = {
  [begun]: teller(false),
  [over]: teller(true),
}

function teller(isOver: boolean): Teller {
  return async (db, { subject, language }) => {
    const row = (await findTroubles(db)).find((one) => `${one.kind} ${one.subject}`.slice(0, 200) === subject)
    if (!row || (row.endedAt !== null) !== isOver) return null
    return troubleText(asTrouble(row), { isOver, node: 'Baton', language })
  }
}
