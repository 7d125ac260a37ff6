// What people know well: asked when somebody is pulled into an incident.
import type { Command } from 'commander'
import { connected, type Common } from './door.ts'
import { personNamed } from './leave.ts'
import { plain, printJson, printTable } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'

type Set = Common & { readonly for?: string; readonly none?: boolean }

export function addSkills(program: Command, terminal: Terminal): void {
  const skills = program
    .command('skills')
    .description('Who knows what well?')
    .action((_: unknown, command: Command) => list(terminal, command.optsWithGlobals()))
  skills
    .command('set')
    .description('These, and no others, are what I know well, or somebody of my team.')
    .argument('[skill...]', 'short tags, such as postgres or kafka')
    .option('--for <person>', 'of whom; me when it is left out')
    .option('--none', 'nothing')
    .action((tags: readonly string[], _: unknown, command: Command) => set(terminal, tags, command.optsWithGlobals()))
}

async function list(terminal: Terminal, options: Common): Promise<void> {
  const api = await connected(terminal, options)
  const { people } = await api.listSkills()
  if (options.json) return printJson(terminal, { people })
  const having = people.filter(({ skills }) => skills.length > 0)
  if (having.length === 0) return sayLine(terminal, 'Nobody has written down what they know well.')
  printTable(
    terminal,
    ['PERSON', 'SKILLS'],
    having.map(({ name, skills }) => [name, skills.join(', ')]),
  )
}

async function set(terminal: Terminal, tags: readonly string[], options: Set): Promise<void> {
  if (tags.length === 0 && !options.none) misused('Name the skills, or say --none.')
  const api = await connected(terminal, options)
  const person = await personNamed(api, options.for)
  const { skills } = await api.setSkills({ personId: person.id, skills: options.none ? [] : [...tags] })
  if (options.json) return printJson(terminal, { skills })
  sayLine(terminal, `${plain(person.name)}: ${skills.length > 0 ? plain(skills.join(', ')) : 'nothing'}`)
}
