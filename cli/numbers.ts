import { InvalidArgumentError } from 'commander'

/** Reads a number as people type it, `12` or `#12`; who types another thing is told which command shows it. */
function numberShownBy(command: string): (text: string) => number {
  return (text) => {
    if (!/^#?\d{1,15}$/.test(text)) throw new InvalidArgumentError(`Write the number that "${command}" shows.`)
    return Number(text.replace('#', ''))
  }
}

export const alertNumber = numberShownBy('baton alerts')
export const incidentNumber = numberShownBy('baton incident list')
/** Of what was announced or done in an incident. */
export const actionNumber = numberShownBy('baton incident show')
/** Of what is kept, or to be kept, of an incident. */
export const evidenceNumber = numberShownBy('baton incident evidence')
/** Of a bookmark, of a runbook, and of a step of one or a version. */
export const bookmarkNumber = numberShownBy('baton kit')
export const runbookNumber = numberShownBy('baton kit')
export const stepNumber = numberShownBy('baton runbook show')
/** Of a line of a timeline. */
export const entryNumber = numberShownBy('baton incident timeline')
/** Of a cover request, or of a part of one. */
export const coverNumber = numberShownBy('baton cover')

export const handoverNumber = numberShownBy('baton handover')
export const shiftNumber = numberShownBy('baton shift')

/** How heavy something was. */
export function weightNamed(text: string): number {
  if (!/^[1-5]$/.test(text)) throw new InvalidArgumentError('Write a number from 1 (light) to 5 (too much).')
  return Number(text)
}
/** Of a past case. */
export const caseNumber = numberShownBy('baton recall')

/** The numbers of several alerts, one after the other. */
export function alertNumbers(text: string, before: readonly number[] | undefined): readonly number[] {
  return [...(before ?? []), alertNumber(text)]
}

/** How many lines are shown at most. */
export function lineLimit(text: string): number {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > 200) throw new InvalidArgumentError('Write a number from 1 to 200.')
  return limit
}

/** A span in whole minutes. */
export function minutesNamed(text: string): number {
  const minutes = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (minutes < 1) throw new InvalidArgumentError('Write minutes, such as 30.')
  return minutes
}
