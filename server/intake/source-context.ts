// A source acts: nobody is signed in, and its key allows what the doors of vendors do with it, and no more.
import type { Context } from '../context.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import { newId } from '../secrets.ts'
import type { KnownSource } from './sources.ts'

export type SourceParts = Pick<Context, 'db' | 'settings' | 'sealer' | 'announce'> & { readonly clock: DatabaseClock }

/** As whom, and when, is done what the key of this source asks for? The source itself: whoever a body names is only what it says. */
export async function contextOfSource(
  { db, settings, sealer, announce, clock }: SourceParts,
  source: Pick<KnownSource, 'id' | 'name'>,
  { from }: { readonly from: string },
): Promise<Context> {
  return {
    db,
    settings,
    sealer,
    announce,
    newId,
    actor: { kind: 'source', id: source.id, name: source.name },
    now: await clock.read(db),
    request: { address: from, agent: '', sessionId: null, byToken: true },
  }
}
