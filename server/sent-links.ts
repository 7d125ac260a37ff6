import type { Link } from '../domain/intake/event.ts'

/** The links of an alert or a change, as intake has written them into their column. */
export function linksIn(text: string): Link[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- intake alone writes these columns, from this very shape
  return JSON.parse(text) as Link[]
}
