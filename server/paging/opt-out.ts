// STOP and START, as people write them to the number that pages them: the network obeys them, so Baton has to know.
import { decentHour } from '../../domain/notices/decent-hour.ts'
import { maskedAddress } from '../../domain/paging/mask.ts'
import type { OptOut } from '../../domain/paging/reply.ts'
import { commit, entry, said } from '../commit.ts'
import type { Context } from '../context.ts'
import { queueNotices } from '../notices/store.ts'
import { contactGone } from './contact-gone.ts'
import { switchOffStopped, switchOnAgain } from './contact-store.ts'
import { noteAnswer } from './receipts.ts'

/**
 * Switches the SMS contacts at this number off, or those on again that STOP had switched off. Twice is harmless, and what was taken
 * before under the same `ref` changes nothing: the word may have been taken back since.
 */
export async function takeOptOut(
  ctx: Context,
  { from: number, what, ref }: { readonly from: string; readonly what: OptOut; readonly ref: string },
): Promise<void> {
  await commit(ctx, async (tx) => {
    if (!(await noteAnswer(tx, ref, ctx.now))) return said(undefined, [])
    const switched = what === 'stop' ? await switchOffStopped(tx, number) : await switchOnAgain(tx, number)
    const kind = what === 'stop' ? 'contact_stopped' : 'contact_started'
    const entries = switched.map(({ name, personId }) => {
      const facts = { name, channel: 'sms', address: maskedAddress({ channel: 'sms', address: number }) }
      return entry(ctx, kind, facts, { subject: `person:${personId}` })
    })
    if (what === 'stop') {
      const notices = switched.map(({ id, personId, zone }) => ({
        personId,
        kind: contactGone,
        subject: id,
        dueAt: decentHour(ctx.now, zone),
      }))
      await queueNotices(tx, notices)
    }
    return said(undefined, entries, switched.length > 0 ? ['contacts', 'schedules'] : [])
  })
}
