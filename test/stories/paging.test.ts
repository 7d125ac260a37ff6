import { expect, vi } from 'vitest'
import { story } from '../world.ts'

story('a failed contact fails over to the next at once', async ({ person, contact, call, raise, phones, phone }) => {
  const ana = await person('ana')
  const later = await contact('ana', ana, 'ntfy', 'ana-phone')
  const mail = (await call('getContacts', { personId: ana })).contacts.find((one) => one.channel === 'email')
  await call('setContactRules', {
    personId: ana,
    rules: [
      { priority: 'P1', contactId: mail?.id ?? '', afterMinutes: 0 },
      { priority: 'P1', contactId: later, afterMinutes: 10 },
    ],
  })
  phones.make('ana@example.com', { giveUp: 'email_refused: no such mailbox' })
  await raise('Payments are down', { policy: 'ana 15m' })
  phone('ana').stayedQuiet()
  phones.of('ana-phone').rang('Payments are down')
})

story(
  'a contact with a delay waits its minutes, and an answer keeps it quiet',
  async ({ person, contact, call, raise, pass, phones }) => {
    const ana = await person('ana')
    const later = await contact('ana', ana, 'ntfy', 'ana-phone')
    const mail = (await call('getContacts', { personId: ana })).contacts.find((one) => one.channel === 'email')
    await call('setContactRules', {
      personId: ana,
      rules: [
        { priority: 'P1', contactId: mail?.id ?? '', afterMinutes: 0 },
        { priority: 'P1', contactId: later, afterMinutes: 3 },
      ],
    })
    const loud = phones.of('ana-phone')
    const first = await raise('One', { policy: 'ana 15m' })
    await pass({ minutes: 2 })
    loud.stayedQuiet()
    await pass({ minutes: 1 })
    loud.rang('One')
    const second = await raise('Two', { policy: 'ana 15m' })
    await call('acknowledgeAlert', { alertId: second.id })
    const { pages } = await call('listPages', { alertId: second.id })
    const states = pages.flatMap(({ deliveries }) => deliveries.map(({ state }) => state))
    expect(states.toSorted()).toEqual(['cancelled', 'sent']) // with the answer, not when it would have been due
    await pass({ minutes: 10 })
    loud.stayedQuiet()
    expect(first.id).not.toBe(second.id)
  },
)

story('a step that reached nobody does not wait its minutes out', async ({ raise, phones, phone, log }) => {
  phones.make('ana@example.com', { giveUp: 'email_refused: no such mailbox' })
  await raise('Payments are down', { policy: 'ana 15m, ben 15m' })
  phone('ben').rang('Payments are down')
  await log.says('Ana could not be reached by email (a***@example.com)')
  await log.hasNot('Ana did not answer')
})

story('a provider that is slow to recover is tried again, with pauses', async ({ raise, pass, phones, phone }) => {
  phones.make('ana@example.com', { tryAgain: 'email_refused_for_now: greylisted' })
  await raise('Payments are down', { policy: 'ana 15m' })
  phone('ana').stayedQuiet()
  phones.make('ana@example.com', 'well')
  await pass({ seconds: 5 })
  phone('ana').rang('Payments are down')
  phone('ana').rangTimes(1)
})

story(
  'more deliveries that fail at once than there are connections: each is written down, and others are served meanwhile',
  async ({ service, event, phones, settle, call, database, person, contact }) => {
    await person('mia', { role: 'admin' })
    // A program is told of each page by a message of its own.
    await contact('ana', await person('ana', { phone: false }), 'webhook', 'https://hooks.example.com/ana')
    const { key } = await service('ana 15m', { grouping: 'none' })
    phones.make('https://hooks.example.com/ana', { giveUp: 'http_refused: no such door' })
    for (let i = 0; i < 40; i++) await event(key, { action: 'trigger', dedup: `d${i}` })
    const began = performance.now()
    const [, teams] = await Promise.all([settle(), call('listTeams', {})])
    expect(teams.teams).toHaveLength(1)
    // Waiting for a connection that only the waiting can give back would take three seconds, and fail.
    expect(performance.now() - began).toBeLessThan(2_900)
    const states = await database.db
      .selectFrom('delivery')
      .select('state')
      .where('address', '=', 'https://hooks.example.com/ana')
      .execute()
    expect(states.map(({ state }) => state)).toEqual(Array.from({ length: 40 }, () => 'failed'))
  },
)

story('a provider that hangs holds nobody else back', async ({ raise, phones, phone, node }) => {
  phones.make(
    'ana@example.com',
    (_message, deadline) =>
      new Promise((resolve) => deadline.addEventListener('abort', () => resolve({ tryAgain: 'deadline: no answer' }))),
  )
  const deadline = new AbortController()
  using deadlines = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal)
  const hanging = raise('First', { policy: 'ana+ben 15m' })
  await expect.poll(() => phone('ben').all().length, { timeout: 5_000 }).toBe(1)
  expect(node.sender.capacity.free).toBeLessThan(256)
  expect(deadlines.mock.calls).toEqual([[10_000], [10_000]])
  deadline.abort()
  await hanging
})

