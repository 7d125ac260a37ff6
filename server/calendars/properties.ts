// The properties of one component, read by the library, in the few shapes that are asked for here.
import ICAL from 'ical.js'
import type { Component } from './components.ts'

export type Property = {
  readonly name: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly values: readonly unknown[]
}
export type Properties = ReadonlyMap<string, readonly Property[]>

/** Rules are read elsewhere, and what is not asked for need not be right. */
const asked = new Set(
  'uid dtstart dtend duration rdate exdate recurrence-id status summary description attendee organizer'.split(' '),
)

/** What does this component say? Throws what the library throws on a line that is none. */
export function propertiesOf({ lines }: Component): Properties {
  const found = new Map<string, Property[]>()
  for (const line of lines) {
    const name = /^[A-Za-z0-9-]+(?=[;:])/.exec(line)?.[0].toLowerCase()
    if (name === undefined || !asked.has(name)) continue
    const read: unknown = ICAL.parse.property(line)
    if (!isProperty(read)) continue
    const [, parameters, , ...values] = read
    found.set(name, [...(found.get(name) ?? []), { name, parameters, values }])
  }
  return found
}

/** As jCal has a property (RFC 7265): its name, its parameters, the type of its values, and these. */
function isProperty(read: unknown): read is [string, Record<string, unknown>, string, ...unknown[]] {
  return Array.isArray(read) && read.length > 3 && typeof read[1] === 'object' && read[1] !== null
}

export function textOf(properties: Properties, name: string): string {
  const value = properties.get(name)?.[0]?.values[0]
  return typeof value === 'string' ? value : ''
}

/** A parameter that stands there once: TZID, PARTSTAT. */
export function parameterOf({ parameters }: Property, name: string): string | undefined {
  const value = parameters[name]
  return typeof value === 'string' ? value : undefined
}
