// A contact whose provider says that nobody is there any more: switched off at once, told in the log and to its owner.
import { decentHour } from '../../domain/notices/decent-hour.ts'
import { maskedAddress } from '../../domain/paging/mask.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Instant } from '../../domain/time.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import { addEntries } from '../log/store.ts'
import { queueNotices, type Teller } from '../notices/store.ts'
import { switchOff } from './contact-store.ts'

export const contactGone = 'contact_gone'

/** Switches the contact off, once: a page to a dead address must not be what keeps somebody counted as reachable. */
export async function endContact(
  db: Db,
  contactId: string,
  by: { readonly actor: Actor; readonly now: Instant },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const gone = await switchOff(tx, contactId)
    if (!gone) return
    const facts = { name: gone.name, channel: gone.channel, address: maskedAddress(gone) }
    await addEntries(tx, [entry(by, 'contact_gone', facts, { subject: `person:${gone.personId}` })])
    const notice = { personId: gone.personId, kind: contactGone, subject: contactId }
    await queueNotices(tx, [{ ...notice, dueAt: decentHour(by.now, gone.zone) }])
  })
}

/** Tells the owner what to do; null when the contact is on again or was removed. */
export const contactGoneTeller: Teller = async (db, { subject, language }) => {
  const row = await db
    .selectFrom('contact')
    .select(['channel', 'label', 'address'])
    .where('id', '=', subject)
    .where('is_enabled', '=', false)
    .executeTakeFirst()
  if (!row) return null
  const name = row.label || maskedAddress(row)
  return language === 'ko'
    ? {
        subject: `더 이상 닿지 않는 연락처: ${name}`,
        paragraphs: [
          '서비스 제공자가 이 연락처는 더 이상 없다고 응답해 꺼 두었습니다. 이제 이 연락처로는 호출이 가지 않습니다.',
          '해당 기기나 대화방에서 다시 등록하거나, 더 이상 쓰지 않으면 삭제하세요.',
        ],
        path: '/me',
      }
    : {
        subject: `A contact no longer reaches you: ${name}`,
        paragraphs: [
          'Its provider says that nobody is there any more, so it was switched off. Pages no longer go there.',
          'Set it up again on that device or in that chat, or remove it if you no longer use it.',
        ],
        path: '/me',
      }
}
