// A whole policy tested in earnest, and what came of the last test.
import { Option, type Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { priorities, type PriorityName } from '../domain/paging/priority.ts'
import { connected, type Common } from './door.ts'
import { plain, printJson, printTable, type Cell } from './print.ts'
import { policyOf } from './rehearse.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { agoText } from './when.ts'

type Options = Common & {
  readonly whole?: boolean
  readonly priority: PriorityName
  readonly evenAtNight?: boolean
  readonly last?: boolean
}
type Test = NonNullable<EndpointOutput<'getPolicyTest'>['test']>

export function addTestPolicy(program: Command, terminal: Terminal): void {
  program
    .command('test-policy')
    .description('Page everybody a policy reaches now, marked as a test. It ends by itself and alarms nobody.')
    .argument('<policy or service>', 'its short name (policy:web, service:web)')
    .option('--whole', 'every step once, a minute apart; otherwise whom the first step reaches')
    .option('--even-at-night', 'a P1 where it wakes somebody too')
    .option('--last', 'page nobody: tell what came of the last test')
    .addOption(new Option('--priority <priority>', 'how urgent').choices(priorities).default('P1'))
    .action((what: string, _: unknown, command: Command) => testPolicy(terminal, what, command.optsWithGlobals()))
}

async function testPolicy(terminal: Terminal, what: string, options: Options): Promise<void> {
  const api = await connected(terminal, options)
  const { policy } = await policyOf(api, what)
  if (options.last) {
    const answer = await api.getPolicyTest({ policyId: policy.id })
    if (options.json) return printJson(terminal, answer)
    return answer.test ? report(terminal, answer.test) : sayLine(terminal, `${plain(policy.name)} was never tested.`)
  }
  const begun = await api.testPolicy({
    policyId: policy.id,
    scope: options.whole ? 'whole' : 'first',
    priority: options.priority,
    evenAtNight: options.evenAtNight ?? false,
  })
  if (options.json) return printJson(terminal, begun)
  const people = begun.people.map(({ name }) => plain(name)).join(', ')
  sayLine(terminal, `Testing ${plain(policy.name)}: alert ${begun.alertId}. Each is to answer: ${people}.`)
  sayLine(terminal, `What came of it: baton test-policy ${what} --last`)
}

function report(terminal: Terminal, test: Test): void {
  const { people, answered, endedAt, startedAt, by, insteadOf } = test
  const ago = agoText(Temporal.Instant.from(startedAt), terminal.now())
  sayLine(
    terminal,
    `Tested ${ago} ago by ${plain(by)}: ${answered} of ${people.length} answered${endedAt ? '' : ' so far'}.`,
  )
  printTable(
    terminal,
    ['PERSON', 'BY', 'ANSWERED'],
    people.map(({ name, ways, answeredAt, via, afterSeconds }): Cell[] => [
      name,
      ways.map(({ channel, state }) => `${channel} ${state.replace('_', ' ')}`).join(', '),
      answeredAt === null
        ? { text: 'no', tone: endedAt ? 'bad' : 'warn' }
        : { text: `after ${afterSeconds ?? 0} s by ${via ?? ''}`, tone: 'good' },
    ]),
  )
  if (answered === people.length) return
  const fallback = insteadOf.map(({ name }) => plain(name)).join(', ') || 'nobody'
  sayLine(terminal, `In earnest, with nobody answering, the fallback is alarmed at the end: ${fallback}.`)
}
