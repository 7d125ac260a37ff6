// A calendar at an address, through the guard of outgoing calls: what it says, that nothing is new, or why it was not read.
import type { Failure } from '../../domain/calendars/follow.ts'
import { calendarLimits } from '../../domain/calendars/event.ts'
import type { Egress, EgressPage } from '../egress/egress.ts'

/** What was sent with the last reading; it is asked whether anything is new since. */
export type Validators = { readonly etag: string | null; readonly lastModified: string | null }

export type Fetched =
  | (Validators & { readonly kind: 'fetched'; readonly bytes: Uint8Array })
  | { readonly kind: 'same' }
  | { readonly kind: 'failed'; readonly failure: Failure }

const mostRedirects = 3
const withinMs = 20_000

/** `webcal:` is how calendar programs write an address that is read over https. */
export function asAddress(text: string): string {
  return text.trim().replace(/^webcals?:\/\//i, 'https://')
}

/** What does the calendar at this address say now? Redirects are followed, each to where the guard lets it go. */
export async function fetchCalendar(egress: Egress, address: string, known: Validators): Promise<Fetched> {
  const deadline = AbortSignal.timeout(withinMs)
  let url = address
  for (let hops = 0; ; hops += 1) {
    const page = await egress.get({ url, headers: headersFor(known), mostBytes: calendarLimits.bytes }, deadline)
    const next = page.kind === 'answered' && page.status >= 301 && page.status <= 308 ? page.location : null
    if (next === null) return asFetched(page)
    if (hops >= mostRedirects) return failed('redirects', `more than ${mostRedirects}`)
    if (!URL.canParse(next, url)) return failed('redirects', 'to what is no address')
    url = new URL(next, url).href
  }
}

function headersFor({ etag, lastModified }: Validators): Record<string, string> {
  return {
    accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1',
    'user-agent': 'Baton',
    // What is sent back as it came must be able to stand in a header.
    ...(isHeader(etag) ? { 'if-none-match': etag } : {}),
    ...(isHeader(lastModified) ? { 'if-modified-since': lastModified } : {}),
  }
}

function isHeader(text: string | null): text is string {
  return text !== null && /^[\x21-\x7e][\x20-\x7e]{0,500}$/.test(text)
}

function asFetched(page: EgressPage): Fetched {
  switch (page.kind) {
    case 'refused':
      return failed('not_let_out', page.because)
    case 'failed':
      return failed('unreachable', page.because)
    case 'too_large':
      return failed('too_large', '')
    case 'answered':
      return ofStatus(page)
  }
}

function ofStatus({ status, body, etag, lastModified }: Extract<EgressPage, { readonly kind: 'answered' }>): Fetched {
  if (status === 200) return { kind: 'fetched', bytes: body, etag, lastModified }
  if (status === 304) return { kind: 'same' }
  if (status === 404 || status === 410) return failed('not_there', `HTTP ${status}`)
  if (status === 401 || status === 403) return failed('not_allowed', `HTTP ${status}`)
  return failed('answers_badly', `HTTP ${status}`)
}

function failed(because: Failure['because'], detail: string): Fetched {
  return { kind: 'failed', failure: { because, detail } }
}
