// The link by which a contact is proven anew: it came to the contact, so whoever opens it holds the contact.
import { maskedAddress } from '../../domain/paging/mask.ts'
import type { proofApi } from '../../domain/paging/proof-api.ts'
import type { Instant } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import { refuse } from '../refusal.ts'
import { sameText, type Sealer } from '../secrets.ts'
import { renewProof } from './proof-store.ts'

/** As long as the first reminder comes before the lapse, and some time beyond. */
export const linkDays = 30

type Claim = { readonly contactId: string; readonly address: string; readonly endsAt: Instant }

/** Nothing is stored: the token names the contact and its own end, and is bound to the address it was sent to. */
export function proofToken(sealer: Sealer, claim: Claim): string {
  const contact = Buffer.from(claim.contactId.replaceAll('-', ''), 'hex').toString('base64url')
  const end = Math.floor(claim.endsAt.epochMilliseconds / 1_000).toString(36)
  return `${contact}${end.padStart(7, '0')}${signature(sealer, { ...claim, end })}`
}

export const proofActions: Actions<keyof typeof proofApi> = {
  getProof: async (ctx, { token }) => {
    const { personName, channel, address, language } = await provable(ctx, token)
    return { personName, channel, address: maskedAddress({ channel, address }), language }
  },

  proveContact: async (ctx, { token }) => {
    const contact = await provable(ctx, token)
    const { id, personId, personName: name, channel, address } = contact
    const actor = { kind: 'person', id: personId, name, role: 'viewer', teams: {} } as const
    return commit(ctx, async (tx) => {
      const isRenewed = await renewProof(tx, id, { days: ctx.settings.proofDays, now: ctx.now })
      if (!isRenewed) refuse('link_expired')
      const facts = { name, channel, address: maskedAddress({ channel, address }) }
      const proven = entry({ actor, now: ctx.now }, 'contact_proven', facts, { subject: `person:${personId}` })
      return said({ done: true as const }, proven, ['contacts'])
    })
  },
}

async function provable(ctx: Context, token: string) {
  const [, letters = '', padded = '', given = ''] = /^([\w-]{22})([0-9a-z]{7})([\w-]{27})$/.exec(token) ?? []
  const hex = Buffer.from(letters, 'base64url').toString('hex')
  if (hex.length !== 32) refuse('link_expired')
  const contactId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const contact = await ctx.db
    .selectFrom('contact')
    .innerJoin('person', 'person.id', 'contact.person_id')
    .select([
      'contact.id',
      'channel',
      'address',
      'person.id as personId',
      'person.name as personName',
      'person.language',
    ])
    .where('contact.id', '=', contactId)
    .where('verified_at', 'is not', null)
    .where('is_enabled', '=', true)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  const end = padded.replace(/^0+/, '')
  if (!contact || !sameText(given, signature(ctx.sealer, { contactId, address: contact.address, end })))
    refuse('link_expired')
  if (Number.parseInt(end, 36) * 1_000 <= ctx.now.epochMilliseconds) refuse('link_expired')
  return contact
}

function signature(
  sealer: Sealer,
  { contactId, address, end }: Pick<Claim, 'contactId' | 'address'> & { readonly end: string },
): string {
  return sealer.sign(`${contactId}:${end}:${address}`, 'contact proof')
}
