// What is sent, by seed and number: a message of a dialect, damaged in its body, its head, its address, or on its way.
import { createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { Chance, damaged, oddTexts } from '../../../domain/intake/mutations.test-support.ts'
import { readAs } from '../../../domain/intake/specimens-reading.test-support.ts'
import { at, others, specimens, type Specimen } from '../../../domain/intake/specimens.test-support.ts'
import type { Written } from './wire.ts'

export type Keys = {
  /** The key and the id of a source of each dialect. */
  readonly sources: ReadonlyMap<string, { readonly key: string; readonly id: string }>
  readonly signed: { readonly key: string; readonly id: string; readonly secret: string }
  readonly mail: { readonly key: string; readonly domain: string }
}

export type Case = {
  readonly number: number
  /** What it was and what was done to it. */
  readonly how: readonly string[]
  readonly written: Written
  /** The keys of alerts that must be there when it is answered with success. */
  readonly opens: readonly string[]
  readonly sourceId: string
  /** It must be refused: its signature is not right. */
  readonly mustRefuse: boolean
}

type Draft = { -readonly [K in keyof Written]: Written[K] } & { isPlain: boolean }

export function caseOf(seed: number, number: number, keys: Keys): Case {
  const chance = new Chance(Math.imul(seed, 1_000_003) + number)
  if (chance.once(25)) return mailCase(number, chance, keys)
  const chosen = chance.once(4) ? chance.of(others) : chance.of(specimens)
  const specimen = withKey(chosen, number)
  const isSigned = chance.once(20)
  const source = (isSigned ? keys.signed : keys.sources.get(specimen.dialect)) ?? keys.signed
  const body = typeof specimen.sent === 'string' ? Buffer.from(specimen.sent) : null
  const { bytes, how } = body && chance.once(2) ? { bytes: body, how: [] } : damaged(specimen.sent, chance)
  const isOwn = specimens.includes(chosen) && specimen.dialect !== 'opsgenie' && chance.once(8)
  const path = isOwn ? '/' : specimen.path
  const draft: Draft = {
    method: specimen.method ?? 'POST',
    target: path.includes(':key') ? path.replace(':key', source.key) : `/in/${source.key}${path === '/' ? '' : path}`,
    headers: [['host', 'baton.test'], ['content-type', 'application/json'], ...Object.entries(specimen.headers ?? {})],
    body: specimen.method === 'GET' ? new Uint8Array() : bytes,
    framing: 'length',
    isPlain: true,
  }
  const done = [`${specimen.dialect} ${draft.method} ${path}`, ...how]
  const signature = isSigned ? sign(draft, keys.signed.secret, chance) : 'not asked'
  if (isSigned) done.push(`signature ${signature}`)
  if (chance.once(2)) {
    const [name, change] = chance.of(onTheWay)
    done.push(name)
    change(draft, chance, source.key)
  }
  const { isPlain, ...written } = draft
  const isRead = isPlain && bytes.length <= mostBytes && !(isOwn && (isSigned || specimen.dialect === 'pagerduty'))
  const opens = isRead ? keysIn(specimen, bytes, how) : []
  return {
    number,
    how: done,
    written,
    opens,
    sourceId: source.id,
    mustRefuse: isSigned && signature !== 'right' && path !== '/metrics',
  }
}

const mostBytes = 1_048_576

/** The specimen under a key that no other case has. */
function withKey(specimen: Specimen, number: number): Specimen {
  const { key } = specimen
  if (!key) return specimen
  const sent: unknown = structuredClone(specimen.sent)
  const holder = at(sent, key.slice(0, -1)) as Record<string, unknown>
  const name = String(key.at(-1))
  holder[name] = typeof holder[name] === 'number' ? 1_000_000 + number : `case/${number}`
  return { ...specimen, sent }
}

/** What the readers say that these bytes open, and, where everything that decides is unharmed, the key that was written. */
function keysIn(specimen: Specimen, bytes: Uint8Array, how: readonly string[]): readonly string[] {
  const { events } = readAs(specimen, bytes, Temporal.Now.instant())
  const read = events.flatMap((event) => ('action' in event && event.action === 'trigger' ? [event.key] : []))
  // What is too deep is words to some.
  const kept = how.includes('deep within') ? null : keptKey(specimen, bytes)
  // These make a key by chance where none was sent.
  const isMade = ['enqueue', 'pagerduty', 'opsgenie'].includes(specimen.dialect)
  return [...new Set([...(isMade ? [] : read), ...(kept === null ? [] : [kept])])]
}

/** Judged by JSON alone, and not by what the readers make of it. */
function keptKey({ key, decides = [], sent }: Specimen, bytes: Uint8Array): string | null {
  if (!key) return null
  const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const isUnharmed = [key, ...decides].every((way) => JSON.stringify(at(value, way)) === JSON.stringify(at(sent, way)))
  return isUnharmed ? String(at(sent, key)) : null
}

/** Signs the body, or does so wrongly; says how. */
function sign(draft: Draft, secret: string, chance: Chance): 'right' | 'missing' | 'wrong' | 'old' {
  const how = chance.of(['right', 'right', 'missing', 'wrong', 'old'] as const)
  if (how === 'missing') return how
  const seconds = Math.floor(Date.now() / 1_000) - (how === 'old' ? 3_600 : 0)
  const made = createHmac('sha256', how === 'wrong' ? 'another' : secret)
    .update(`${seconds}.`)
    .update(draft.body)
    .digest('hex')
  draft.headers = [...draft.headers, ['x-signature', `sha256=${made}`], ['x-timestamp', String(seconds)]]
  return how
}

type Change = (draft: Draft, chance: Chance, key: string) => void

function harming(change: Change): Change {
  return (draft, chance, key) => {
    draft.isPlain = false
    change(draft, chance, key)
  }
}

const put = (draft: Draft, name: string, value: string) => {
  draft.headers = [...draft.headers.filter(([said]) => said !== name), [name, value]]
}

let bomb: Buffer | null = null
/** 100 MB of nothing in 100 kB. */
function gzipBomb(): Buffer {
  return (bomb ??= gzipSync(Buffer.alloc(100_000_000, ' ')))
}

const packed = (change: (body: Uint8Array, chance: Chance) => Uint8Array): Change =>
  harming((draft, chance) => {
    draft.body = change(draft.body, chance)
    put(draft, 'content-encoding', 'gzip')
  })

const onTheWay: readonly (readonly [string, Change])[] = [
  ['another Content-Type', (draft, chance) => put(draft, 'content-type', chance.of(types))],
  ['no Content-Type', (draft) => (draft.headers = draft.headers.filter(([name]) => name !== 'content-type'))],
  [
    'packed',
    (draft) => {
      draft.body = gzipSync(draft.body)
      put(draft, 'content-encoding', 'gzip')
    },
  ],
  ['packed twice', packed((body) => gzipSync(gzipSync(body)))],
  ['packed and broken off', packed((body, chance) => gzipSync(body).subarray(0, chance.below(body.length + 1)))],
  ['packed, with something behind', packed((body) => Buffer.concat([gzipSync(body), Buffer.from('behind')]))],
  ['said to be packed', packed((body) => body)],
  ['a bomb', packed(() => gzipBomb())],
  ['an encoding nobody knows', harming((draft, chance) => put(draft, 'content-encoding', chance.of(encodings)))],
  ['chunked', (draft) => (draft.framing = 'chunked')],
  ['broken off', harming((draft) => (draft.framing = 'broken'))],
  ['a chunk broken off', harming((draft) => (draft.framing = 'broken chunk'))],
  ['two lengths', harming((draft) => (draft.framing = 'both'))],
  ['another method', harming((draft, chance) => (draft.method = chance.of(methods)))],
  ['expects to be told', (draft) => put(draft, 'expect', '100-continue')],
  ['expects something odd', harming((draft) => put(draft, 'expect', 'the-unexpected'))],
  ['another host', harming((draft, chance) => put(draft, 'host', chance.of(hosts)))],
  ['odd credentials', harming((draft, chance) => put(draft, 'authorization', chance.of(credentials)))],
  ['an odd header', harming((draft, chance) => put(draft, chance.of(names), chance.of(oddTexts).replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 8_000)))], // prettier-ignore
  ['another key', harming((draft, chance, key) => (draft.target = draft.target.replace(key, chance.of(oddKeys(key)))))],
  ['an odd path', harming((draft, chance) => (draft.target += chance.of(behind)))],
  ['an odd beginning', harming((draft, chance) => (draft.target = chance.of(before) + draft.target))],
  ['an escape in the path', harming((draft, chance) => (draft.target = escaped(draft.target, chance)))],
  ['an odd query', harming((draft, chance) => (draft.target += `?${chance.of(queries)}`))],
]

