// What somebody is told of a contact that is to be proven again.
import type { NoticeText } from '../../domain/notices/notice.ts'
import type { Language } from '../../domain/paging/message-words.ts'
import { maskedAddress } from '../../domain/paging/mask.ts'
import type { Db } from '../db/connect.ts'
import type { Teller } from '../notices/store.ts'

/** To the contact itself, beside the link. */
export const proveWords: Readonly<Record<Language, Omit<NoticeText, 'path'>>> = {
  en: {
    subject: 'Baton: is this contact still yours? Confirm with one tap',
    paragraphs: [
      'Baton pages you by this contact. Numbers and addresses change hands, so it asks again from time to time.',
      'Open the link and confirm. Not you? Then ignore this.',
    ],
  },
  ko: {
    subject: 'Baton: 지금도 쓰는 연락처인가요? 한 번만 눌러 확인해 주세요',
    paragraphs: [
      '이 연락처로 호출을 보내고 있습니다. 번호나 주소의 주인이 바뀔 수 있어 가끔 다시 확인합니다.',
      '링크를 열어 확인해 주세요. 본인이 아니라면 무시하셔도 됩니다.',
    ],
  },
}

/** By another way, while there is time. Null when the contact is gone, off, or was proven meanwhile. */
export const contactToProveTeller: Teller = async (db, { subject, language }) => {
  const name = await nameOf(db, subject)
  if (name === null) return null
  return language === 'ko'
    ? {
        subject: `다시 인증할 연락처: ${name}`,
        paragraphs: [
          '인증한 지 오래되어 곧 인증이 만료됩니다. 호출은 계속 이 연락처로 가지만, 닿는다고 확신할 수 없게 됩니다.',
          '내 연락처에서 코드를 받아 다시 인증하세요.',
        ],
        path: '/me',
      }
    : {
        subject: `Verify this contact again: ${name}`,
        paragraphs: [
          'It was proven long ago, and its proof is about to lapse. Pages still go there, but nobody can be sure that they reach you.',
          'Have a code sent to it under your contacts, and give it back.',
        ],
        path: '/me',
      }
}

export const contactLapsedTeller: Teller = async (db, { subject, language }) => {
  const name = await nameOf(db, subject)
  if (name === null) return null
  return language === 'ko'
    ? {
        subject: `인증이 만료된 연락처: ${name}`,
        paragraphs: [
          '이 연락처로 보낸 확인 요청에 응답이 없어 인증이 만료되었습니다. 호출은 계속 가지만 확인되지 않은 연락처로 표시됩니다.',
          '지금도 쓰는 연락처라면 다시 인증하고, 아니라면 삭제하세요.',
        ],
        path: '/me',
      }
    : {
        subject: `This contact is no longer proven: ${name}`,
        paragraphs: [
          'Nobody confirmed it when Baton asked. Pages still go there, but it is shown as not proven.',
          'Verify it again if it is still yours, or remove it.',
        ],
        path: '/me',
      }
}

async function nameOf(db: Db, contactId: string): Promise<string | null> {
  const row = await db
    .selectFrom('contact')
    .innerJoin('contact_proof', 'contact_proof.contact_id', 'contact.id')
    .select(['channel', 'label', 'address'])
    .where('contact.id', '=', contactId)
    .where('is_enabled', '=', true)
    .where('asked', '>', 0)
    .executeTakeFirst()
  return row ? row.label || maskedAddress(row) : null
}
