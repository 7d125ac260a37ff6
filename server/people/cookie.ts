// The session cookie, as browsers keep it.
import type { Settings } from '../settings.ts'

type Door = Pick<Settings, 'url'>

/** The name of the session cookie. `__Host-` lets no sibling domain and no plain http set it (RFC 6265bis, 4.1.3). */
export function cookieName(settings: Door): string {
  return isSecure(settings) ? '__Host-baton_session' : 'baton_session'
}

/** The `Set-Cookie` header that signs a browser in, keeps it so, or (with nothing, for 0 seconds) signs it out. */
export function cookieHeader(
  settings: Door,
  cookie: { readonly value: string; readonly maxAgeSeconds: number },
): string {
  const secure = isSecure(settings) ? '; Secure' : ''
  return `${cookieName(settings)}=${cookie.value}; Path=/; Max-Age=${cookie.maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`
}

/** The session token in a `Cookie` header; null when there is none, it cannot be one of ours, or two contradict each other. */
export function sessionTokenIn(header: string | undefined, settings: Door): string | null {
  const name = cookieName(settings)
  const values = new Set<string>()
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) values.add(pair.slice(at + 1).trim())
  }
  const [value = ''] = values
  return values.size === 1 && /^ses_[A-Za-z0-9_-]{27}$/.test(value) ? value : null
}

function isSecure(settings: Door): boolean {
  return settings.url.startsWith('https:')
}
