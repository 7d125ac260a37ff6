// The door for check-ins by mail: `ping+<key of the heartbeat>@domain`. Machines write here, and every mail counts.
import { pingByMail, pingKeyIn } from '../../domain/intake/heartbeats/by-mail.ts'
import { bodyText } from '../intake/heartbeats/ping-door.ts'
import type { Pings } from '../intake/heartbeats/pinging.ts'
import { findRows } from '../intake/heartbeats/store.ts'
import type { Db } from '../db/connect.ts'
import type { Metrics } from '../metrics.ts'
import type { MailAnswer, MailDoor } from './door.ts'
import { MailReader } from './read-in-thread.ts'

export type PingMailParts = {
  readonly db: Db
  readonly domain: string
  readonly pings: Pings
  readonly metrics: Metrics
}

const taken: MailAnswer = { how: 'taken' }
const mostNamed = 10

export function pingMailDoor(parts: PingMailParts): MailDoor {
  const reader = new MailReader()
  return {
    mostBytes: 1_024 * 1_024,
    async knows(recipient) {
      const key = keyAt(recipient, parts.domain)
      if (key === null) return false
      const [row] = await findRows(parts.db, { pingKey: key })
      return row !== undefined && row.disabled_at === null
    },
    async take({ recipients, sender, raw }) {
      const mail = await reader.read(raw)
      if (!mail.isRead) {
        parts.metrics.mail('unreadable')
        return { how: 'refused', say: 'This mail could not be read.' }
      }
      const { subject, text } = mail
      const keys = keysIn(recipients ?? [], parts.domain)
      for (const key of keys) {
        const said = Buffer.from(`${subject}\n\n${text}`)
        await parts.pings.take({ pingKey: key }, (row) => ({
          signal: pingByMail({ subject, body: text }, row.fail_words),
          via: 'mail',
          address: (sender || mail.from).slice(0, 300),
          agent: '',
          body: bodyText(said),
          bodyBytes: said.length,
        }))
        parts.metrics.mail('ping')
      }
      return taken
    },
  }
}

function keysIn(addresses: readonly string[], domain: string): readonly string[] {
  return [...new Set(addresses.flatMap((address) => keyAt(address, domain) ?? []))].slice(0, mostNamed)
}

function keyAt(address: string, domain: string): string | null {
  const at = address.lastIndexOf('@')
  return address.slice(at + 1).toLowerCase() === domain ? pingKeyIn(address.slice(0, Math.max(at, 0))) : null
}
