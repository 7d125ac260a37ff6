// Which runbooks there are, and one that is opened beside an incident.
import { connected, type Common } from './door.ts'
import { whoseKit } from './kit-whose.ts'
import { plain, printJson, printTable } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { Trouble } from './trouble.ts'

export type Listing = Common & { readonly team?: string; readonly service?: string }

export async function listRunbooks(terminal: Terminal, options: Listing): Promise<void> {
  const api = await connected(terminal, options)
  const { runbooks } = await api.readKit(await whoseKit(api, options))
  if (options.json) return printJson(terminal, { runbooks })
  if (runbooks.length === 0) return sayLine(terminal, 'No runbook is there. Write one in the kit.')
  const { services } = await api.listServices()
  printTable(
    terminal,
    ['RUNBOOK', 'TITLE', 'FOR', 'STEPS', 'VERSION', 'SEEN TO BE RIGHT BY'],
    runbooks.map((each) => [
      String(each.id),
      each.title,
      services.find(({ id }) => id === each.serviceId)?.name ?? 'all services',
      String(each.steps),
      String(each.version),
      each.verified?.by ?? '',
    ]),
  )
}

export async function openRunbook(
  terminal: Terminal,
  of: { readonly incidentId: number; readonly runbookId: number },
  options: Common,
): Promise<void> {
  const answer = await (await connected(terminal, options)).openRunbook(of)
  if (options.json) return printJson(terminal, answer)
  const run = answer.runs.find(({ runbookId }) => runbookId === of.runbookId)
  if (!run) throw new Trouble('not_found', 'It is not open. Look with "baton incident show".')
  sayLine(terminal, `Open beside incident ${of.incidentId}: ${plain(run.title)} (version ${run.version})`)
  const { stepsOf } = await import('../domain/kit/steps.ts')
  const done = new Set(run.ticks.map(({ step }) => step))
  for (const { number, text } of stepsOf(run.body))
    sayLine(terminal, `${String(number).padStart(3)}  [${done.has(number) ? 'x' : ' '}] ${plain(text)}`)
  if (run.steps > 0) sayLine(terminal, `A step is done: baton runbook tick ${of.incidentId} <step>`)
}
