// Devices that are paged by web push: a browser subscribes for whoever is signed in there, and is one contact of that person.
import type { Contact } from '../../domain/paging/contact.ts'
import { maskedAddress } from '../../domain/paging/mask.ts'
import { areBrowserKeys } from '../channels/push-encryption.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { callerOf } from '../people/caller.ts'
import { refuse } from '../refusal.ts'
import {
  deleteContact,
  findPush,
  insertContacts,
  loadContacts,
  lockPerson,
  mostContacts,
  renewPush,
} from './contact-store.ts'
import { whyNotCalled } from './why-not-called.ts'
import { publicPushKey } from './push-keys.ts'

/** Phones, tablets, laptops: more are forgotten browsers. */
const mostDevices = 8

type Subscription = {
  readonly label: string
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

export const pushActions: Actions<'getPushKey' | 'subscribePush'> = {
  getPushKey: async (ctx) => ({ publicKey: await publicPushKey(ctx.db) }),

  subscribePush: (ctx, asked) => {
    const me = callerOf(ctx)
    // A token has no browser, and nothing that would end with it.
    const sessionId = ctx.request.sessionId ?? refuse('not_allowed')
    check(ctx, asked)
    const secret = `${asked.p256dh}.${asked.auth}`
    return commit(ctx, async (tx) => {
      await lockPerson(tx, me.id)
      const before = await findPush(tx, asked.endpoint)
      if (before?.personId === me.id) {
        const contact = { ...before.contact, isEnabled: true, label: asked.label || before.contact.label }
        const sealedSecret = ctx.sealer.seal(secret, `contact:${contact.id}`)
        await renewPush(tx, { contact, sealedSecret, sessionId })
        return said(contact, [], ['contacts'])
      }
      const left = before ? await takeOver(ctx, tx, { before, secret }) : []
      await checkRoom(tx, me.id)
      const id = ctx.newId()
      const contact: Contact = {
        id,
        channel: 'push',
        label: asked.label,
        address: asked.endpoint,
        isEnabled: true,
        // The browser itself gave its keys.
        isVerified: true,
        createdAt: ctx.now,
      }
      await insertContacts(tx, me.id, [
        { ...contact, sealedSecret: ctx.sealer.seal(secret, `contact:${id}`), sessionId },
      ])
      const added = entry(ctx, 'contact_added', told(me.name, contact), { subject: `person:${me.id}` })
      return said(contact, [...left, added], ['contacts'])
    })
  },
}

function check({ settings }: Context, { endpoint, p256dh, auth }: Subscription): void {
  const refused = whyNotCalled(endpoint, settings)
  if (refused !== null) {
    refuse('contact_unreachable', undefined, [{ path: 'endpoint', say: `This address is not called: ${refused}.` }])
  }
  if (!areBrowserKeys({ p256dh, auth })) {
    refuse('contact_unreachable', undefined, [{ path: 'p256dh', say: 'These are not the keys of a browser.' }])
  }
}

/** Another person signed in to this browser before. Only the browser itself knows its keys, so nobody can take a stranger's. */
async function takeOver(
  ctx: Context,
  tx: Db,
  { before, secret }: { readonly before: NonNullable<Awaited<ReturnType<typeof findPush>>>; readonly secret: string },
) {
  const { contact, personId, personName, sealedSecret } = before
  if (!sealedSecret || ctx.sealer.open(sealedSecret, `contact:${contact.id}`) !== secret) {
    refuse('contact_unreachable', undefined, [{ path: 'endpoint', say: 'This browser belongs to somebody else.' }])
  }
  await deleteContact(tx, contact.id)
  return [entry(ctx, 'contact_removed', told(personName, contact), { subject: `person:${personId}` })]
}

async function checkRoom(tx: Db, personId: string): Promise<void> {
  const contacts = await loadContacts(tx, personId)
  const devices = contacts.filter(({ channel }) => channel === 'push')
  if (contacts.length < mostContacts && devices.length < mostDevices) return
  const say =
    devices.length < mostDevices
      ? `A person has at most ${mostContacts} contacts. Remove one first.`
      : `A person is paged on at most ${mostDevices} devices. Remove one first.`
  refuse('contact_unreachable', undefined, [{ path: 'endpoint', say }])
}

function told(name: string, contact: Contact) {
  return { name, channel: contact.channel, address: maskedAddress(contact) }
}