const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b', 'text/html', 'application/json; charset=utf-16', 'image/png', '', '////', 'application/json;'.repeat(300)] // prettier-ignore
const encodings = ['br', 'deflate', 'zstd', 'gzip, gzip', 'identity, gzip', 'x', 'constructor', '']
const methods = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'M-SEARCH', 'QUERY', 'FOO']
const hosts = ['events.pagerduty.com', 'api.opsgenie.com', '', 'a b', 'x'.repeat(3_000), '[::1', 'evil.example/..']
const credentials = ['Basic', 'Basic %%%', `Basic ${'A'.repeat(5_000)}`, 'GenieKey ', 'Bearer \u00ff\u00fe', 'Token token="', 'x'] // prettier-ignore
const names = ['x-routing-key', 'x-forwarded-for', 'sentry-hook-resource', 'x-amz-sns-message-type', 'cookie', 'accept', 'x-odd', '__proto__'] // prettier-ignore
const oddKeys = (key: string) => ['', 'x', key.toUpperCase(), `${key}x`, '%00', '..', 'k'.repeat(5_000), encodeURIComponent('<script>'), '__proto__'] // prettier-ignore
const behind = ['/', '//', '/..', '/../..', '/%00', '/%ff', '/%', '/%e0%a4%a', `/${'x'.repeat(8_000)}`, '/\u00ff', '/<script>alert(1)</script>', '#x', '/%2e%2e/%2e%2e', ';x=1', '/a/b/c/d/e/f'] // prettier-ignore
const before = ['/', '/..', '/%2e', 'http://baton.test', '*', '/api', '/%00', '/in//']
const queries = ['%', '%00=%00', 'key=x', 'x='.repeat(3_000), '__proto__=1&constructor=2', 'rid=%ff', 'create=1&create=2', 'query=((((((((', 'filter={', 'limit=-1&offset=1e9&sort=x', `query=${'('.repeat(1_500)}`, 'identifierType=tiny', 'date=9999-99-99', 'date=+275760-09-13T00:00:00Z', 'user=%00&note=%00', 'query=message:%00', 'limit=NaN', 'flat=x', 'active=x', 'filter=a%3D~%22(a%2B)%2B%22'] // prettier-ignore