story('nobody on call is passed at once and said', async ({ schedule, raise, phone, log }) => {
  await schedule('later', { people: ['zoe'], startsOn: '2027-01-04' })
  await raise('Payments are down', { policy: 'schedule:later 15m, ben 10m' })
  phone('ben').rang('Payments are down')
  await log.says('Nobody is on call for Later, so step 1 was passed')
})

story(
  'a policy that reaches nobody at all alarms the fallback in the same moment',
  async ({ schedule, person, raise, phone, log }) => {
    await schedule('later', { people: ['zoe'], startsOn: '2027-01-04' })
    await person('mia', { role: 'admin' })
    await raise('Payments are down', { policy: 'schedule:later 15m' })
    phone('mia').rang('Payments are down')
    await log.says('the fallback was alarmed (Mia)')
  },
)

story('somebody who left the company is a gap at once', async ({ person, call, raise, phone, log }) => {
  const ana = await person('ana')
  await call('changePerson', { personId: ana, isDeactivated: true })
  await raise('Payments are down', { policy: 'ana 15m, ben 10m' })
  phone('ana').stayedQuiet()
  phone('ben').rang('Payments are down')
  await log.says('Nobody is on call for Ana')
})

story('the shift changes on the wall clock, also when the clock jumps', async ({ at, schedule, raise, phone }) => {
  await schedule('berlin', { people: ['ana', 'ben'], zone: 'Europe/Berlin', startsOn: '2026-03-23' })
  await at('2026-03-30T08:59:59[Europe/Berlin]') // the clocks jumped the night before
  await raise('One second before nine', { policy: 'schedule:berlin 15m' })
  phone('ana').rang('One second before nine')
  await at('2026-03-30T09:00[Europe/Berlin]')
  await raise('Nine sharp', { policy: 'schedule:berlin 15m' })
  phone('ben').rang('Nine sharp')
  phone('ana').stayedQuiet()
})

story('an override wakes the one who took it', async ({ at, schedule, person, call, raise, phone }) => {
  await at('2026-03-25T22:00:00Z')
  const scheduleId = await schedule('berlin', { people: ['ana', 'ben'], zone: 'Europe/Berlin', startsOn: '2026-03-23' })
  await call('addOverride', {
    scheduleId,
    personId: await person('cho'),
    startsAt: '2026-03-25T22:00:00Z',
    endsAt: '2026-03-26T06:00:00Z',
    reason: 'Ana is ill',
  })
  await raise('In the night', { policy: 'schedule:berlin 15m' })
  phone('cho').rang('In the night')
  phone('ana').stayedQuiet()
})

story(
  'a shadow gets a copy, and nobody waits for it',
  async ({ at, schedule, person, call, raise, pass, phone, log }) => {
    await at('2026-03-25T22:00:00Z')
    const scheduleId = await schedule('berlin', { people: ['ana'], zone: 'Europe/Berlin', startsOn: '2026-03-23' })
    const night = { startsAt: '2026-03-25T22:00:00Z', endsAt: '2026-03-26T06:00:00Z' }
    await call('addOverride', { scheduleId, kind: 'add', role: 'shadow', personId: await person('cho'), ...night })
    await raise('In the night', { policy: 'schedule:berlin 5m, ben 10m' })
    phone('ana').rang('In the night')
    phone('cho').rang('In the night')
    await log.says('Ana paged')
    await pass({ minutes: 5 })
    phone('ben').rang('In the night')
    await log.says('Ana did not answer; Ben paged')
  },
)

story('a copy that arrives keeps nobody waiting', async ({ at, schedule, person, call, raise, phones, phone }) => {
  await at('2026-03-25T22:00:00Z')
  const scheduleId = await schedule('berlin', { people: ['ana'], zone: 'Europe/Berlin', startsOn: '2026-03-23' })
  const night = { startsAt: '2026-03-25T22:00:00Z', endsAt: '2026-03-26T06:00:00Z' }
  await call('addOverride', { scheduleId, kind: 'add', role: 'shadow', personId: await person('cho'), ...night })
  phones.make('ana@example.com', { giveUp: 'email_refused: no such mailbox' })
  await raise('In the night', { policy: 'schedule:berlin 30m, ben 10m' })
  phone('cho').rang('In the night')
  phone('ben').rang('In the night')
})

