import { InvalidArgumentError } from 'commander'

/** The number of an alert as people type it: `12` or `#12`. */
export function alertNumber(text: string): number {
  if (!/^#?\d{1,15}$/.test(text)) throw new InvalidArgumentError('Write the number that "baton alerts" shows.')
  return Number(text.replace('#', ''))
}

/** The numbers of several alerts, one after the other. */
export function alertNumbers(text: string, before: readonly number[] | undefined): readonly number[] {
  return [...(before ?? []), alertNumber(text)]
}

/** The number of an incident: `7` or `#7`. */
export function incidentNumber(text: string): number {
  if (!/^#?\d{1,15}$/.test(text)) throw new InvalidArgumentError('Write the number that "baton incident list" shows.')
  return Number(text.replace('#', ''))
}

/** The number of what was announced or done in an incident. */
export function actionNumber(text: string): number {
  if (!/^#?\d{1,15}$/.test(text)) throw new InvalidArgumentError('Write the number that "baton incident show" shows.')
  return Number(text.replace('#', ''))
}

/** How many lines are shown at most. */
export function lineLimit(text: string): number {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > 200) throw new InvalidArgumentError('Write a number from 1 to 200.')
  return limit
}

/** The number of a cover request, or of a part of one: `12` or `#12`. */
export function coverNumber(text: string): number {
  if (!/^#?\d{1,15}$/.test(text)) throw new InvalidArgumentError('Write the number that "baton cover" shows.')
  return Number(text.replace('#', ''))
}

/** A span in whole minutes. */
export function minutesNamed(text: string): number {
  const minutes = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (minutes < 1) throw new InvalidArgumentError('Write minutes, such as 30.')
  return minutes
}
