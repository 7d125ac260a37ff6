// Tables and colours. What others wrote is made harmless before it reaches a terminal.
import { oneLine } from '../domain/foreign-text.ts'
import { columnsOf, fitted, padded } from './columns.ts'
import type { Terminal } from './terminal.ts'

/** How text is meant; never by colour alone. */
export type Tone = 'plain' | 'bad' | 'warn' | 'good' | 'faint' | 'strong'
export type Cell = string | { readonly text: string; readonly tone: Tone }

/** A table with aligned columns; the column named by `flexible` is cut so that a row fits the screen. */
export function printTable(
  terminal: Terminal,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  flexible = head.length - 1,
): void {
  const clean = rows.map((row) => row.map(asCell))
  const all = [head.map((text) => ({ text, tone: 'faint' as const })), ...clean]
  const widths = head.map((_, i) => Math.max(...all.map((row) => columnsOf(row[i]?.text ?? ''))))
  const room = roomFor(widths, flexible, terminal.columns)
  for (const row of all) {
    const cells = row.map(({ text, tone }, i) => {
      const width = i === flexible ? room : (widths[i] ?? 0)
      const shown = i === flexible ? fitted(text, room) : text
      return paint(terminal, tone, i === row.length - 1 ? shown : padded(shown, width))
    })
    terminal.write(`${cells.join(gap).trimEnd()}\n`)
  }
}

/** The text in its colour, where there are colours. */
export function paint({ isColourful }: Terminal, tone: Tone, text: string): string {
  return isColourful && tone !== 'plain' ? `\u001b[${codes[tone]}m${text}\u001b[0m` : text
}

/** A value as JSON, in one form for programs. */
export function printJson(terminal: Terminal, value: unknown): void {
  // Some terminals take these for the beginning of a command.
  const safe = JSON.stringify(value, null, 2).replace(/[\u007f-\u009f]/g, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  terminal.write(`${safe}\n`)
}

/** Foreign text as one harmless line. */
export function plain(text: string): string {
  return oneLine(text, 2_000)
}

const gap = '  '
const codes = { bad: 31, warn: 33, good: 32, faint: 2, strong: 1 } as const
const leastRoom = 12

function asCell(cell: Cell): { readonly text: string; readonly tone: Tone } {
  return typeof cell === 'string' ? { text: plain(cell), tone: 'plain' } : { text: plain(cell.text), tone: cell.tone }
}

function roomFor(widths: readonly number[], flexible: number, columns: number | null): number {
  const wished = widths[flexible] ?? 0
  if (columns === null) return wished
  const others = widths.reduce((sum, width, i) => (i === flexible ? sum : sum + width + gap.length), 0)
  return Math.min(wished, Math.max(leastRoom, columns - others))
}
