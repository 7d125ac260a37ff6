// The address that alerts by mail go to: the key of a source, a tag behind a plus where there is one, and the domain of Baton's mail.

/** `key` is a secret, as in every address of a source. `tag` is what stands behind the plus; null when nothing does. */
export type AlertAddress = { readonly key: string; readonly tag: string | null }

/** Which source does this address name? Null when it is none of this kind; whether there is such a key only the database knows. */
export function alertAddressAt(address: string, domain: string): AlertAddress | null {
  const at = address.lastIndexOf('@')
  if (
    at < 1 ||
    address
      .slice(at + 1)
      .trim()
      .toLowerCase() !== domain.toLowerCase()
  )
    return null
  const local = address.slice(0, at).trim()
  const plus = local.indexOf('+')
  const key = plus < 0 ? local : local.slice(0, plus)
  const tag = plus < 0 ? '' : local.slice(plus + 1)
  if (!keyShape.test(key) || others.has(key.toLowerCase())) return null
  return { key, tag: tag === '' ? null : tag }
}

/** Every address of this domain that stands in this text, each once, at most `most`: for mail that came without its envelope. */
export function addressesIn(text: string, domain: string, most: number): readonly string[] {
  const found = new Set<string>()
  for (const [address] of text.matchAll(/[A-Za-z0-9_-]{1,64}(?:\+[^\s<>@,;:"()]{1,64})?@[A-Za-z0-9.-]{1,255}/g)) {
    const whole = address.replace(/\.+$/, '')
    if (whole.toLowerCase().endsWith(`@${domain.toLowerCase()}`)) found.add(whole)
    if (found.size === most) break
  }
  return [...found]
}

/** Mail servers may change the case of addresses on the way: the key as it came, then in small letters. */
export function spellingsOf(key: string): readonly string[] {
  const small = key.toLowerCase()
  return small === key ? [key] : [key, small]
}

/** Is a mail of this sender welcome? `allowed` are addresses and `@domains`; nobody is kept out where there are none. */
export function isWelcome(sender: string, allowed: readonly string[]): boolean {
  if (allowed.length === 0) return true
  const written = sender.trim().toLowerCase()
  const domain = written.slice(written.lastIndexOf('@'))
  return allowed.some((each) => (each.startsWith('@') ? domain : written) === each.toLowerCase())
}

/** The key in any spelling that it may have come in, but for its last letters, by which people know it. */
export function withoutSecret(text: string, secret: string): string {
  if (secret === '') return text
  const shown = `...${secret.slice(-4)}`
  return [secret, secret.toLowerCase(), secret.toUpperCase()].reduce((left, each) => left.replaceAll(each, shown), text)
}

const keyShape = /^[A-Za-z0-9_-]{8,64}$/
/** Mailboxes of other doors, and those that every domain has (RFC 2142). */
const others: ReadonlySet<string> = new Set(['postmaster', 'mailer-daemon'])
