// Twilio's proof that a request is its own (https://www.twilio.com/docs/usage/security#validating-requests).
import { createHmac, timingSafeEqual } from 'node:crypto'

/** The parameters of a form as they came; a name may come more than once. */
export type FormParameters = readonly (readonly [name: string, value: string])[]

/** HMAC-SHA1 over the public address and the sorted parameters, each name followed by its different values. */
export function phoneSignature(token: string, url: string, parameters: FormParameters): string {
  const byName = Map.groupBy(parameters, ([name]) => name)
  const text = [...byName.keys()]
    .toSorted(byCodeUnits)
    .map((name) => {
      const values = new Set((byName.get(name) ?? []).map(([, value]) => value))
      return [...values]
        .toSorted(byCodeUnits)
        .map((value) => name + value)
        .join('')
    })
    .join('')
  return createHmac('sha1', token)
    .update(url + text, 'utf8')
    .digest('base64')
}

/**
 * Was this sent by whoever knows the token? The address is the public one, for a proxy may have shown Baton another; a provider
 * signs it with the port or without.
 */
export function isFromProvider(of: {
  readonly token: string
  readonly url: string
  readonly parameters: FormParameters
  readonly signature: string
}): boolean {
  return [withoutPort(of.url), withPort(of.url)].some((url) =>
    isSame(phoneSignature(of.token, url, of.parameters), of.signature),
  )
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** `URL` drops a default port by itself; one that is not default stays in both forms. */
function withoutPort(url: string): string {
  const [origin, rest] = parted(url)
  return new URL(origin).origin + rest
}

function withPort(url: string): string {
  const [origin, rest] = parted(url)
  const { protocol, hostname, port } = new URL(origin)
  return `${protocol}//${hostname}:${port || (protocol === 'https:' ? '443' : '80')}${rest}`
}

/** What follows the host is signed as it was written, never as a URL would be put right. */
function parted(url: string): readonly [string, string] {
  const origin = /^https?:\/\/[^/?#]+/i.exec(url)?.[0] ?? ''
  return [origin, url.slice(origin.length)]
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
