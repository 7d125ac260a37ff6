// The service worker as browsers run it: a script of its own, with only what a worker has.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { expect, test } from 'vitest'

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
    open: 'Open',
    taken: '{name} has it.',
    over: 'It is over.',
    failed: 'Not acknowledged.',
  },
}

test('a push is shown with its two actions, and rings again in its place', async () => {
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

test("acknowledging posts the delivery's own proof, without a cookie, and says who has it", async () => {
  const worker = start({ status: 200, body: { state: 'acknowledged', acknowledgedBy: 'Ana $& Kim', wasFirst: true } })
  await worker.press(page, 'acknowledge')
  expect(worker.fetched).toEqual([
    [
      '/api/answers/t0ken',
      expect.objectContaining({ method: 'POST', credentials: 'omit', body: '{"answer":"acknowledge"}' }),
    ],
  ])
  expect(worker.shown).toEqual([expect.objectContaining({ body: 'Ana $& Kim has it.', tag: 'page-12', silent: true })])
})

test('what is over is said to be over', async () => {
  const worker = start({ status: 200, body: { state: 'closed', acknowledgedBy: null, wasFirst: false } })
  await worker.press(page, 'acknowledge')
  expect(worker.shown[0]).toMatchObject({ body: 'It is over.' })
})

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
