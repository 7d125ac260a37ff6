// A mail to the address of a heartbeat is a check-in: `ping+<its key>@domain`. Machines write it, so every mail counts.
import { uuidOf } from './address.ts'
import type { Signal } from './ping.ts'

const prefix = 'ping+'

/** The key in the local part of an address, or null when it is no heartbeat's. */
export function pingKeyIn(localPart: string): string | null {
  const small = localPart.toLowerCase()
  return small.startsWith(prefix) ? uuidOf(small.slice(prefix.length)) : null
}

/** The local part at which this key checks in. */
export function mailLocalPart(pingKey: string): string {
  return `${prefix}${pingKey}`
}

/** What does this mail say? It fails when its subject or body holds one of the heartbeat's own words, in any case; else all is well. */
export function pingByMail(
  mail: { readonly subject: string; readonly body: string },
  failWords: readonly string[],
): Signal {
  const text = `${mail.subject}\n${mail.body}`.toLowerCase()
  const fails = failWords.some((word) => text.includes(word.toLowerCase()))
  return { kind: fails ? 'fail' : 'success', exitStatus: null, rid: null }
}
