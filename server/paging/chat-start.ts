// A chat with the bot of Telegram becomes a contact of whoever shows a start code there: the chat proves itself by speaking.
import type { Contact } from '../../domain/paging/contact.ts'
import { maskedAddress } from '../../domain/paging/mask.ts'
import type { Instant } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import { callerOf } from '../people/caller.ts'
import { sameText, type Sealer } from '../secrets.ts'
import { insertContacts, loadContacts, lockPerson, mostContacts, setEnabled } from './contact-store.ts'

const codeMinutes = 15

export const chatStartActions: Actions<'startTelegram'> = {
  startTelegram: async (ctx) => {
    const { telegramBot: bot, telegramToken } = ctx.settings
    if (!bot || !telegramToken) return { link: null, endsAt: null }
    const endsAt = ctx.now.add({ minutes: codeMinutes })
    return { link: `https://t.me/${bot}?start=${startCode(ctx.sealer, callerOf(ctx).id, endsAt)}`, endsAt }
  },
}

/** Nothing is stored: the code names the person and its end, and only this installation can sign it. At most 64 letters. */
export function startCode(sealer: Sealer, personId: string, endsAt: Instant): string {
  const person = Buffer.from(personId.replaceAll('-', ''), 'hex').toString('base64url')
  const end = Math.floor(endsAt.epochMilliseconds / 1_000).toString(36)
  return `${person}${end.padStart(7, '0')}${sealer.sign(`${personId}:${end}`, 'telegram start')}`
}

/** Whose code is this, if it is one that still holds? */
export function personOfCode(sealer: Sealer, code: string, now: Instant): string | null {
  const [, person = '', padded = '', signature = ''] = /^([\w-]{22})(\w{7})([\w-]{27})$/.exec(code) ?? []
  const hex = Buffer.from(person, 'base64url').toString('hex')
  const personId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const end = padded.replace(/^0+/, '')
  if (!sameText(signature, sealer.sign(`${personId}:${end}`, 'telegram start'))) return null
  return Number.parseInt(end, 36) * 1_000 > now.epochMilliseconds ? personId : null
}

/** Makes this chat a contact of that person; false when there is no room, or nobody. Again is harmless. */
export function addTelegram(
  ctx: Context,
  { personId, chatId, label }: { readonly personId: string; readonly chatId: string; readonly label: string },
): Promise<boolean> {
  return commit(ctx, async (tx) => {
    const person = await lockPerson(tx, personId)
    if (!person) return said(false, [])
    const contacts = await loadContacts(tx, personId)
    const before = contacts.find(({ channel, address }) => channel === 'telegram' && address === chatId)
    const contact: Contact = before ?? {
      id: ctx.newId(),
      channel: 'telegram',
      label,
      address: chatId,
      isEnabled: true,
      // The code came from the chat itself.
      isVerified: true,
      createdAt: ctx.now,
    }
    const facts = { name: person.name, channel: 'telegram', address: maskedAddress(contact) }
    const about = { subject: `person:${personId}` }
    if (before) {
      if (before.isEnabled) return said(true, [])
      await setEnabled(tx, before.id)
      return said(true, entry(ctx, 'contact_changed', facts, about), ['contacts'])
    }
    if (contacts.length >= mostContacts) return said(false, [])
    await insertContacts(tx, personId, [{ ...contact, sealedSecret: null }])
    return said(true, entry(ctx, 'contact_added', facts, about), ['contacts'])
  })
}
