import { Option, type Command } from 'commander'
import type { EndpointInput } from '../domain/api.ts'
import { priorities, type PriorityName } from '../domain/paging/priority.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { noneSuch } from './find.ts'
import { plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'

type Options = Common & { readonly priority: PriorityName; readonly details?: string }

export function addPage(program: Command, terminal: Terminal): void {
  program
    .command('page')
    .description('Page a person, a policy or a service by hand.')
    .argument('<whom>', 'e-mail address of a person, or short name of a policy or service (policy:web, service:web)')
    .argument('<summary...>', 'what is the matter, in one line')
    .addOption(new Option('--priority <priority>', 'how urgent').choices(priorities).default('P2'))
    .option('--details <text>', 'what else helps')
    .action(async (whom: string, words: readonly string[], _: unknown, command: Command) => {
      const { priority, details = '', ...options } = command.optsWithGlobals<Options>()
      const api = await connected(terminal, options)
      const { to, name } = await findWhom(api, whom)
      const paged = await api.raisePage({ to, summary: words.join(' '), priority, details })
      if (options.json) printJson(terminal, paged)
      else sayLine(terminal, `Paged ${plain(name)}: alert ${paged.alertId}, page ${paged.pageId}.`)
    })
}

type Whom = { readonly to: EndpointInput<'raisePage'>['to']; readonly name: string }

async function findWhom(api: Api, whom: string): Promise<Whom> {
  if (whom.includes('@')) {
    const { people } = await api.listPeople()
    const person = people.find(({ email }) => email.toLowerCase() === whom.toLowerCase())
    if (!person)
      throw noneSuch(
        'person',
        whom,
        people.map(({ email }) => email),
      )
    return { to: { kind: 'person', personId: person.id }, name: person.name }
  }
  const [, kind, slug = whom] = /^(policy|service):(.+)$/.exec(whom) ?? []
  const [{ policies }, { services }] = [await api.listPolicies(), await api.listServices()]
  const policy = kind === 'service' ? undefined : policies.find((each) => each.slug === slug)
  const service = kind === 'policy' ? undefined : services.find((each) => each.slug === slug)
  if (policy && service) misused(`"${slug}" is a policy and a service. Write policy:${slug} or service:${slug}.`)
  if (policy) return { to: { kind: 'policy', policyId: policy.id }, name: policy.name }
  if (service) return { to: { kind: 'service', serviceId: service.id }, name: service.name }
  const candidates = [...(kind === 'service' ? [] : policies), ...(kind === 'policy' ? [] : services)]
  throw noneSuch(
    kind ?? 'policy or service',
    slug,
    candidates.map((each) => each.slug),
  )
}
