// A role handed over from the terminal: offered by one, accepted by another.
import { Option, type Command } from 'commander'
import { offeredRoles, type OfferedRole } from '../domain/incidents/offers.ts'
import type { Api } from './client.ts'
import { changing } from './incident-moves.ts'
import { plainNames } from './incident-words.ts'
import { personNamed } from './leave.ts'
import { incidentNumber } from './numbers.ts'
import type { Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { hereOf, momentText } from './when.ts'

type Offered = {
  readonly to: string
  readonly role: OfferedRole
  readonly note?: string
  readonly withoutPage?: boolean
}
type OfRole = { readonly role?: OfferedRole }

const which = ['<id>', 'number of the incident', incidentNumber] as const

export function addIncidentOffers(incident: Command, terminal: Terminal): void {
  const changed = changing(terminal)
  incident
    .command('offer')
    .description('Offer the role that you have to somebody, and page them for it. Until they accept you have it.')
    .argument(...which)
    .requiredOption('--to <person>', 'to whom: e-mail address or name')
    .addOption(new Option('--role <role>', 'which role').choices(offeredRoles).default('commander'))
    .option('--note <text>', 'what is open; what the incident says of it when this is left out')
    .option('--without-page', 'they sit beside me: page nobody')
    .action((incidentId: number, { to, role, note, withoutPage }: Offered, command: Command) =>
      changed(command, 'Offered', async (api) =>
        api.offerRole({
          incidentId,
          personId: (await personNamed(api, to)).id,
          role,
          note: note ?? (await openIn(api, incidentId, terminal)),
          isPaged: !withoutPage,
        }),
      ),
    )
  for (const { name, does, done, call, isMine } of answers)
    incident
      .command(name)
      .description(does)
      .argument(...which)
      .addOption(new Option('--role <role>', 'which role, if there are several').choices(offeredRoles))
      .action((incidentId: number, { role }: OfRole, command: Command) =>
        changed(command, done, async (api) => {
          const offerId = await offerIn(api, { incidentId, role, isMine })
          return api[call]({ incidentId, offerId })
        }),
      )
}

const answers = [
  {
    name: 'accept',
    does: 'I have it: the role that I was offered passes to me now.',
    done: 'Accepted',
    call: 'acceptOffer',
    isMine: 'toId',
  },
  {
    name: 'refuse',
    does: 'I cannot take the role that I was offered.',
    done: 'Declined',
    call: 'declineOffer',
    isMine: 'toId',
  },
  {
    name: 'withdraw',
    does: 'I keep the role that I offered.',
    done: 'Withdrawn',
    call: 'withdrawOffer',
    isMine: 'fromId',
  },
] as const

async function openIn(api: Api, incidentId: number, terminal: Terminal): Promise<string> {
  const here = hereOf(terminal)
  const { openText } = await import('../domain/incidents/summary.ts')
  return openText({
    incident: await api.getIncident({ incidentId }),
    now: terminal.now().toString({ smallestUnit: 'millisecond' }),
    language: 'en',
    names: plainNames,
    moment: (iso) => momentText(Temporal.Instant.from(iso), here),
  })
}

/** The one that is open between me and somebody. */
async function offerIn(
  api: Api,
  {
    incidentId,
    role,
    isMine,
  }: { readonly incidentId: number; readonly role: OfferedRole | undefined; readonly isMine: 'toId' | 'fromId' },
): Promise<number> {
  const me = (await api.getMe()).person?.id
  const { offers } = await api.getIncident({ incidentId })
  const mine = offers.filter((offer) => offer[isMine] === me && (role === undefined || offer.role === role))
  const [offer] = mine
  if (mine.length > 1) misused(`Several roles are offered: ${mine.map((one) => one.role).join(', ')}. Say --role.`)
  if (!offer) misused('No role is offered here that you could answer. See "baton incident show".')
  return offer.id
}
