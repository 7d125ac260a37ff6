// By which rules somebody is reached, and in which hours what rings waits.
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { priorities, quietPriorities, type PriorityName } from '../domain/paging/priority.ts'
import { contactNamed } from './contact-named.ts'
import { connected, type Common } from './door.ts'
import { readHours, saidHours, type Hours } from './hours.ts'
import { personNamed } from './leave.ts'
import { plain, printJson, printTable } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'

type Options = Common & { readonly for?: string; readonly days?: string }
type RuleOptions = Options & { readonly after?: string; readonly hours?: string; readonly remove?: boolean }
type QuietOptions = Options & { readonly priorities?: string; readonly off?: boolean }
type Told = EndpointOutput<'getContacts'>
type Rule = Told['rules'][number]

const forWhom = ['--for <person>', 'of somebody else, by e-mail address or name: for admins'] as const
const days = ['--days <days>', 'on these days only, such as mon-fri or sat,sun; else every day'] as const

export function addContactHours(contacts: Command, terminal: Terminal): void {
  contacts
    .command('rules')
    .description('Which contact is used for which priority, after how long, in which hours?')
    .option(...forWhom)
    .action((_: unknown, command: Command) => listRules(terminal, command.optsWithGlobals()))
  contacts
    .command('rule')
    .description('Use a contact for a priority. A rule with hours takes the place of those without while they hold.')
    .argument('<priority>', priorities.join(', '))
    .argument('<contact>', 'its address, label or id')
    .option('--after <minutes>', 'so long after the page began', '0')
    .option('--hours <from-to>', 'in these hours only, such as 22:00-07:00, on your own clock')
    .option(...days)
    .option('--remove', 'no longer')
    .option(...forWhom)
    .action((priority: string, which: string, _: unknown, command: Command) =>
      setRule(terminal, { priority, which }, command.optsWithGlobals()),
    )
  contacts
    .command('quiet')
    .description('Quiet hours: what rings waits until they end. P1, the fallback and a page by name ring all the same.')
    .argument('[hours]', 'such as 22:00-07:00, on your own clock; left out: says which there are')
    .option('--priorities <list>', `some of ${quietPriorities.join(', ')}`, 'P3,P4')
    .option(...days)
    .option('--off', 'no quiet hours')
    .option(...forWhom)
    .action((hours: string | undefined, _: unknown, command: Command) =>
      quiet(terminal, hours, command.optsWithGlobals()),
    )
}

async function listRules(terminal: Terminal, options: Options): Promise<void> {
  const api = await connected(terminal, options)
  const { rules, contacts, zone } = await api.getContacts({ personId: (await personNamed(api, options.for)).id })
  if (options.json) return printJson(terminal, { rules, zone })
  if (rules.length === 0) return sayLine(terminal, 'No rules: every contact at once, for every priority.')
  printTable(
    terminal,
    ['PRIORITY', 'CONTACT', 'AFTER', 'HOURS'],
    rules.map(({ priority, contactId, afterMinutes, within }) => {
      const contact = contacts.find(({ id }) => id === contactId)
      const name = contact ? `${contact.channel} ${contact.address}` : contactId
      return [priority, name, `${afterMinutes} min`, within ? saidHours(within) : 'always']
    }),
  )
}

async function setRule(
  terminal: Terminal,
  { priority: written, which }: { priority: string; which: string },
  options: RuleOptions,
): Promise<void> {
  const priority = priorityOf(written, priorities)
  const afterMinutes = Number(options.after)
  if (!Number.isInteger(afterMinutes) || afterMinutes < 0 || afterMinutes > 1440)
    throw misused('--after takes whole minutes from 0 to 1440.')
  if (options.days && !options.hours) throw misused('--days goes with --hours.')
  const within = options.hours ? readHours(options.hours, options.days) : undefined
  const { api, personId, contact } = await contactNamed(terminal, which, options)
  const { rules } = await api.getContacts({ personId })
  const isOther = (rule: Rule) =>
    rule.priority !== priority || rule.contactId !== contact.id || hoursKey(rule.within) !== hoursKey(within)
  const rule = { priority, contactId: contact.id, afterMinutes, ...(within ? { within: [...within] } : {}) }
  const next = [...rules.filter(isOther), ...(options.remove ? [] : [rule])]
  await api.setContactRules({ personId, rules: next })
  if (options.json) return printJson(terminal, { rules: next })
  const when = within ? `, ${saidHours(within)}` : ''
  const does = options.remove ? 'no longer by a rule' : afterMinutes === 0 ? 'at once' : `after ${afterMinutes} min`
  sayLine(terminal, `${priority}: ${plain(contact.address)} ${does}${when}.`)
}

async function quiet(terminal: Terminal, hours: string | undefined, options: QuietOptions): Promise<void> {
  const api = await connected(terminal, options)
  const { id: personId } = await personNamed(api, options.for)
  if (options.off) {
    await api.setQuietHours({ personId, quiet: null })
    return options.json ? printJson(terminal, { quiet: null }) : sayLine(terminal, 'No quiet hours any more.')
  }
  if (hours !== undefined) {
    const named = (options.priorities ?? '').split(',').map((each) => priorityOf(each.trim(), quietPriorities))
    await api.setQuietHours({
      personId,
      quiet: { within: [...readHours(hours, options.days)], priorities: [...new Set(named)] },
    })
  }
  const { quiet: set, zone } = await api.getContacts({ personId })
  if (options.json) return printJson(terminal, { quiet: set, zone })
  if (!set) return sayLine(terminal, 'No quiet hours.')
  sayLine(terminal, `Quiet for ${set.priorities.join(', ')}: ${saidHours(set.within)} (${plain(zone)}).`)
}

function priorityOf<P extends PriorityName>(text: string, known: readonly P[]): P {
  const found = known.find((each) => each === text.toUpperCase())
  if (!found) throw misused(`"${text}" is no priority here; there are ${known.join(', ')}.`)
  return found
}

function hoursKey(within: Hours | undefined): string {
  return within ? saidHours(within) : ''
}
