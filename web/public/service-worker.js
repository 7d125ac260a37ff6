// Shows pages that arrive by web push, also when Baton is closed, and answers them. Nothing is cached: what a screen shows is
// asked for again. The names of what is pushed are those of server/channels/push.ts.
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

// A browser shows as many as it has room for, mostly two: the first come first, and a press on the message opens all of them.
const answers = ['acknowledge', 'decline', 'escalate', 'close']

self.addEventListener('push', (event) => {
  event.waitUntil(show(event.data.json()))
})

self.addEventListener('notificationclick', (event) => {
  const page = event.notification.data
  event.notification.close()
  event.waitUntil(answers.includes(event.action) ? answer(page, event.action) : open(pathFor(page, event.action)))
})

function show(page) {
  const { title, body, tag, isUrgent, isQuiet, language, answerPath, words } = page
  return self.registration.showNotification(title, {
    body,
    tag,
    // A page that comes again rings again, in the place of the one before; what became of it takes that place in silence.
    ...(isQuiet ? { silent: true } : { renotify: true }),
    requireInteraction: isUrgent,
    lang: language,
    icon: '/icon.svg',
    data: page,
    actions: [
      ...(answerPath ? answers.map((action) => ({ action, title: words[action] })) : []),
      { action: 'open', title: words.open },
    ],
  })
}

// The link of the delivery is the proof, as on the screen behind it: reading it changes nothing, only this answers.
async function answer(page, given) {
  try {
    const response = await fetch(page.answerPath.replace(/^\/answer\//, '/api/answers/'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-baton': '1' },
      credentials: 'omit',
      body: JSON.stringify({ answer: given }),
    })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    const { says } = await response.json()
    await tell(page, says, true)
  } catch {
    // Somebody who believes that it was done, and it was not, is worse than one more ring.
    await tell(page, page.words.failed, false)
  }
}

function tell(page, body, isDone) {
  const { title, tag, language } = page
  const data = isDone ? { ...page, answerPath: null } : page
  const shared = { body, tag, lang: language, icon: '/icon.svg', data }
  return self.registration.showNotification(title, isDone ? { ...shared, silent: true } : { ...shared, renotify: true })
}

// A press on the message itself leads to where it is answered, without having to sign in first.
function pathFor(page, action) {
  return action === 'open' ? page.openPath : (page.answerPath ?? page.openPath)
}

async function open(path) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  // Never in the place of another screen: somebody may be writing there.
  const there = windows.find((each) => new URL(each.url).pathname === path)
  return there ? there.focus() : self.clients.openWindow(path)
}
