// The address of a link to evidence: a template that each incident fills with its own time and service.

export type LinkFacts = {
  /** The slug of the service the list is of; empty for what was added by hand. */
  readonly service: string
  readonly incident: number
  /** Since when it hurts, and until when, or until now: in milliseconds, as every browser knows them. */
  readonly since: number
  readonly until: number
}

/** What may stand in a template between braces; the times in milliseconds too, as some dashboards want them. */
export const linkParts = ['since', 'until', 'since_ms', 'until_ms', 'service', 'incident'] as const
type LinkPart = (typeof linkParts)[number]

/** The address to open: every part in braces is filled in, percent-encoded, so that it can be nothing but a value. */
export function fillLink(template: string, facts: LinkFacts): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const part = linkParts.find((each) => each === name)
    return part ? encodeURIComponent(valueOf(part, facts)) : whole
  })
}

function valueOf(part: LinkPart, { service, incident, since, until }: LinkFacts): string {
  switch (part) {
    case 'since':
      return isoSecond(since)
    case 'until':
      return isoSecond(until)
    case 'since_ms':
      return String(since)
    case 'until_ms':
      return String(until)
    case 'service':
      return service
    case 'incident':
      return String(incident)
  }
}

function isoSecond(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}

/** Why nobody should be sent to this address: it is none, not of the web, or its braces hold what is never filled in. */
export type LinkFault = 'not_an_address' | 'unknown_part' | 'part_in_host' | 'has_password'

/** What is wrong with this template; null when it can be opened. */
export function faultOfLink(template: string): LinkFault | null {
  const named = [...template.matchAll(/\{(\w*)\}/g)].map(([, name]) => name)
  if (named.some((name) => !linkParts.some((part) => part === name))) return 'unknown_part'
  // Whoever may name a service must not say by it where others are sent.
  if (/^[a-z]+:\/\/[^/?#]*[{}]/i.test(template)) return 'part_in_host'
  return faultOfAddress(template.replaceAll(/\{\w+\}/g, '1'))
}

/** What is wrong with an address as it is; null when a browser may be sent there. */
export function faultOfAddress(text: string): Exclude<LinkFault, 'unknown_part' | 'part_in_host'> | null {
  if (/[\s\\\p{Cc}\p{Bidi_Control}]/u.test(text)) return 'not_an_address'
  const authority = /^https?:\/\/([^/?#]+)/i.exec(text)?.[1] ?? ''
  if (authority.includes('@')) return 'has_password'
  return /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/iu.test(authority)
    ? null
    : 'not_an_address'
}

export const linkFaultSays: Readonly<Record<LinkFault, string>> = {
  not_an_address: 'Write an address such as https://grafana.example.com/d/checkout?from={since}',
  unknown_part: `Between braces stands one of ${linkParts.map((part) => `{${part}}`).join(' ')}`,
  part_in_host: 'Write the host as it is: what is filled in stands behind it',
  has_password: 'Leave the user name and the password out: everybody on call reads this address',
}
