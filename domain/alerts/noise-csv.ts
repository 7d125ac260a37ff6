// The noise report as a table for spreadsheets.
import { csvText } from '../csv.ts'
import type { NoiseFigures } from './noise.ts'

export type NoiseLine = NoiseFigures & {
  readonly name: string
  readonly namedBy: string
  readonly teamName: string
  readonly serviceName: string | null
  readonly sourceName: string | null
  readonly flapped: number
  readonly muted: number
  readonly minutesToAnswer: number | null
  readonly minutesToClose: number | null
  readonly pagesBefore: number
  readonly wastedPagesBefore: number
  readonly lastReason: string | null
}

const columns: readonly (readonly [string, (line: NoiseLine) => string | number | null])[] = [
  ['rule', (line) => line.name],
  ['named_by', (line) => line.namedBy],
  ['team', (line) => line.teamName],
  ['service', (line) => line.serviceName],
  ['source', (line) => line.sourceName],
  ['raised', (line) => line.raised],
  ['pages', (line) => line.pages],
  ['wasted_pages', (line) => line.wastedPages],
  ['nights', (line) => line.nights],
  ['acted', (line) => line.acted],
  ['no_action', (line) => line.noAction],
  ['by_itself', (line) => line.byItself],
  ['still_open', (line) => line.stillOpen],
  ['muted_only', (line) => line.mutedOnly],
  ['flapped', (line) => line.flapped],
  ['muted', (line) => line.muted],
  ['minutes_to_answer', (line) => rounded(line.minutesToAnswer)],
  ['minutes_to_close', (line) => rounded(line.minutesToClose)],
  ['pages_before', (line) => line.pagesBefore],
  ['wasted_pages_before', (line) => line.wastedPagesBefore],
  ['last_reason', (line) => line.lastReason],
]

/** A line for each rule, the names of the columns first; what a spreadsheet would take for a formula is text. */
export function noiseCsv(lines: readonly NoiseLine[]): string {
  const rows = lines.map((line) => columns.map(([, value]) => cell(value(line))))
  return [columns.map(([name]) => name), ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}

function rounded(minutes: number | null): number | null {
  return minutes === null ? null : Math.round(10 * minutes) / 10
}

function cell(value: string | number | null): string {
  return typeof value === 'string' ? csvText(value) : String(value ?? '')
}
