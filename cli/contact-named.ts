import type { EndpointOutput } from '../domain/api.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { noneSuch } from './find.ts'
import { personNamed } from './leave.ts'
import type { Terminal } from './terminal.ts'

type Options = Common & { readonly for?: string }
type Contact = EndpointOutput<'getContacts'>['contacts'][number]

/** The contact that somebody means by its address, label or id, and whose it is. */
export async function contactNamed(
  terminal: Terminal,
  which: string,
  options: Options,
): Promise<{ readonly api: Api; readonly personId: string; readonly contact: Contact }> {
  const api = await connected(terminal, options)
  const { id: personId } = await personNamed(api, options.for)
  const contacts = (await api.getContacts({ personId })).contacts.filter(({ channel }) => channel !== 'browser')
  const named = contacts.filter(({ id, address, label }) => id === which || address === which || label === which)
  // One number may be a contact for SMS and for calls: the one that still waits is meant.
  const contact = named.find(({ isVerified }) => !isVerified) ?? named[0]
  if (!contact)
    throw noneSuch(
      'contact',
      which,
      contacts.map(({ address }) => address),
    )
  return { api, personId, contact }
}
