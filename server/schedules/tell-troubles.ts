// Telling whoever mends a trouble: who gets a notice now, and what it says when it is sent.
import { isInMessage, tellAt, tellingOf, whoIsTold } from '../../domain/schedules/telling.ts'
import { troubleMessage } from '../../domain/schedules/trouble-words.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { AroundAll } from './around.ts'
import type { NewNotice, queueNotices, Teller } from '../notices/store.ts'
import { findOwners } from './owners.ts'
import { findZones } from './people.ts'
import { listTroubles } from './trouble-list.ts'
import { findTroublesOf, isAccepted, noteTold } from './trouble-store.ts'

export const troublesNotice = 'schedule_troubles'

/** Queues one notice for each person who has to know of a trouble of these schedules now. */
export async function tellTroubles(
  tx: Db,
  scheduleIds: readonly string[],
  { schedules }: Pick<AroundAll, 'schedules'>,
  queue: typeof queueNotices,
  now: Instant,
): Promise<void> {
  const due = (await findTroublesOf(tx, scheduleIds)).flatMap((trouble) => {
    const telling = isAccepted(trouble) ? null : tellingOf(trouble, trouble.toldAt, now)
    return telling ? [{ trouble, telling }] : []
  })
  if (due.length === 0) return
  const teamOf = (id: string) => schedules.get(id)?.teamId ?? []
  const teamsOf = ({ trouble }: (typeof due)[number]) =>
    [trouble.scheduleId, ...(trouble.kind === 'two_primaries' ? [trouble.otherId] : [])].flatMap(teamOf)
  const owners = await findOwners(tx, [...new Set(due.flatMap(teamsOf))])
  const told = due.map((one) => ({
    ...one,
    people: whoIsTold(
      one.trouble,
      teamsOf(one).flatMap((teamId) => owners.get(teamId) ?? []),
    ),
  }))
  const zones = await findZones(
    tx,
    told.flatMap(({ people }) => people),
  )
  const notices = told.flatMap(({ telling, people }) =>
    people.flatMap((personId): readonly NewNotice[] => {
      const zone = zones.get(personId)
      return zone ? [{ personId, kind: troublesNotice, subject: '', dueAt: tellAt(telling, now, zone) }] : []
    }),
  )
  await queue(tx, earliestOfEach(notices))
  await noteTold(
    tx,
    due.map(({ trouble }) => trouble.id),
    now,
  )
}

function earliestOfEach(notices: readonly NewNotice[]): readonly NewNotice[] {
  const byPerson = new Map<string, NewNotice>()
  for (const notice of notices.toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt))) {
    if (!byPerson.has(notice.personId)) byPerson.set(notice.personId, notice)
  }
  return [...byPerson.values()]
}

/** What still stands and concerns this person, the most urgent first; null when nothing does. */
export const troublesTeller: Teller = async (db, { personId, language, zone }, now) => {
  const { troubles } = await listTroubles(db, { mineOf: personId }, now)
  const standing = troubles.filter((one) => one.acceptance === null && isInMessage(one.trouble, one.toldAt, now))
  return troubleMessage(standing, { personId, language, zone, now })
}
