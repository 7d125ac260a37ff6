// A contact that ends, because nobody is there any more or its person wants no messages: switched off, told in the log and to its owner.
import { decentHour } from '../../domain/notices/decent-hour.ts'
import type { NoticeText } from '../../domain/notices/notice.ts'
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
  because: 'gone' | 'stopped',
  by: { readonly actor: Actor; readonly now: Instant },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const gone = await switchOff(tx, contactId, because)
    if (!gone) return
    const facts = { name: gone.name, channel: gone.channel, address: maskedAddress(gone) }
    await addEntries(tx, [
      entry(by, because === 'gone' ? 'contact_gone' : 'contact_stopped', facts, { subject: `person:${gone.personId}` }),
    ])
    const notice = { personId: gone.personId, kind: contactGone, subject: contactId }
    await queueNotices(tx, [{ ...notice, dueAt: decentHour(by.now, gone.zone) }])
  })
}

/** Tells the owner what to do; null when the contact is on again or was removed. */
export const contactGoneTeller: Teller = async (db, { subject, language }) => {
  const row = await db
    .selectFrom('contact')
    .select(['channel', 'label', 'address', 'off_because as because'])
    .where('id', '=', subject)
    .where('is_enabled', '=', false)
    .executeTakeFirst()
  if (!row) return null
  const name = row.label || maskedAddress(row)
  if (row.because === 'stopped') return stoppedWords(language, name)
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

function stoppedWords(language: 'en' | 'ko', name: string): NoticeText {
  return language === 'ko'
    ? {
        subject: `수신 거부된 연락처: ${name}`,
        paragraphs: [
          '이 번호에서 STOP을 보내 문자를 받지 않겠다고 했으므로 꺼 두었습니다. 통신사도 더 이상 문자를 전달하지 않습니다.',
          '다시 받으려면 호출을 보낸 번호로 START를 보내세요. 그 전까지 다른 연락처로 호출을 받을 수 있는지 확인하세요.',
        ],
        path: '/me',
      }
    : {
        subject: `A number no longer takes messages: ${name}`,
        paragraphs: [
          'STOP was written from it, so it was switched off; the network delivers nothing there any more.',
          'Write START from it to the number that pages you to switch it on again. Until then see that another contact reaches you.',
        ],
        path: '/me',
      }
}
