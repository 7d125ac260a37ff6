// Which addresses Baton may call. Decided twice: on the written URL, and on every address its name stands for at dial time.
import { BlockList, isIP, isIPv4 } from 'node:net'

/** Made once from the settings; `hosts` hold `name` or `name:port`, `own` hold `name:port`. */
export type EgressRules = {
  readonly hosts: ReadonlySet<string>
  readonly ranges: BlockList
  readonly own: ReadonlySet<string>
}

/** A URL that passed the first look. `needsTrust`: plain http or an unusual port, only for what the operator allowed. */
export type Target = { readonly url: URL; readonly isTrustedName: boolean; readonly needsTrust: boolean }

const URL_LETTERS = 2_048
const USUAL_PORTS: ReadonlySet<string> = new Set(['443', '8443'])

// What is not in here is the open internet (RFC 6890 and the IANA special-purpose registries).
const reservedV4 = rangesOf([
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
])
const mappedV4 = rangesOf(['::ffff:0:0/96'])
const unicastV6 = rangesOf(['2000::/3'])
const reservedV6 = rangesOf(['2001::/23 2001:db8::/32 2002::/16 3fff::/20'])
// Cloud metadata lives here, and nothing a person would page: a trusted name alone does not open it.
const neverByName = rangesOf(['0.0.0.0/8 169.254.0.0/16 224.0.0.0/4 240.0.0.0/4 ::/128 fe80::/10 ff00::/8'])

/**
 * Rules from the setting BATON_EGRESS_ALLOW (`10.0.0.0/8`, `192.0.2.7`, `ntfy.lan`, `hooks.lan:8080`) and from Baton's own
 * public addresses, which it never calls, or a page could raise an alert that pages. Throws a sentence on a bad entry.
 */
export function egressRules(allowed: readonly string[], ownUrls: readonly string[] = []): EgressRules {
  const wrong = allowed.map(whyNotAllowable).find((sentence) => sentence !== null)
  if (wrong) throw new Error(wrong)
  return {
    hosts: new Set(allowed.filter((entry) => !isRange(entry)).map((entry) => entry.toLowerCase())),
    ranges: rangesOf(allowed.filter(isRange)),
    own: new Set(ownUrls.map((text) => hostAndPort(new URL(text)))),
  }
}

function isRange(entry: string): boolean {
  return isIP(entry.split('/')[0] ?? '') !== 0
}

/** Why an entry of BATON_EGRESS_ALLOW cannot be understood; null when it can. */
export function whyNotAllowable(entry: string): string | null {
  const [address = '', bits, ...rest] = entry.split('/')
  const family = isIP(address)
  const isWholeRange =
    family !== 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
  const isHost = /^(?!\d+(\.\d+)*$)[a-z0-9_-]+(\.[a-z0-9_-]+)*(:\d{1,5})?$/i.test(entry)
  if (rest.length === 0 && (isWholeRange || isHost)) return null
  return `BATON_EGRESS_ALLOW: "${entry}" is neither an address range such as 10.0.0.0/8 nor a host such as ntfy.lan or ntfy.lan:8080`
}

/** The first look at a written URL: may it be called at all, before any name is resolved? */
export function targetOf(text: string, rules: EgressRules): Target | { readonly refused: string } {
  if (text.length > URL_LETTERS) return { refused: `the address is longer than ${URL_LETTERS} characters` }
  if (!/^https?:\/\/[^/\\\s]/i.test(text) || /[\s\\\p{Cc}]/u.test(text) || !URL.canParse(text)) {
    return { refused: 'the address is not an http or https URL' }
  }
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return { refused: 'the address contains a user name or password' }
  if (url.hostname.endsWith('.')) return { refused: 'the host name ends with a dot' }
  if (isIPv4(url.hostname) && /^[^:]+:\/\/([^/?#:]*)/.exec(text)?.[1] !== url.hostname) {
    return { refused: 'the host is an address in disguise; write it as four decimal numbers' }
  }
  if (rules.own.has(hostAndPort(url))) return { refused: 'the address is Baton itself' }

  const isTrustedName = rules.hosts.has(url.hostname) || rules.hosts.has(hostAndPort(url))
  const target = { url, isTrustedName, needsTrust: url.protocol === 'http:' || !USUAL_PORTS.has(portOf(url)) }
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  const refused = isIP(literal) === 0 ? null : whyNotDial(literal, target, rules)
  return refused === null ? target : { refused }
}

/** The second look, at the very address about to be connected to: why not, or null. */
export function whyNotDial(address: string, target: Target, rules: EgressRules): string | null {
  const family = isIPv4(address) ? 'ipv4' : 'ipv6'
  // A mapped or translated form would let every rule for IPv4 be walked around.
  if (family === 'ipv6' && mappedV4.check(address, family)) return 'the address is an IPv4 address inside an IPv6 one'
  if (rules.ranges.check(address, family)) return null
  if (target.isTrustedName) return neverByName.check(address, family) ? NOT_PUBLIC : null
  if (!isPublic(address, family)) return NOT_PUBLIC
  return target.needsTrust ? 'only https on port 443 or 8443 is called, unless BATON_EGRESS_ALLOW lists the host' : null
}

const NOT_PUBLIC = 'the address is not public; an operator may list it in BATON_EGRESS_ALLOW'

function isPublic(address: string, family: 'ipv4' | 'ipv6'): boolean {
  if (family === 'ipv4') return !reservedV4.check(address, family)
  return unicastV6.check(address, family) && !reservedV6.check(address, family)
}

function hostAndPort(url: URL): string {
  return `${url.hostname}:${portOf(url)}`
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'http:' ? '80' : '443')
}

function rangesOf(lists: readonly string[]): BlockList {
  const ranges = new BlockList()
  for (const entry of lists.flatMap((list) => list.split(' '))) {
    const [address = '', bits] = entry.split('/')
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    ranges.addSubnet(address, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family)
  }
  return ranges
}
