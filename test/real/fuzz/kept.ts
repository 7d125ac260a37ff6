// Afterwards: what was promised is there, and everything that is stored is shown.
import type { Baton } from '../baton.ts'
import type { Trial } from '../trial.ts'
import type { Keys } from './cases.ts'

type Opened = { readonly sourceId: string; readonly key: string; readonly number: number }

/** Each alert that an answer with success promised is in the list of alerts, under its key. */
export async function checkKept(trial: Trial, baton: Baton, opened: readonly Opened[]): Promise<void> {
  const kept = new Set<string>()
  let before: number | null = null
  do {
    const page: Awaited<ReturnType<typeof listed>> = await listed(baton, before)
    for (const { sourceId, key } of page.alerts) kept.add(`${sourceId} ${key}`)
    before = page.nextBefore
  } while (before !== null)
  const lost = opened.filter(({ sourceId, key }) => !kept.has(`${sourceId} ${key}`))
  const shown = lost
    .slice(0, 8)
    .map(({ number, key }) => `\n          case ${number}: ${JSON.stringify(key.slice(0, 100))}`)
  trial.check(
    lost.length === 0 && opened.length > 0,
    `${opened.length} events were accepted under keys that are known, ${lost.length} of them are in no alert (${kept.size} alerts)${shown.join('')}`,
  )
}

function listed(baton: Baton, before: number | null) {
  return baton.call('listAlerts', { state: 'all', limit: 200, ...(before === null ? {} : { before }) })
}

const mostShown = 4_000

/** Alerts one by one, the whole log, what came in last, and what vendors' tools read: all of it is given, and is text. */
export async function checkShown(trial: Trial, baton: Baton, keys: Keys): Promise<void> {
  const broken: string[] = []
  const attempt = async (what: string, show: () => Promise<unknown>) => {
    try {
      const text = JSON.stringify(await show())
      if (/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i.test(text)) broken.push(`${what} holds what is no text`)
    } catch (error) {
      broken.push(`${what}: ${String(error)}`)
    }
  }
  let shown = 0
  let before: number | null = null
  do {
    const page: Awaited<ReturnType<typeof listed>> = await listed(baton, before)
    for (const { id } of page.alerts) {
      if (shown++ < mostShown) await attempt(`alert ${id}`, () => baton.call('getAlert', { alertId: id }))
    }
    before = shown < mostShown ? page.nextBefore : null
  } while (before !== null)
  let entries = 0
  let from: number | null = null
  do {
    const page: Awaited<ReturnType<typeof logged>> = await logged(baton, from)
    await attempt(`the log before ${from}`, () => Promise.resolve(page))
    entries += page.entries.length
    from = page.nextBefore
  } while (from !== null)
  // Some dialects share a source, and what is asked of it below pushes out what came to it before.
  const sources = new Map([...keys.sources].map(([dialect, { id, key }]) => [id, { dialect, key }]))
  for (const [id, { dialect, key }] of sources) {
    await attempt(`what came to ${dialect}`, async () => {
      const { received } = await baton.call('listReceived', { sourceId: id })
      for (const one of received) await baton.call('getReceived', { sourceId: id, receivedId: one.id })
      return received
    })
    for (const read of [
      '/api/v2/alerts',
      '/api/v2/alerts/groups',
      '/api/v2/silences',
      '/v2/alerts',
      '/v2/heartbeats',
    ]) {
      await attempt(`${read} of ${dialect}`, async () => {
        const answer = await fetch(`${baton.url}/in/${key}${read}`)
        if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
        return answer.json()
      })
    }
  }
  trial.check(broken.length === 0, `${Math.min(shown, mostShown)} alerts and ${entries} lines of the log are shown, and what came in last ${broken.slice(0, 8).join('\n          ').slice(0, 3_000)}`) // prettier-ignore
}

function logged(baton: Baton, before: number | null) {
  return baton.call('readLog', { limit: 200, ...(before === null ? {} : { before }) })
}
