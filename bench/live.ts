// How soon do 200 open browsers show a change? `node bench/live.ts [browsers] [changes]`; target S13: p99 300 ms.
// Each browser holds its stream of events, and asks again for what its screen shows of the topics it heard, as web/live.ts does: once
// with all of them in one incident's room, which is the worst that can be, and once with one in ten there and the rest on the list of
// alerts; each after a note and after an action. Browsers and server are two processes; the browsers do not paint.
import { Agent, get, request, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../test/real/program.ts'
import { toAskAgain } from '../web/topics.ts'
import { cpuOf, startBaton } from './baton.ts'

const browsers = Number(process.argv[2] ?? 200)
const changes = Number(process.argv[3] ?? 40)
const streamsOfOne = 20

const baton = await startBaton(await freePort())
const agent = new Agent({ keepAlive: true, maxSockets: browsers })
try {
  const team = await baton.call('createTeam', { slug: 'bench', name: 'Bench' })
  const cookies: string[] = []
  for (let n = 0; n * streamsOfOne < browsers; n++) cookies.push(await join(team.id, n))
  const incident = await baton.call('declareIncident', { teamId: team.id, title: 'Checkout fails', priority: 'P1' })
  const room = `/api/incidents/${incident.id}`
  // What an open room has asked, as its screen is written.
  const asked = {
    getIncident: room,
    readTimeline: `${room}/timeline`,
    getReach: `${room}/reach`,
    listIncidentChanges: `${room}/changes`,
    getFamily: `${room}/family`,
    listFollowers: `${room}/followers`,
  }
  const again = (topics: readonly string[]) => {
    const names = toAskAgain(topics)
    return Object.entries(asked).flatMap(([name, path]) => (names === 'all' || names.has(name) ? [path] : []))
  }
  const kinds: readonly Change[] = [
    { of: 'a note', path: `${room}/notes`, body: (n) => ({ text: `Note ${n}` }) },
    { of: 'an action', path: `${room}/actions`, body: (n) => ({ text: `Action ${n}`, isDone: true }) },
  ]
  console.log(`${browsers} browsers, ${changes} changes each`)
  for (const change of kinds) {
    await measure(`${change.of}, all in one room`, cookies, change, (topics) => again(topics))
    await measure(`${change.of}, one in ten in the room`, cookies, change, (topics, n) =>
      n % 10 === 0 ? again(topics) : [],
    )
  }
} finally {
  agent.destroy()
  await baton.stop()
}

/** Signs in a person of the team; their cookie. */
async function join(teamId: string, n: number): Promise<string> {
  const { link } = await baton.call('invite', { role: 'responder', teamId })
  const response = await fetch(`${baton.url}/api/welcome/${link.split('/').at(-1) ?? ''}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-baton': '1' },
    body: JSON.stringify({
      name: `Bench ${n}`,
      email: `bench-${n}@example.com`,
      password: 'a benchmark password',
      zone: 'UTC',
      language: 'en',
    }),
  })
  if (!response.ok) throw new Error(await response.text())
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

type Change = { readonly of: string; readonly path: string; readonly body: (n: number) => object }
/** What browser n asks again when these topics changed. */
type Asks = (topics: readonly string[], n: number) => readonly string[]

async function measure(what: string, cookies: readonly string[], { path, body }: Change, asks: Asks): Promise<void> {
  const heard: number[] = []
  const shown: number[] = []
  const change = { begunAt: 0, awaited: 0 }
  const streams = await Promise.all(
    Array.from({ length: browsers }, (_, n) => {
      const cookie = cookies[Math.floor(n / streamsOfOne)] ?? ''
      return listen(cookie, async (topics) => {
        heard.push(performance.now() - change.begunAt)
        const paths = asks(topics, n)
        await Promise.all(paths.map((each) => ask('GET', each, cookie)))
        if (paths.length > 0) shown.push(performance.now() - change.begunAt)
        change.awaited -= 1
      })
    }),
  )
  const before = await cpuOf(baton.pid)
  for (let n = 0; n < changes; n++) {
    change.awaited = browsers
    change.begunAt = performance.now()
    await ask('POST', path, cookies[0] ?? '', body(n))
    // Nobody waits longer than this for one change.
    for (let waited = 0; change.awaited > 0 && waited < 500; waited++) await pause(10)
    if (change.awaited > 0) throw new Error(`${change.awaited} browsers did not hear of change ${n}`)
    await pause(150)
  }
  const after = await cpuOf(baton.pid)
  for (const stream of streams) stream.destroy()
  print(`${what}: heard of it`, heard)
  print(`${what}: has what its screen shows`, shown)
  const ms = (seconds: number) => `${((seconds / changes) * 1000).toFixed(0)} ms`
  console.log(
    `  CPU for one change: Node ${ms(after.own - before.own)}, PostgreSQL ${ms(after.postgres - before.postgres)}`,
  )
}

/** Opens a stream of events; calls back each time that something changed in an incident, with the topics. */
function listen(cookie: string, changed: (topics: readonly string[]) => Promise<void>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(`${baton.url}/api/live`, { headers: { cookie }, agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`the stream was refused: ${response.statusCode}`))
      response.on('error', () => {})
      let rest = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        const events = `${rest}${text}`.split('\n\n')
        rest = events.pop() ?? ''
        for (const event of events) {
          const { topics = [] } = /^event: changed$/m.test(event) ? topicsIn(event) : {}
          if (topics.includes('incidents') || topics.includes('timelines')) void changed(topics)
        }
      })
      resolve(response)
    }).on('error', reject)
  })
}

function topicsIn(event: string): { readonly topics?: readonly string[] } {
  return JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '{}')
}

function ask(method: string, path: string, cookie: string, body?: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'x-baton': '1', ...(body ? { 'content-type': 'application/json' } : {}) }
    const asked = request(`${baton.url}${path}`, { method, headers, agent }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (more: string) => (text += more))
      response.on('end', () => {
        if ((response.statusCode ?? 500) < 300) return resolve(text)
        reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`))
      })
    })
    asked.on('error', reject)
    asked.end(body ? JSON.stringify(body) : undefined)
  })
}

function print(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(0)
  console.log(`${what}: p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)} ms (${times.length} times)`)
}
