// Where a service is looked at and mended: its runbooks, dashboards, logs. Without shapes, for browsers.

/** The kinds of a link in the order in which somebody reads them who was woken. */
export const linkKinds = ['runbook', 'dashboard', 'logs', 'repository', 'room', 'other'] as const
export type LinkKind = (typeof linkKinds)[number]

export type ServiceLink = { readonly name: string; readonly url: string; readonly kind: LinkKind }

export const linkLimits = { links: 50, name: 200, url: 2000 } as const

export type LinkFault = 'missing' | 'too_long' | 'not_web' | 'credentials'

/** What keeps this text from being an address that everybody in the team may open? Null: nothing does. */
export function linkFault(url: string): LinkFault | null {
  if (url === '') return 'missing'
  if (url.length > linkLimits.url) return 'too_long'
  const authority = webAddress.exec(url)?.[1]
  if (authority === undefined || !url.isWellFormed()) return 'not_web'
  return authority.includes('@') ? 'credentials' : null
}

export const linkFaultSay: Readonly<Record<LinkFault, string>> = {
  missing: 'Write the address of the link, for example https://wiki.example.com/runbooks/checkout',
  too_long: `An address has at most ${linkLimits.url} characters; use a shorter link`,
  not_web: 'Write an address that begins with http:// or https://',
  credentials: 'Leave the user name and password out of the address: everybody who sees the service would see them',
}

/** The same links with the runbooks first, each kind in the order that was written. */
export function runbooksFirst<Link extends { readonly kind: LinkKind }>(links: readonly Link[]): readonly Link[] {
  return linkKinds.flatMap((kind) => links.filter((link) => link.kind === kind))
}

/** Its group is everything up to the path. Nothing that a browser reads otherwise than a person does: backslashes, what is not seen. */
const webAddress =
  /^https?:\/\/([^\s<>"\\/?#:\p{Cc}\p{Cf}][^\s<>"\\/?#\p{Cc}\p{Cf}]*)(?:[/?#][^\s<>"\\\p{Cc}\p{Cf}]*)?$/iu
