// How people are reached: their contacts, and their rules for which contact is used when.
import type { ChannelName } from '../../domain/paging/channels.ts'
import type { Contact } from '../../domain/paging/contact.ts'
import { plainNumber } from '../../domain/paging/phone-number.ts'
import { maskedAddress, seesAddresses } from '../../domain/paging/mask.ts'
import { roleOf } from '../../domain/permissions.ts'
import type { FieldProblem } from '../../domain/problems.ts'
import type { Instant } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { chatStartActions } from './chat-start.ts'
import { pushActions } from './push-actions.ts'
import { newWebhookSecret } from '../secrets.ts'
import { loadQuiet, replaceQuiet } from './quiet-store.ts'
import { addressProblems } from './contact-address.ts'
import {
  deleteContact,
  insertContacts,
  loadContacts,
  loadRules,
  lockPerson,
  mostContacts,
  replaceRules,
  teamsOf,
  updateContact,
  type PersonHeld,
} from './contact-store.ts'

export const contactActions: Actions<
  | 'getContacts'
  | 'addContact'
  | 'changeContact'
  | 'removeContact'
  | 'setContactRules'
  | 'setQuietHours'
  | keyof typeof pushActions
  | 'startTelegram'
> = {
  ...pushActions,
  ...chatStartActions,

  getContacts: async (ctx, { personId }) => {
    const teamIds = (await teamsOf(ctx.db, personId)) ?? refuse('not_found')
    const contacts = await loadContacts(ctx.db, personId)
    const rules = await loadRules(ctx.db, personId)
    const shown = seesAddresses(ctx.actor, { personId, teamIds }) ? contacts : contacts.map(masked)
    const quiet = await loadQuiet(ctx.db, personId)
    const { zone } = await ctx.db
      .selectFrom('person')
      .select('zone')
      .where('id', '=', personId)
      .executeTakeFirstOrThrow()
    return { contacts: shown, rules, areDefaults: rules.length === 0, quiet, zone }
  },

  addContact: (ctx, { personId, channel, label, address: written, secret }) =>
    changeContacts(ctx, personId, async (tx, person) => {
      const address = addressOf(channel, written)
      const given = secret || null
      const problems = addressProblems({ channel, address, secret: given }, ctx.settings)
      if (problems.length > 0) refuse('contact_unreachable', undefined, problems)
      const contacts = await loadContacts(tx, personId)
      if (contacts.some((other) => other.channel === channel && other.address === address)) {
        refuse('contact_unreachable', undefined, [{ path: 'address', say: 'This contact is already in the list.' }])
      }
      if (contacts.length >= mostContacts) {
        const say = `A person has at most ${mostContacts} contacts. Remove one first.`
        refuse('contact_unreachable', undefined, [{ path: 'address', say }])
      }
      const made = channel === 'webhook' && given === null ? newWebhookSecret() : null
      const id = ctx.newId()
      const contact: Contact = { id, channel, label, address, isEnabled: true, isVerified: false, createdAt: ctx.now }
      const kept = given ?? made
      const sealedSecret = kept === null ? null : ctx.sealer.seal(kept, `contact:${id}`)
      await insertContacts(tx, personId, [{ ...contact, sealedSecret }])
      const added = entry(ctx, 'contact_added', told(person, contact), { subject: `person:${personId}` })
      return said({ contact, secret: made }, added, ['contacts'])
    }),

  changeContact: (ctx, { personId, contactId, label, isEnabled }) =>
    changeContacts(ctx, personId, async (tx, person) => {
      const before = await contactOf(tx, personId, contactId)
      const contact = { ...before, label: label ?? before.label, isEnabled: isEnabled ?? before.isEnabled }
      if (contact.label === before.label && contact.isEnabled === before.isEnabled) return said(contact, [])
      await updateContact(tx, contact)
      const changed = entry(ctx, 'contact_changed', told(person, contact), { subject: `person:${personId}` })
      return said(contact, changed, ['contacts'])
    }),

  removeContact: (ctx, { personId, contactId }) =>
    changeContacts(ctx, personId, async (tx, person) => {
      const contact = await contactOf(tx, personId, contactId)
      // It could not be added again: the browser is the person.
      if (contact.channel === 'browser') {
        refuse('bad_input', undefined, [{ path: 'contactId', say: 'Switch the browser off instead of removing it.' }])
      }
      await deleteContact(tx, contactId)
      const removed = entry(ctx, 'contact_removed', told(person, contact), { subject: `person:${personId}` })
      return said({ done: true as const }, removed, ['contacts'])
    }),

  setContactRules: (ctx, { personId, rules }) =>
    changeContacts(ctx, personId, async (tx, person) => {
      const known = new Set((await loadContacts(tx, personId)).map((contact) => contact.id))
      const unknown = problemsAt(rules, ({ contactId }) =>
        known.has(contactId) ? null : 'This person has no contact with this id.',
      )
      if (unknown.length > 0) refuse('unknown_reference', undefined, unknown)
      const places = rules.map(({ priority, contactId, within }) => JSON.stringify([priority, contactId, within]))
      const repeated = problemsAt(rules, (_, i) =>
        places.indexOf(places[i] ?? '') < i
          ? 'This contact already has a rule for this priority and these hours.'
          : null,
      )
      if (repeated.length > 0) refuse('bad_input', undefined, repeated)
      await replaceRules(tx, personId, rules)
      const changed = entry(ctx, 'rules_changed', { name: person.name }, { subject: `person:${personId}` })
      return said({ done: true as const }, changed, ['contacts'])
    }),

  setQuietHours: (ctx, { personId, quiet }) =>
    changeContacts(ctx, personId, async (tx, person) => {
      await replaceQuiet(tx, personId, quiet)
      const changed = entry(ctx, 'rules_changed', { name: person.name }, { subject: `person:${personId}` })
      return said({ done: true as const }, changed, ['contacts'])
    }),
}

