// Contact addresses are personal, and a webhook or a topic is a key to what is sent there: who sees them, and what others see.
import { rank, roleOf, type Actor } from '../permissions.ts'

/** May this actor read the addresses of this person: one's own, and as a manager everywhere or of one of the person's teams? */
export function seesAddresses(
  actor: Actor,
  of: { readonly personId: string; readonly teamIds: readonly string[] },
): boolean {
  if (actor.kind === 'person' && actor.id === of.personId) return true
  return [null, ...of.teamIds].some((teamId) => {
    const role = roleOf(actor, teamId)
    return role !== null && rank(role) >= rank('manager')
  })
}

/** What is left of an address when it is only to be recognised: `a***@example.com`, `https://hooks.example.com/***9f3a`, `+82***78`. */
export function maskedAddress({ channel, address }: { readonly channel: string; readonly address: string }): string {
  switch (channel) {
    case 'browser':
      return address
    case 'email': {
      const cut = address.lastIndexOf('@')
      return cut < 1 ? hidden : `${firstLetter(address)}${hidden}${address.slice(cut)}`
    }
    case 'sms':
    case 'voice':
      return address.length >= 8 ? `${address.slice(0, 3)}${hidden}${address.slice(-2)}` : hidden
    case 'webhook':
    case 'push':
    case 'teams':
    case 'mattermost':
    case 'discord': {
      const [start, rest] = parted(address)
      return `${start}${lastFour(rest)}`
    }
    default:
      return lastFour(address)
  }
}

const hidden = '***'

/** Scheme and host with its slash, and what follows. */
function parted(url: string): readonly [string, string] {
  const start = /^https?:\/\/[^/?#@]+(?=[/?#]|$)\/?/i.exec(url)?.[0] ?? ''
  return [start, url.slice(start.length)]
}

/** The last four letters tell one secret from another; of a short one they would be half of it. */
function lastFour(secret: string): string {
  return secret.length >= 12 ? `${hidden}${secret.slice(-4)}` : hidden
}

function firstLetter(text: string): string {
  return /^./u.exec(text)?.[0] ?? ''
}
