// The numbers and addresses from which Baton pages, as a card that a phone keeps among its contacts.
import type { handoverApi } from '../../domain/handover/api.ts'
import { contactCard } from '../../domain/handover/contact-card.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'

export const contactCardActions: Actions<Extract<keyof typeof handoverApi, 'getContactCard'>> = {
  async getContactCard({ db, actor, settings }) {
    const senders = [settings.phoneVoiceFrom, settings.phoneSmsFrom, settings.phone2VoiceFrom, settings.phone2SmsFrom]
    // A sender of SMS may be a name instead of a number: no phone keeps that as one.
    const numbers = [...new Set(senders.flatMap((one) => (one && /^\+\d+$/.test(one) ? [one] : [])))]
    const address = /<([^<>\s]+@[^<>\s]+)>/.exec(settings.mailFrom)?.[1] ?? settings.mailFrom.trim()
    const language = actor.kind === 'person' ? await languageOf(db, actor.id) : 'en'
    const note = notes[language]
    const vcard = contactCard({ name: 'Baton', numbers, addresses: [address], url: settings.url, note })
    return { fileName: 'baton.vcf', vcard, numbers, addresses: [address] }
  },
}

const notes = {
  en: 'On-call pages. Add this contact to your favourites, or allow it through Do Not Disturb.',
  ko: '당번 호출이 오는 곳입니다. 즐겨찾기에 추가하거나 방해 금지 예외로 등록하세요.',
} as const

async function languageOf(db: Db, personId: string): Promise<'en' | 'ko'> {
  const person = await db.selectFrom('person').select('language').where('id', '=', personId).executeTakeFirst()
  return person?.language ?? 'en'
}