story(
  'whoever is taken off is not woken, and the policy goes on',
  async ({ at, schedule, person, call, raise, phone, log }) => {
    await at('2026-03-25T22:00:00Z')
    const scheduleId = await schedule('berlin', { people: ['ana'], zone: 'Europe/Berlin', startsOn: '2026-03-23' })
    const night = { startsAt: '2026-03-25T22:00:00Z', endsAt: '2026-03-26T06:00:00Z' }
    await call('addOverride', { scheduleId, kind: 'remove', personId: await person('ana'), ...night, reason: 'ill' })
    await log.says('took Ana off call for Berlin')
    await raise('In the night', { policy: 'schedule:berlin 30m, ben 10m' })
    phone('ana').stayedQuiet()
    phone('ben').rang('In the night')
  },
)

story('a snooze is quiet until its end, then it pages again', async ({ raise, call, pass, phone, now, log }) => {
  const ana = phone('ana')
  const alert = await raise('Slow queries', { policy: 'ana 5m, ben 10m' })
  ana.rang('Slow queries')
  await call('snoozeAlert', { alertId: alert.id, until: now.add({ hours: 1 }).toString() })
  await pass({ minutes: 59 })
  ana.stayedQuiet()
  phone('ben').stayedQuiet()
  await pass({ minutes: 1 })
  ana.rang('Slow queries')
  await log.says('The snooze is over')
})

story('nobody can be quiet for ever: a snooze ends within a week', async ({ raise, ask, call, now }) => {
  const alert = await raise('Slow queries', { policy: 'ana 5m' })
  const until = (hours: number) => ({ alertId: alert.id, until: now.add({ hours }).toString() })
  expect(await ask('snoozeAlert', until(7 * 24 + 1))).toMatchObject({ status: 422, body: { code: 'snooze_too_long' } })
  expect((await call('getAlert', { alertId: alert.id })).state).toBe('triggered')
  await call('snoozeAlert', until(7 * 24))
})

story('escalate now does not wait', async ({ raise, call, settle, phone, log }) => {
  const alert = await raise('Slow queries', { policy: 'ana 30m, ben 30m' })
  await call('escalateAlert', { alertId: alert.id })
  await settle()
  phone('ben').rang('Slow queries')
  await log.says('asked for the next step now')
})

story(
  'a person paged by name is tried three times, then the fallback',
  async ({ person, call, settle, pass, phone }) => {
    await person('mia', { role: 'admin' })
    const ana = await person('ana')
    const details = 'The cash register in the lobby says no.'
    await call('raisePage', { summary: 'Please look', details, to: { kind: 'person', personId: ana } })
    await settle()
    await pass({ minutes: 10 })
    phone('ana').rangTimes(3)
    const texts = phone('ana')
      .all()
      .map((one) => one.message.text)
    for (const text of texts) expect(text).toContain(details)
    expect(texts[0]).toContain('Somebody asked for Ana by name.')
    phone('mia').stayedQuiet()
    await pass({ minutes: 5 })
    phone('mia').rang('Please look')
  },
)

story(
  'a mail scanner that fetches the link acknowledges nothing; the button does',
  async ({ raise, phone, node, call, log }) => {
    const alert = await raise('Payments are down', { policy: 'ana 5m, ben 10m' })
    const link = phone('ana').answerLink()
    const token = link.split('/').at(-1) ?? ''
    for (const method of ['GET', 'HEAD', 'OPTIONS']) await fetch(`${node.url}/answer/${token}`, { method })
    const seen = await call('getAnswer', { token })
    expect(seen).toMatchObject({ state: 'triggered', personName: 'Ana', summary: 'Payments are down' })
    expect((await call('getAlert', { alertId: alert.id })).state).toBe('triggered')
    const answered = await call('answerPage', { token, answer: 'acknowledge' })
    expect(answered).toMatchObject({ state: 'acknowledged', wasFirst: true, acknowledgedBy: 'Ana' })
    expect(await call('answerPage', { token, answer: 'acknowledge' })).toMatchObject({
      wasFirst: false,
      acknowledgedBy: 'Ana',
    })
    await log.says('Ana acknowledged: Payments are down')
  },
)

story('an answer link works for its own delivery only, and for a day', async ({ raise, phone, ask, pass }) => {
  await raise('Payments are down', { policy: 'ana 5m, ben 10m' })
  const token = phone('ana').answerLink().split('/').at(-1) ?? ''
  const [, id = '', signature = ''] = /^([^-]+)-(.+)$/.exec(token) ?? []
  const other = `${(Number.parseInt(id, 36) + 1).toString(36)}-${signature}`
  for (const wrong of [
    other,
    `${id}-${signature.slice(0, -1)}${signature.endsWith('x') ? 'y' : 'x'}`,
    `${id}-`,
    'x',
    `${token}x`,
  ]) {
    expect((await ask('answerPage', { token: wrong, answer: 'acknowledge' })).status).toBe(410)
  }
  await pass({ hours: 25 })
  expect((await ask('answerPage', { token, answer: 'acknowledge' })).status).toBe(410)
})
