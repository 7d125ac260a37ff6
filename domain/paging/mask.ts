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

/**
 * What a provider said, without the address that it repeats: everybody who sees a trail reads it. The address of the delivery itself
 * is shown masked, a web address also by its path, query and long parts; those of others and, of a phone, other numbers are hidden.
 */
export function withoutAddress(said: string, of: { readonly channel: string; readonly address: string }): string {
  const own = ownParts(of)
  if (own.length === 0) return withoutOthers(said, of.channel)
  const anyPart = new RegExp(own.map(([part]) => literally(part)).join('|'), 'giu')
  const shown = new Map(own.map(([part, instead]) => [part.toLowerCase(), instead]))
  const found = [...said.matchAll(anyPart)]
  let at = 0
  let kept = ''
  for (const match of found) {
    kept += withoutOthers(said.slice(at, match.index), of.channel) + (shown.get(match[0].toLowerCase()) ?? hidden)
    at = match.index + match[0].length
  }
  return kept + withoutOthers(withoutCutEnd(said.slice(at), own), of.channel)
}

/** Any e-mail address is left out: whose it was is told where it may be seen. */
export function withoutMailAddresses(text: string): string {
  return text.replace(/<?[^\s<>@]{1,64}@[^\s<>@]+>?/g, '<...>')
}

function withoutOthers(said: string, channel: string): string {
  const text = withoutMailAddresses(said)
  const isPhone = channel === 'sms' || channel === 'voice'
  return isPhone ? text.replace(/(?<![\p{L}\p{N}])\+?\d{7,15}(?![\p{L}\p{N}])/gu, hidden) : text
}

type Part = readonly [part: string, instead: string]

/** What of an address is looked for, the longest first, and what is shown instead. */
function ownParts(of: { readonly channel: string; readonly address: string }): readonly Part[] {
  const { channel, address } = of
  if (channel === 'browser' || address.length < 4) return []
  const whole: Part = [address, maskedAddress(of)]
  const url = /^https?:\/\/[^/?#]+([^?#]*)(\?[^#]*)?/i.exec(address)
  if (!url) return [whole]
  const [, pathname = '', search = ''] = url
  const pieces = [...pathname.split('/'), ...search.slice(1).split(/[&=]/)].filter((piece) => piece.length >= 12)
  const parts = [pathname + search, pathname, search].filter((part) => part.length >= 4)
  const behind = [...parts, ...pieces].map((part): Part => [part, `${/^[/?]/.exec(part)?.[0] ?? ''}${lastFour(part)}`])
  return [whole, ...behind].toSorted(([a], [b]) => b.length - a.length)
}

/** What was cut may end within the address. */
function withoutCutEnd(said: string, own: readonly Part[]): string {
  if (!said.endsWith('…')) return said
  const text = said.slice(0, -1).toLowerCase()
  for (const [part] of own)
    for (let length = part.length - 1; length >= 3; length--)
      if (text.endsWith(part.slice(0, length).toLowerCase())) return `${said.slice(0, text.length - length)}${hidden}…`
  return said
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
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
