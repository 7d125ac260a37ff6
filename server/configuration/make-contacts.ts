import type { Plan, Planned } from '../../domain/configuration/diff.ts'
import { contactKey, defaultContacts, type ContactWhole } from '../../domain/configuration/whole.ts'
import { notAlwaysQuiet, QuietHours } from '../../domain/paging/quiet-hours.ts'
import { commit, entry, said } from '../commit.ts'
import type { Context } from '../context.ts'
import { addDefaultContacts, contactActions } from '../paging/contacts.ts'
import { insertContacts, loadContacts } from '../paging/contact-store.ts'
import { refuse } from '../refusal.ts'
import { eachChanged, idOf, type Making, type NewKey } from './make.ts'
import { restrictionOf } from './schedule-text.ts'

/** Adds and changes contacts and sets rules. The secrets that signed webhooks got on the way are in the answer. */
export async function makeContacts(plan: Plan, making: Making): Promise<NewKey[]> {
  const secrets: NewKey[] = []
  const { ctx, stored } = making
  await eachChanged('people', plan, making, async (planned) => {
    const { key: email, before, after, change } = planned
    const of = { personId: idOf(stored, 'people', email), name: after.name }
    if (isByDefault(planned)) {
      await addDefaultContacts(ctx.db, { personId: of.personId, email, newId: ctx.newId, now: ctx.now })
    } else {
      const was = new Map(before?.contacts.map((contact) => [contactKey(contact), contact]))
      for (const contact of after.contacts) {
        const known = was.get(contactKey(contact))
        if (known) await changeContact(ctx, of, contact, known)
        else {
          const secret = await addContact(ctx, of, contact)
          if (secret !== null) secrets.push({ slug: `${email} ${contactKey(contact)}`, key: secret })
        }
      }
    }
    if (change.fields.some(({ field }) => field === 'rules') && (before || after.rules.length > 0)) {
      await setRules(ctx, of, after.rules)
    }
    if (change.fields.some(({ field }) => field === 'quiet') && (before || after.quiet)) {
      const quiet = after.quiet && { ...after.quiet, within: after.quiet.within.map(restrictionOf) }
      if (quiet && !QuietHours.safeParse(quiet).success)
        refuse('bad_input', undefined, [{ path: `people.${email}.quiet`, say: `${notAlwaysQuiet}.` }])
      await contactActions.setQuietHours(ctx, { personId: of.personId, quiet })
    }
  })
  return secrets
}

type Person = { readonly personId: string; readonly name: string }

/** Somebody new with what everybody starts with: their coming tells it, as when they come by an invitation. */
function isByDefault({ before, after }: Planned<'people'>): boolean {
  return !before && JSON.stringify(after.contacts) === JSON.stringify(defaultContacts(after.email))
}

async function addContact(ctx: Context, of: Person, contact: ContactWhole): Promise<string | null> {
  const { channel, address, label, enabled } = contact
  if (channel === 'browser') {
    await addBrowser(ctx, of, contact)
    return null
  }
  // Refused before anything was changed: a device, and a chat with the bot, answer for themselves.
  if (channel === 'push' || channel === 'telegram') refuse('contact_unreachable')
  const { personId } = of
  const added = await contactActions.addContact(ctx, { personId, channel, address, label, secret: null })
  if (!enabled) {
    await contactActions.changeContact(ctx, { personId, contactId: added.contact.id, isEnabled: false })
  }
  return added.secret
}

/** The browser is a contact that nobody adds by hand: it needs no address. */
function addBrowser(
  ctx: Context,
  { personId, name }: Person,
  { address, label, enabled }: ContactWhole,
): Promise<null> {
  return commit(ctx, async (tx) => {
    const shared = { channel: 'browser', address } as const
    const contact = {
      ...shared,
      id: ctx.newId(),
      label,
      isEnabled: enabled,
      isVerified: true,
      createdAt: ctx.now,
      sealedSecret: null,
    }
    await insertContacts(tx, personId, [contact])
    return said(null, entry(ctx, 'contact_added', { name, ...shared }, { subject: `person:${personId}` }), ['contacts'])
  })
}

async function changeContact(ctx: Context, { personId }: Person, contact: ContactWhole, was: ContactWhole) {
  if (contact.label === was.label && contact.enabled === was.enabled) return
  const contactId = await idOfContact(ctx, personId, contactKey(contact))
  await contactActions.changeContact(ctx, { personId, contactId, label: contact.label, isEnabled: contact.enabled })
}

async function setRules(ctx: Context, { personId }: Person, rules: Planned<'people'>['after']['rules']): Promise<void> {
  const written = []
  for (const { priority, contact, afterMinutes, within } of rules) {
    const hours = within ? { within: within.map(restrictionOf) } : {}
    written.push({ priority, afterMinutes, contactId: await idOfContact(ctx, personId, contact), ...hours })
  }
  await contactActions.setContactRules(ctx, { personId, rules: written })
}

async function idOfContact(ctx: Context, personId: string, key: string): Promise<string> {
  const found = (await loadContacts(ctx.db, personId)).find((contact) => contactKey(contact) === key)
  if (!found) throw new Error(`person ${personId} has no contact "${key}"`)
  return found.id
}
