// The door for calendar programs: they know a secret address, no cookie and no header, and ask again for ever.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Db } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import { networkOf } from '../people/tries.ts'
import { calendarFeed } from '../schedules/calendar-feed.ts'
import { Bound } from './bound.ts'
import { problemOf } from './problems.ts'

export type CalendarParts = {
  readonly db: Db
  readonly diagnostics: Diagnostics
  /** The address people use, for the links in events. */
  readonly url: string
  readonly addressOf: (request: IncomingMessage) => string
}

/** An office of thousands behind one address stays below the first; no program has a reason for the second. */
const perMinute = { network: 600, feed: 30 } as const

export type CalendarDoor = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>

/** Answers `/calendar/<secret>.ics`. Unknown, revoked and misspelt are one answer. */
export function calendarDoor({ db, diagnostics, url, addressOf }: CalendarParts): CalendarDoor {
  const networks = new Bound({ most: perMinute.network, everyMs: 60_000 })
  const feeds = new Bound({ most: perMinute.feed, everyMs: 60_000 })
  return async (request, response, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      return refuse(response, 405, 'This address is only read.')
    }
    if (!networks.admits(networkOf(addressOf(request)))) return tooOften(response)
    const secret = /^\/calendar\/(cal_[\w-]{27})\.ics$/.exec(path)?.[1]
    // Before anything is looked up, so that a known address and a guessed one wait alike.
    if (secret !== undefined && !feeds.admits(secret)) return tooOften(response)
    try {
      const feed = secret === undefined ? null : await calendarFeed(db, { secret, url })
      if (!feed) return refuse(response, 404, 'There is no calendar at this address. Make a new link in Baton.')
      const etag = `"${feed.hash}"`
      // To be asked for again each time, so that a revoked feed ends at once.
      const headers = { etag, 'cache-control': 'private, no-cache' }
      if (isKnown(request.headers['if-none-match'], etag)) {
        response.writeHead(304, headers).end()
        return
      }
      const body = Buffer.from(feed.text)
      const whole = { ...headers, 'content-type': 'text/calendar; charset=utf-8', 'content-length': body.length }
      response.writeHead(200, whole).end(request.method === 'HEAD' ? undefined : body)
    } catch (error) {
      const problem = problemOf(error, diagnostics, 'calendar')
      response.setHeader('retry-after', '60')
      refuse(response, problem.status, problem.say)
    }
  }
}

function isKnown(header: string | undefined, etag: string): boolean {
  const known = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return known.includes(etag) || known.includes('*')
}

function tooOften(response: ServerResponse): void {
  response.setHeader('retry-after', '60')
  refuse(response, 429, 'This is asked for too often. Once an hour is enough.')
}

function refuse(response: ServerResponse, status: number, say: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`${say}\n`)
}
