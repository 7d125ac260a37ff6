// How people are reached: contacts listed, added and verified.
import type { Command } from 'commander'
import { isTyped, typed } from '../domain/paging/channels.ts'
import { addContactHours } from './contact-hours.ts'
import { contactNamed } from './contact-named.ts'
import { connected, type Common } from './door.ts'
import { personNamed } from './leave.ts'
import { paint, plain, printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused, Trouble } from './trouble.ts'

type Options = Common & { readonly for?: string; readonly label?: string }

export function addContacts(program: Command, terminal: Terminal): void {
  const forWhom = ['--for <person>', 'of somebody else, by e-mail address or name: for admins'] as const
  const contacts = program
    .command('contacts')
    .description('How am I reached? Contacts, and whether they are verified.')
    .option(...forWhom)
    .action((_: unknown, command: Command) => list(terminal, command.optsWithGlobals()))
  contacts
    .command('add')
    .description('Add a contact, and have a code sent to it.')
    .argument('<channel>', typed.join(', '))
    .argument('<address>', 'an e-mail address, a number such as +821012345678, a topic or a URL')
    .option('--label <text>', 'what you call it')
    .option(...forWhom)
    .action((channel: string, address: string, _: unknown, command: Command) =>
      add(terminal, { channel, address }, command.optsWithGlobals()),
    )
  contacts
    .command('code')
    .description('Have another code sent to a contact.')
    .argument('<contact>', 'its address, label or id')
    .option(...forWhom)
    .action((which: string, _: unknown, command: Command) => sendCode(terminal, which, command.optsWithGlobals()))
  contacts
    .command('verify')
    .description('Give the code that came, so that the contact counts.')
    .argument('<contact>', 'its address, label or id')
    .argument('<code>', 'the six digits')
    .option(...forWhom)
    .action((which: string, code: string, _: unknown, command: Command) =>
      verify(terminal, { which, code }, command.optsWithGlobals()),
    )
  addContactHours(contacts, terminal)
}

async function list(terminal: Terminal, options: Options): Promise<void> {
  const api = await connected(terminal, options)
  const whom = await personNamed(api, options.for)
  const { contacts } = await api.getContacts({ personId: whom.id })
  if (options.json) return printJson(terminal, { contacts })
  printTable(
    terminal,
    ['CHANNEL', 'ADDRESS', 'LABEL', 'STATE'],
    contacts.map(({ channel, address, label, isEnabled, isVerified }): Cell[] => [
      channel,
      channel === 'browser' ? '' : address,
      label,
      isEnabled ? (isVerified ? 'verified' : { text: 'not verified', tone: 'warn' }) : 'off',
    ]),
  )
}

async function add(terminal: Terminal, asked: { channel: string; address: string }, options: Options): Promise<void> {
  const { channel, address } = asked
  if (!isTyped(channel)) throw misused(`"${channel}" is no channel; there are ${typed.join(', ')}.`)
  const api = await connected(terminal, options)
  const { id: personId } = await personNamed(api, options.for)
  const { contact, secret } = await api.addContact({ personId, channel, address, label: options.label ?? '' })
  const { expiresAt } = await api.sendContactCode({ personId, contactId: contact.id }).catch((error: unknown) => {
    throw addedWithoutCode(error, contact)
  })
  if (options.json) return printJson(terminal, { contact, secret, expiresAt })
  sayLine(terminal, `Added ${channel} ${plain(contact.address)}. A code is on its way to it:`)
  sayLine(terminal, `  baton contacts verify ${plain(contact.address)} <code>`)
  if (secret !== null) sayLine(terminal, paint(terminal, 'warn', `Its signing secret, shown this once: ${secret}`))
}

/** It is there, and only its code did not go out: adding it again would be refused. */
function addedWithoutCode(
  error: unknown,
  { channel, address }: { readonly channel: string; readonly address: string },
): unknown {
  if (!(error instanceof Trouble)) return error
  const next = `Added ${channel} ${plain(address)}, but its code was not sent, so it does not count yet. ${error.say}`
  return new Trouble(error.code, `${next} Then: baton contacts code ${plain(address)}`, { errors: error.errors })
}

async function sendCode(terminal: Terminal, which: string, options: Options): Promise<void> {
  const { api, personId, contact } = await contactNamed(terminal, which, options)
  const sent = await api.sendContactCode({ personId, contactId: contact.id })
  if (options.json) return printJson(terminal, sent)
  sayLine(terminal, `A code is on its way to ${plain(contact.address)}. It holds for 15 minutes.`)
}

async function verify(terminal: Terminal, given: { which: string; code: string }, options: Options): Promise<void> {
  const { api, personId, contact } = await contactNamed(terminal, given.which, options)
  const verified = await api.verifyContact({ personId, contactId: contact.id, code: given.code })
  if (options.json) return printJson(terminal, { contact: verified })
  sayLine(terminal, `${plain(verified.address)} is verified.`)
}
