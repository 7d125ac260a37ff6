// Contacts are proven by a code that is sent to them and given back.
import type { verifyApi } from '../../domain/paging/verify-api.ts'
import { codeMessage } from '../../domain/paging/code-message.ts'
import { isCarrier } from '../../domain/paging/channels.ts'
import type { Contact } from '../../domain/paging/contact.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import { codeMinutes, whyNoCode } from '../../domain/paging/verify.ts'
import { entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import { refuse } from '../refusal.ts'
import { newCode, sameText, type Sealer } from '../secrets.ts'
import { countCodes, insertCode, tryCode } from './code-store.ts'
import { changeContacts, contactOf, told } from './contacts.ts'
import { markVerified, sealedSecretOf } from './contact-store.ts'
import { isFreshlyProven } from './proof-store.ts'
import type { Channels } from './sender-parts.ts'

const deadlineMs = 10_000

export function verifyActions(channels: Channels): Actions<keyof typeof verifyApi> {
  return {
    async sendContactCode(ctx, { personId, contactId }) {
      const code = newCode()
      const key = ctx.newId()
      const { contact, person, secret, expiresAt, channel } = await changeContacts(
        ctx,
        personId,
        async (tx, person) => {
          const contact = await contactOf(tx, personId, contactId)
          if (contact.isVerified && (await isFreshlyProven(tx, contactId, ctx.now))) refuse('contact_verified')
          const carrier = isCarrier(contact.channel) ? channels[contact.channel] : null
          if (!carrier) refuse('contact_code_unsent', { because: `no provider is set up for ${contact.channel}` })
          const isPhone = contact.channel === 'sms' || contact.channel === 'voice'
          const { address } = contact
          const because = whyNoCode(await countCodes(tx, { personId, address, now: ctx.now }), isPhone)
          if (because) refuse('contact_code_too_often', { because })
          const expiresAt = ctx.now.add({ minutes: codeMinutes })
          // Counted before it is sent: what the provider does with it, it may have cost something.
          await insertCode(tx, {
            id: key,
            person_id: personId,
            contact_id: contactId,
            channel: contact.channel,
            address,
            proof: proofOf(ctx.sealer, { contactId, address, code }),
            sent_at: ctx.now,
            expires_at: expiresAt,
          })
          const secret = await sealedSecretOf(tx, contactId)
          const sent = entry(ctx, 'contact_code_sent', told(person, contact), { subject: `person:${personId}` })
          return said({ contact, person, secret, expiresAt, channel: carrier }, sent)
        },
      )
      const { language } = person
      const message = codeMessage({
        key: `code/${key}`,
        channel: contact.channel,
        code,
        person: person.name,
        language,
        url: ctx.settings.url,
        sentAt: ctx.now,
      })
      const to = {
        address: contact.address,
        ...(secret === null ? {} : { secret: ctx.sealer.open(secret, `contact:${contactId}`) }),
      }
      const outcome = await channel.reach(to, message, AbortSignal.timeout(deadlineMs))
      if (!('sent' in outcome)) refuse('contact_code_unsent', { because: reasonOf(outcome) })
      return { expiresAt }
    },

    async verifyContact(ctx, { personId, contactId, code }) {
      const verified = await changeContacts<Contact | 'wrong' | 'expired'>(ctx, personId, async (tx, person) => {
        const contact = await contactOf(tx, personId, contactId)
        if (contact.isVerified && (await isFreshlyProven(tx, contactId, ctx.now))) return said(contact, [])
        const { address } = contact
        const tried = await tryCode(tx, { sentTo: 'contact_id', id: contactId, address, now: ctx.now })
        if (!tried) return said('expired', [])
        // Wrong ones are counted by this same commit, so they are refused after it.
        const given = code.replace(/\D/g, '')
        if (!sameText(tried.proof, proofOf(ctx.sealer, { contactId, address, code: given }))) return said('wrong', [])
        await markVerified(tx, contactId, ctx.now)
        const proven = entry(ctx, 'contact_verified', told(person, contact), { subject: `person:${personId}` })
        return said({ ...contact, isVerified: true }, proven, ['contacts'])
      })
      if (verified === 'expired') refuse('contact_code_expired')
      if (verified === 'wrong') refuse('contact_code_wrong')
      return verified
    },
  }
}

type Proven = { readonly contactId: string; readonly address: string; readonly code: string }

/** Bound to the contact and its address: a code for one proves nothing of another. */
function proofOf(sealer: Sealer, { contactId, address, code }: Proven): string {
  return sealer.sign(`${contactId}:${code}:${address}`, 'contact-code')
}

function reasonOf(outcome: Exclude<Outcome, { readonly sent: string }>): string {
  return 'tryAgain' in outcome ? outcome.tryAgain : outcome.giveUp
}
