// A create over Opsgenie's API takes the door of every other event, and is settled before it is answered.
import { said, type Settled } from '../../../domain/intake/opsgenie-answers.ts'
import type { Created } from '../../../domain/intake/opsgenie.ts'
import { entry, said as saidIn, commit } from '../../commit.ts'
import type { Context } from '../../context.ts'
import type { DatabaseClock } from '../../engine/clock.ts'
import type { Batches } from '../batches.ts'
import type { KnownSource } from '../sources.ts'
import { byKey, keyOfAlias } from './reach.ts'
import { settle } from './requests.ts'

type Parts = Pick<Context, 'db' | 'announce'> & { readonly batches: Batches; readonly clock: DatabaseClock }

/** Raises the alert, or counts it up while it is open; its first note goes into the log. */
export async function create(
  { db, announce, batches, clock }: Parts,
  source: KnownSource,
  { event, kept, requestId }: Created & { readonly requestId: string },
): Promise<void> {
  const key = (await keyOfAlias(db, source, event.key)) ?? event.key
  await batches.accept(source, [{ ...event, key }])
  const alert = await byKey(db, source, key)
  const at = await clock.read(db)
  const [action, status] = said.create
  const settled: Settled = { action, isSuccess: true, status }
  const of = { requestId, sourceId: source.id, at }
  const isNoted = kept.note !== '' && alert?.count === 1
  if (!alert || !isNoted) return settle(db, of, settled, alert)
  const text = [kept.user, kept.note].filter(Boolean).join(': ')
  const by = { actor: { kind: 'source', id: source.id, name: source.name }, now: at } as const
  await commit({ db, announce }, async (tx) => {
    await settle(tx, of, settled, alert)
    return saidIn(undefined, entry(by, 'note_written', { text }, { teamId: source.teamId, alertId: alert.id }))
  })
}
