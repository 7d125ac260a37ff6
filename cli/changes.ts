// What applying a file changes, for people to read before and after.
import type { EndpointOutput } from '../domain/api.ts'
import { paint, plain } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'

type Applied = EndpointOutput<'applyConfiguration'>
type Change = Applied['changes'][number]

/** Every change with its fields, the sum, and the keys that are shown this once. */
export function printApplied(terminal: Terminal, { changes, isApplied, keys }: Applied): void {
  for (const change of changes) for (const line of linesOf(change, terminal)) sayLine(terminal, line)
  sayLine(terminal, sumOf(changes, isApplied))
  if (keys.length === 0) return
  sayLine(terminal, '\nNew keys and secrets. They are shown this once; keep them now:')
  for (const { slug, key } of keys) sayLine(terminal, `  ${plain(slug)}  ${key}`)
}

function linesOf({ kind, slug, does, fields }: Change, terminal: Terminal): readonly string[] {
  const name = `${kind} ${plain(slug)}`
  switch (does) {
    case 'none':
      return []
    case 'create':
      return [
        paint(terminal, 'good', `+ ${name}`),
        ...fields
          .filter(({ after }) => !isEmpty(after))
          .map(({ field, after }) => `    ${plain(field)}: ${valueText(after)}`),
      ]
    case 'change':
      return [
        paint(terminal, 'warn', `~ ${name}`),
        ...fields.map(({ field, before, after }) => `    ${plain(field)}: ${valueText(before)} → ${valueText(after)}`),
      ]
  }
}

function sumOf(changes: readonly Change[], isApplied: boolean): string {
  const count = (does: Change['does']) => changes.filter((change) => change.does === does).length
  const [created, changed, same] = [count('create'), count('change'), count('none')]
  if (created + changed === 0)
    return `Nothing to change: ${same} ${same === 1 ? 'thing is' : 'things are'} as the file says.`
  return isApplied
    ? `Applied: ${created} created, ${changed} changed, ${same} as before. What the file does not name was left alone.`
    : `Would create ${created} and change ${changed}; ${same} are as the file says. Nothing was changed.`
}

/** Text as it is, short lists on one line, what is not there as a dash. */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'string') return value === '' ? '""' : plain(value)
  if (!Array.isArray(value)) return plain(JSON.stringify(value))
  const parts = value.map((each: unknown) => (Array.isArray(each) ? each.map(valueText).join(' + ') : valueText(each)))
  return parts.length === 0 ? 'none' : parts.join(', ')
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0)
}
