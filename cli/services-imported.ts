// What an import did, or would do, line by line.
import type { EndpointOutput } from '../domain/api.ts'
import { noteText, skipText } from '../domain/services/import/words.ts'
import { paint, plain } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'

type Imported = EndpointOutput<'importServices'>

const marks = { create: '+', change: '~', none: '=', skip: '!' } as const
const tones = { create: 'good', change: 'warn', none: 'faint', skip: 'bad' } as const

/** Each thing in the file with what became of it, the owners that mean nobody, and how many there were. */
export function printImport(terminal: Terminal, { services, owners, isImported, ...counts }: Imported): void {
  for (const { does, slug, ref, place, team, fields, skip, notes } of services) {
    const about = does === 'skip' ? `${ref} (line ${place})` : `${slug}${team ? ` (${team})` : ''}`
    sayLine(terminal, `${paint(terminal, tones[does], marks[does])} ${plain(about)}`)
    if (skip) sayLine(terminal, `    ${plain(skipText(skip, 'en'))}`)
    if (does === 'change')
      for (const { field, before, after } of fields)
        sayLine(terminal, `    ${field}: ${plain(before) || '-'} -> ${plain(after)}`)
    for (const note of notes) sayLine(terminal, `    ${paint(terminal, 'faint', plain(noteText(note, 'en')))}`)
  }
  const nobody = owners.filter(({ team }) => team === null)
  for (const { owner, services: count } of nobody)
    sayLine(
      terminal,
      `Owner ${owner === '' ? '(none)' : plain(owner)} of ${count}: name its team with --owner "${plain(owner)}=team".`,
    )
  const { created, changed, same, skipped } = counts
  const told = `${created} added, ${changed} changed, ${same} as they are, ${skipped} left out`
  sayLine(terminal, isImported ? `Imported: ${told}.` : `Nothing was changed yet. It would be: ${told}.`)
}
