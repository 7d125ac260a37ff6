// The service worker as browsers run it: a script of its own, with only what a worker has.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { expect, test } from 'vitest'
import { paths } from '../web/paths.ts'

const script = readFileSync(path.join(import.meta.dirname, '..', 'web', 'public', 'service-worker.js'), 'utf8')

const page = {
  title: '[P1] Checkout is failing',
  body: 'Service: Payments',
  tag: 'page-12',
  isUrgent: true,
  language: 'en',
  openPath: '/alerts/7',
  answerPath: '/answer/t0ken',
  words: {
    acknowledge: 'Acknowledge',
    decline: 'I cannot',
    escalate: 'Next person',
    close: 'Close',
    open: 'Open',
    failed: 'Not acknowledged.',
  },
}

test('a push is shown with its answers, and rings again in its place', async () => {
  const worker = start()
  await worker.push(page)
  expect(worker.shown).toEqual([
    expect.objectContaining({
      title: page.title,
      body: page.body,
      tag: 'page-12',
      renotify: true,
      requireInteraction: true,
      actions: [
        { action: 'acknowledge', title: 'Acknowledge' },
        { action: 'decline', title: 'I cannot' },
        { action: 'escalate', title: 'Next person' },
        { action: 'close', title: 'Close' },
        { action: 'open', title: 'Open' },
      ],
    }),
  ])
  expect(worker.fetched).toEqual([])
})

test('a notice has nothing to acknowledge', async () => {
  const worker = start()
  await worker.push({ ...page, answerPath: null })
  expect(worker.shown[0]).toMatchObject({ actions: [{ action: 'open' }] })
})

test.each(['acknowledge', 'decline', 'escalate', 'close'])(
  "%s posts the delivery's own proof, without a cookie, and says how it stands",
  async (action) => {
    const worker = start({ status: 200, body: { state: 'acknowledged', says: 'Ana $& Kim has it already.' } })
    await worker.press(page, action)
    expect(worker.fetched).toEqual([
      [
        '/api/answers/t0ken',
        expect.objectContaining({ method: 'POST', credentials: 'omit', body: JSON.stringify({ answer: action }) }),
      ],
    ])
    expect(worker.shown).toEqual([
      expect.objectContaining({ body: 'Ana $& Kim has it already.', tag: 'page-12', silent: true }),
    ])
  },
)

test.each([
  ['the link is refused', { status: 410, body: {} }],
  ['Baton is away', 'away' as const],
])('when %s, nobody is left believing that they have it', async (_, server) => {
  const worker = start(server)
  await worker.press(page, 'acknowledge')
  expect(worker.shown).toEqual([expect.objectContaining({ body: 'Not acknowledged.', renotify: true })])
})

test.each([
  ['the message itself', '', '/answer/t0ken'],
  ['"open"', 'open', '/alerts/7'],
])('a press on %s only opens a screen', async (_, action, path) => {
  const worker = start()
  await worker.press(page, action)
  expect([worker.opened, worker.fetched]).toEqual([[path], []])
})

test('a screen that is open already comes to the front; one where somebody may be writing is left alone', async () => {
  const worker = start('away', ['https://baton.example/alerts/7', 'https://baton.example/policies/1'])
  await worker.press(page, 'open')
  expect([worker.focused, worker.opened]).toEqual([['https://baton.example/alerts/7'], []])
})

type Answer = { readonly status: number; readonly body: object } | 'away'

function start(server: Answer = 'away', windows: readonly string[] = []) {
  const shown: object[] = []
  const fetched: unknown[][] = []
  const opened: string[] = []
  const focused: string[] = []
  const listeners = new Map<string, (event: object) => void>()
  const self = {
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    registration: {
      showNotification: async (title: string, options: object) => void shown.push({ title, ...options }),
    },
    clients: {
      matchAll: async () => windows.map((url) => ({ url, focus: async () => void focused.push(url) })),
      openWindow: async (to: string) => void opened.push(to),
    },
  }
  const fetch = async (...call: unknown[]) => {
    fetched.push(call)
    if (server === 'away') throw new TypeError('Failed to fetch')
    return new Response(JSON.stringify(server.body), { status: server.status })
  }
  vm.runInNewContext(script, { self, fetch, URL })
  const happen = async (name: string, event: object) => {
    let work: Promise<unknown> = Promise.resolve()
    listeners.get(name)?.({ ...event, waitUntil: (promise: Promise<unknown>) => (work = promise) })
    await work
  }
  return {
    shown,
    fetched,
    opened,
    focused,
    push: (data: object) => happen('push', { data: { json: () => data } }),
    press: (data: object, action: string) =>
      happen('notificationclick', { action, notification: { data, close() {} } }),
  }
}

test('what other programs share comes to the screen that writes it down, under the names that it reads', () => {
  const manifest: unknown = JSON.parse(readFileSync('web/public/manifest.webmanifest', 'utf8'))
  expect(manifest).toMatchObject({
    share_target: { action: paths.share, method: 'GET', params: { title: 'title', text: 'text', url: 'url' } },
    shortcuts: [{ url: paths.share }],
  })
})
