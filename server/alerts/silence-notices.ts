// The author of a silence is told before it lapses, while there is time to extend it; who answers for the team when they are gone.
import { lapseWords } from '../../domain/alerts/silence-words.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { queueNotices, type Teller } from '../notices/store.ts'
import { findManagers } from '../people/team-store.ts'
import { findSilence, whatOf, type SilenceRow } from './silence-store.ts'

export const silenceLapses = 'silence_lapses'

/** Due now: a decent hour would come too late. */
export async function queueLapseNotices(
  tx: Db,
  silence: Pick<SilenceRow, 'id' | 'team_id' | 'created_by'>,
  now: Instant,
): Promise<void> {
  const people = await whoIsTold(tx, silence)
  await queueNotices(
    tx,
    people.map(({ id }) => ({ personId: id, kind: silenceLapses, subject: silence.id, dueAt: now })),
  )
}

/** The author while in service; else the managers of the team, or the admins where it has none. */
async function whoIsTold(tx: Db, silence: Pick<SilenceRow, 'team_id' | 'created_by'>) {
  const author = await tx
    .selectFrom('person')
    .select('id')
    .where('id', '=', silence.created_by)
    .where('deactivated_at', 'is', null)
    .execute()
  return author.length > 0 ? author : findManagers(tx, silence.team_id)
}

/** What was extended or ended meanwhile is not told. */
export const tellOfLapse: Teller = async (db, { subject, language, zone }, now) => {
  const silence = await findSilence(db, subject, now)
  if (silence?.state !== 'active') return null
  if (Temporal.Instant.compare(now, silence.endsAt.subtract({ minutes: silence.warnMinutes })) < 0) return null
  const { endsAt, reason, mutedNow } = silence
  return {
    ...lapseWords[language]({ what: whatOf(silence), endsAt, zone, reason, mutedNow }),
    path: `/silences/${silence.id}`,
  }
}