/** A number is kept in one form, so that one contact is not two. */
function addressOf(channel: ChannelName, written: string): string {
  return channel === 'sms' || channel === 'voice' ? plainNumber(written) : written
}

/** What everybody starts with: their mail, and whichever browser they have open. */
export async function addDefaultContacts(
  tx: Db,
  of: { readonly personId: string; readonly email: string; readonly newId: () => string; readonly now: Instant },
): Promise<void> {
  const shared = { label: '', isEnabled: true, isVerified: false, createdAt: of.now, sealedSecret: null }
  await insertContacts(tx, of.personId, [
    { ...shared, id: of.newId(), channel: 'email', address: of.email },
    { ...shared, id: of.newId(), channel: 'browser', address: 'browser', isVerified: true },
  ])
}

type Person = PersonHeld

/** A change of somebody's contacts: by themselves or an admin, one at a time. */
export function changeContacts<T>(
  ctx: Context,
  personId: string,
  work: (tx: Db, person: Person) => ReturnType<Parameters<typeof commit<T>>[1]>,
): Promise<T> {
  const isOwn = ctx.actor.kind === 'person' && ctx.actor.id === personId
  if (!isOwn && roleOf(ctx.actor) !== 'admin') refuse('not_allowed')
  return commit(ctx, async (tx) => work(tx, (await lockPerson(tx, personId)) ?? refuse('not_found')))
}

export async function contactOf(tx: Db, personId: string, contactId: string): Promise<Contact> {
  const contact = (await loadContacts(tx, personId)).find(({ id }) => id === contactId)
  return contact ?? refuse('not_found')
}

/** The log is read by everybody, so it holds addresses masked. */
export function told(person: Pick<Person, 'name'>, contact: Contact) {
  return { name: person.name, channel: contact.channel, address: maskedAddress(contact) }
}

function masked(contact: Contact): Contact {
  return { ...contact, address: maskedAddress(contact) }
}

function problemsAt<T>(rules: readonly T[], whatIsWrong: (rule: T, i: number) => string | null): FieldProblem[] {
  return rules.flatMap((rule, i) => {
    const say = whatIsWrong(rule, i)
    return say === null ? [] : [{ path: `rules.${i}.contactId`, say }]
  })
}