/** One character of the path as an escape, or an escape of something odd in the place of one. */
function escaped(target: string, chance: Chance): string {
  const where = 1 + chance.below(Math.max(1, target.length - 1))
  const as = chance.of([
    `%${(target.charCodeAt(where) || 47).toString(16)}`,
    '%00',
    '%',
    '%C0%AF',
    '%ED%A0%80',
    '%E2%80%AE',
  ])
  return target.slice(0, where) + as + target.slice(where + 1)
}

const mails = [
  'From: Ana <ana@example.com>\r\nTo: ping+22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324@DOMAIN\r\nSubject: backup\r\n\r\ndone\r\n',
  'From: ana@example.com\r\nTo: reply+abc-0123456789abcdef0123456789abcdef@DOMAIN\r\nSubject: =?utf-8?B?8J+UpQ==?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=koi8-r\r\nContent-Transfer-Encoding: base64\r\n\r\nPHNjcmlwdD4=\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny\r\n--b--\r\n', // prettier-ignore
]

function mailCase(number: number, chance: Chance, { mail }: Keys): Case {
  const text = chance.of(mails).replaceAll('DOMAIN', mail.domain)
  const lines = text.split('\r\n')
  const odd = lines.toSpliced(chance.below(lines.length), chance.below(2), `${chance.of(['To', 'X', 'Content-Type', ''])}: ${chance.of(oddTexts)}`) // prettier-ignore
  const { bytes, how } = damaged(chance.once(2) ? text : odd.join('\r\n'), chance)
  const isText = chance.once(2)
  const hasKey = !chance.once(10)
  const draft: Draft = {
    method: 'POST',
    target: `/in/mail/${hasKey ? mail.key : 'wrong'}`,
    headers: [
      ['host', 'baton.test'],
      ['content-type', 'message/rfc822'],
    ],
    body: isText ? Buffer.from(odd.join('\r\n').toWellFormed()) : bytes,
    framing: 'length',
    isPlain: false,
  }
  const done = ['a mail', ...(isText ? [] : how), ...(hasKey ? [] : ['another key'])]
  if (chance.once(3)) {
    const [name, change] = chance.of(onTheWay)
    done.push(name)
    change(draft, chance, mail.key)
  }
  const { isPlain: _, ...written } = draft
  return { number, how: done, written, opens: [], sourceId: '', mustRefuse: false }
}
