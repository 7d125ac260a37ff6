// More than "I have it": promises, "I cannot", and acting in the place of another.
import { expect } from 'vitest'
import { tokenOf } from './everything.ts'
import { story, type World } from '../world.ts'

const linkOf = ({ phone }: World, name: string) => phone(name).answerLink().split('/').at(-1) ?? ''
const trailOf = async ({ call }: World, alertId: number) => (await call('listPages', { alertId })).pages

story('"I look at …": it comes back when they said to be back, and tells those who are paged', async (world) => {
  const { raise, phone, pass, call, log } = world
  const { id } = await raise('Payments are down', { policy: 'ana 5m, ben 10m', returnAfterMinutes: 60 })
  phone('ana').rang('Payments are down')
  const promise = { lookingInto: 'the database', backInMinutes: 20 }
  await call('acknowledgeAlert', { alertId: id, ...promise }, await tokenOf(world, 'ana'))
  const backAt = '2026-03-02T09:20:00.000Z'
  expect(await call('getAlert', { alertId: id })).toMatchObject({
    promise: { by: 'Ana', lookingInto: 'the database', backAt },
    pageDueAt: backAt,
  })
  await log.says('Ana is back by 2026-03-02T09:20Z and looks at: the database: Payments are down')
  await pass({ minutes: 19, seconds: 59 })
  phone('ana').stayedQuiet()
  await pass({ seconds: 1 })
  phone('ana').rang('Payments are down')
  await log.says('Ana said to be back by 2026-03-02T09:20Z (looking at: the database) and it is still open')
  const told = phone('ana').all().at(-1)?.message.text
  expect(told).toContain('Ana had it, looked at: the database, and said to be back by Mon 2026-03-02 09:20')
  // Also whoever is paged after her reads it.
  await pass({ minutes: 5 })
  expect(phone('ben').all().at(-1)?.message.text).toContain('Ana had it, looked at: the database')
})

story('a promise may be longer than the policy waits, within four hours, and can be made anew', async (world) => {
  const { raise, phone, pass, call, ask } = world
  const { id } = await raise('Payments are down', { policy: 'ana 5m', returnAfterMinutes: 10 })
  const ana = await tokenOf(world, 'ana')
  await call('acknowledgeAlert', { alertId: id }, ana)
  await pass({ minutes: 5 })
  // Said after the alert was taken, as on the screen behind the link: twice is harmless, and the last word holds.
  await call('acknowledgeAlert', { alertId: id, backInMinutes: 240, lookingInto: 'the network' }, ana)
  await call('acknowledgeAlert', { alertId: id, backInMinutes: 60, lookingInto: 'the cables' }, ana)
  phone('ana').rang('Payments are down')
  await pass({ minutes: 59 })
  phone('ana').stayedQuiet()
  expect(await call('getAlert', { alertId: id })).toMatchObject({ promise: { lookingInto: 'the cables' } })
  await pass({ minutes: 1 })
  phone('ana').rang('Payments are down')
  for (const backInMinutes of [4, 241]) {
    expect(await ask('acknowledgeAlert', { alertId: id, backInMinutes }, ana)).toMatchObject({ status: 400 })
  }
  // An acknowledgement without a promise forgets the last one.
  await call('acknowledgeAlert', { alertId: id }, ana)
  expect(await call('getAlert', { alertId: id })).toMatchObject({ promise: null, state: 'acknowledged' })
})

story('whoever only says anew what they look at is back when they said before', async (world) => {
  const { raise, phone, pass, call } = world
  const { id } = await raise('Payments are down', { policy: 'ana 5m', returnAfterMinutes: 10 })
  const ana = await tokenOf(world, 'ana')
  phone('ana').rang('Payments are down')
  await call('acknowledgeAlert', { alertId: id, backInMinutes: 240 }, ana)
  await pass({ minutes: 30 })
  await call('acknowledgeAlert', { alertId: id, lookingInto: 'the cables' }, ana)
  const backAt = '2026-03-02T13:00:00.000Z'
  expect(await call('getAlert', { alertId: id })).toMatchObject({
    promise: { lookingInto: 'the cables', backAt },
    pageDueAt: backAt,
  })
  await pass({ minutes: 209 })
  phone('ana').stayedQuiet()
  await pass({ minutes: 1 })
  phone('ana').rang('Payments are down')
})

story('"I cannot" goes on at once when nobody else is left, and asks nobody twice', async (world) => {
  const { raise, phone, pass, call, log, settle } = world
  const { id } = await raise('Payments are down', { policy: 'ana 30m, ben 10m', repeats: 1 })
  const link = linkOf(world, 'ana')
  expect(await call('answerPage', { token: link, answer: 'decline', note: 'on a plane' })).toMatchObject({
    state: 'triggered',
    wasFirst: true,
    says: 'Declined. It goes on without you.',
  })
  await settle()
  phone('ana').rang('Payments are down')
  phone('ben').rang('Payments are down')
  await log.says('Ana cannot take it (on a plane): Payments are down')
  await log.hasNot('Ana did not answer')
  // A second time changes nothing and wakes nobody.
  expect(await call('answerPage', { token: link, answer: 'decline' })).toMatchObject({ wasFirst: false })
  expect(await call('getAnswer', { token: link })).toMatchObject({ hasDeclined: true, state: 'triggered' })
  // In the second round she is passed: Ben is rung again at once.
  await pass({ minutes: 10 })
  phone('ana').stayedQuiet()
  phone('ben').rang('Payments are down')
  await log.says('Ana cannot take it, so step 1 was passed: Payments are down')
  expect((await trailOf(world, id))[0]?.declines).toMatchObject([
    { personName: 'Ana', reason: 'on a plane', holds: true },
  ])
})

story('while somebody else may still answer, "I cannot" only takes oneself out', async (world) => {
  const { phone, pass, call, contact, person, event, service, settle } = world
  const ana = await person('ana')
  const later = await contact('ana', ana, 'ntfy', 'ana-phone')
  const mail = (await call('getContacts', { personId: ana })).contacts.find(({ channel }) => channel === 'email')
  await call('setContactRules', {
    personId: ana,
    rules: [
      { priority: 'P1', contactId: mail?.id ?? '', afterMinutes: 0 },
      { priority: 'P1', contactId: later, afterMinutes: 3 },
    ],
  })
  const { key } = await service('ana+ben 10m, cho 10m')
  await event(key, { action: 'trigger', summary: 'Payments are down', dedup: 'p' })
  await settle()
  await call('answerPage', { token: linkOf(world, 'ana'), answer: 'decline' })
  await pass({ minutes: 9 })
  world.phones.of('ana-phone').stayedQuiet()
  phone('cho').stayedQuiet()
  // Ben was the last hope: the next step comes now, and not in a minute.
  await call('answerPage', { token: linkOf(world, 'ben'), answer: 'decline' })
  await settle()
  phone('cho').rang('Payments are down')
})

story('whoever declined is not what a failed message of another waits for', async (world) => {
  const { phone, phones, pass, call, event, service, settle, person } = world
  const { key } = await service('ana+ben 60m, cho 10m')
  await person('ana')
  const mood = { is: { tryAgain: 'email_refused_for_now: later' } as { tryAgain: string } | { giveUp: string } }
  phones.make('ben@example.com', async () => mood.is)
  await event(key, { action: 'trigger', summary: 'Payments are down', dedup: 'p' })
  await settle()
  // Ben's message is being retried as Ana declines: he is hopeful still, and when it fails for good nobody is.
  await call('answerPage', { token: linkOf(world, 'ana'), answer: 'decline' })
  await settle()
  phone('cho').stayedQuiet()
  mood.is = { giveUp: 'email_refused: no such mailbox' }
  await pass({ seconds: 5 })
  phone('cho').rang('Payments are down')
})

story('the last who could answer declines: the fallback is alarmed, never silence', async (world) => {
  const { raise, phone, person, call, settle, log, pass } = world
  await person('mia', { role: 'admin' })
  await raise('Payments are down', { policy: 'ana 30m', repeats: 9 })
  await call('answerPage', { token: linkOf(world, 'ana'), answer: 'decline' })
  await settle()
  phone('mia').rang('Payments are down')
  await log.says('Nobody answered ana 30m; the fallback was alarmed (Mia)')
  // Nobody is behind the fallback: it rings again whatever it was told.
  await call('answerPage', { token: linkOf(world, 'mia'), answer: 'decline' })
  await settle()
  phone('mia').stayedQuiet()
  await pass({ minutes: 5 })
  phone('mia').rang('Payments are down')
})

story('a page that returns to its start asks everybody again', async (world) => {
  const { raise, phone, call, settle, pass } = world
  const { id } = await raise('Payments are down', { policy: 'ana 5m, ben 5m', returnAfterMinutes: 30 })
  await call('answerPage', { token: linkOf(world, 'ana'), answer: 'decline' })
  await settle()
  phone('ana').rang('Payments are down')
  await call('acknowledgeAlert', { alertId: id }, await tokenOf(world, 'ben'))
  await pass({ minutes: 30 })
  phone('ana').rang('Payments are down')
  expect((await trailOf(world, id))[0]?.declines).toMatchObject([{ personName: 'Ana', holds: false }])
})

story('whoever has it and cannot after all gives it back: the next is paged at once', async (world) => {
  const { raise, phone, call, ask, log } = world
  const { id } = await raise('Payments are down', { policy: 'ana 5m, ben 5m' })
  const [ana, ben] = [await tokenOf(world, 'ana'), await tokenOf(world, 'ben')]
  await call('acknowledgeAlert', { alertId: id }, ana)
  expect(await ask('declineAlert', { alertId: id }, ben)).toMatchObject({ status: 409, body: { facts: { by: 'Ana' } } })
  expect(await call('declineAlert', { alertId: id, reason: 'fire alarm' }, ana)).toMatchObject({ state: 'triggered' })
  await world.settle()
  phone('ben').rang('Payments are down')
  await log.says('Ana gave it back (fire alarm): Payments are down')
  expect(await call('getAlert', { alertId: id })).toMatchObject({ declinedBy: [{ name: 'Ana' }] })
})

story('nobody declines what they were not paged for', async (world) => {
  const { raise, ask, call } = world
  const { id } = await raise('Payments are down', { policy: 'ana 5m, ben 5m' })
  const problem = { status: 409, body: { code: 'decline_not_paged' } }
  expect(await ask('declineAlert', { alertId: id }, await tokenOf(world, 'ben'))).toMatchObject(problem)
  expect(await ask('declineAlert', { alertId: id })).toMatchObject(problem)
  await call('closeAlert', { alertId: id })
  expect(await ask('declineAlert', { alertId: id }, await tokenOf(world, 'ana'))).toMatchObject({
    body: { code: 'alert_closed' },
  })
})

story(
  'two answer at once, one "I have it" and one "I cannot": the alert has somebody, and rings nobody',
  async (world) => {
    const { phone, pass, call, event, service, settle } = world
    const { key } = await service('ana+ben 5m, cho 5m')
    for (let round = 1; round <= 6; round++) {
      await event(key, { action: 'trigger', summary: `Trouble ${round}`, dedup: `${round}` })
      await settle()
      const [alert] = (await call('listAlerts', { state: 'triggered' })).alerts
      const answers = [
        call('answerPage', { token: linkOf(world, 'ana'), answer: 'decline' }),
        call('answerPage', { token: linkOf(world, 'ben'), answer: 'acknowledge' }),
      ]
      await Promise.all(round % 2 ? answers : answers.toReversed())
      await settle()
      expect(await call('getAlert', { alertId: alert?.id ?? 0 })).toMatchObject({
        state: 'acknowledged',
        acknowledgedBy: 'Ben',
      })
      await pass({ minutes: 6 })
      phone('cho').stayedQuiet()
      await call('closeAlert', { alertId: alert?.id ?? 0, because: 'the next round' })
    }
  },
)

story('every answer over the link: once, harmless when late, and who was first is told', async (world) => {
  const { call, phone, settle, event, service } = world
  const { key } = await service('ana+ben 5m, cho 5m, dan 5m')
  await event(key, { action: 'trigger', summary: 'Payments are down', dedup: 'p' })
  await settle()
  const [ana, ben] = [linkOf(world, 'ana'), linkOf(world, 'ben')]
  expect(await call('answerPage', { token: ana, answer: 'escalate' })).toMatchObject({
    says: 'Escalated. The next person is being paged.',
  })
  await settle()
  phone('cho').rang('Payments are down')
  expect(await call('answerPage', { token: ben, answer: 'escalate' })).toMatchObject({
    wasFirst: false,
    says: 'The page has gone on already. Nothing was changed.',
  })
  await settle()
  phone('dan').stayedQuiet()
  const backInMinutes = 20
  expect(await call('answerPage', { token: ana, answer: 'acknowledge', backInMinutes })).toMatchObject({
    says: 'Acknowledged. You have it, and are back by 09:20.',
  })
  expect(await call('answerPage', { token: ben, answer: 'acknowledge' })).toMatchObject({
    says: 'Ana has it already. Nothing is left to do for you.',
  })
  expect(await call('answerPage', { token: ben, answer: 'close' })).toMatchObject({
    state: 'acknowledged',
    says: 'Ana has it, so nothing was changed. To act in their place, open the link.',
  })
  expect(await call('answerPage', { token: ana, answer: 'close', note: 'restarted' })).toMatchObject({
    state: 'closed',
    says: 'Closed. Thank you.',
  })
  for (const answer of ['close', 'acknowledge', 'decline', 'escalate'] as const) {
    expect(await call('answerPage', { token: ben, answer })).toMatchObject({
      state: 'closed',
      wasFirst: false,
      says: expect.stringMatching(/^Ana has closed the alert/),
    })
  }
})

story('closing one of several alerts says how many are left', async (world) => {
  const { call, event, service, settle } = world
  const { key } = await service('ana 5m')
  await event(key, { action: 'trigger', summary: 'Payments are down', dedup: 'p' })
  await settle()
  await event(key, { action: 'trigger', summary: 'Refunds are down', dedup: 'r' })
  await settle()
  const token = linkOf(world, 'ana')
  expect(await call('answerPage', { token, answer: 'close' })).toMatchObject({
    says: 'Closed. 1 more on the same page is still open.',
  })
  const refunds = { summary: 'Refunds are down', state: 'triggered' }
  expect(await call('getAnswer', { token })).toMatchObject(refunds)
  // Sent again, it is no word on what nobody has read.
  expect(await call('answerPage', { token, answer: 'close' })).toMatchObject({
    wasFirst: false,
    says: 'The alert was closed already. 1 more on the same page is still open.',
  })
  expect(await call('getAnswer', { token })).toMatchObject(refunds)
})

story('a close that comes late closes what its message or screen was about, and nothing else', async (world) => {
  const { call, event, service, settle, pass } = world
  const { key } = await service('ana 5m, ben 10m')
  await event(key, { action: 'trigger', summary: 'Payments are down', dedup: 'p' })
  await settle()
  await pass({ minutes: 1 })
  await event(key, { action: 'trigger', summary: 'Refunds are down', dedup: 'r' })
  await settle()
  const token = linkOf(world, 'ana')
  const { alertId: payments } = await call('getAnswer', { token })
  await pass({ minutes: 1 })
  await event(key, { action: 'resolve', dedup: 'p' })
  await settle()
  expect(await call('answerPage', { token, answer: 'close' })).toMatchObject({ wasFirst: false, state: 'closed' })
  expect(await call('answerPage', { token, answer: 'close', alertId: payments })).toMatchObject({
    wasFirst: false,
    says: 'The page has gone on already. Nothing was changed.',
  })
  const shown = await call('getAnswer', { token })
  expect(shown).toMatchObject({ summary: 'Refunds are down', state: 'triggered' })
  // Whoever was rung later was told of the second one.
  await pass({ minutes: 4 })
  expect(await call('answerPage', { token: linkOf(world, 'ben'), answer: 'close' })).toMatchObject({
    state: 'closed',
    says: 'Closed. Thank you.',
  })
  expect(await call('answerPage', { token, answer: 'close', alertId: shown.alertId })).toMatchObject({
    wasFirst: false,
  })
})

story(
  'acting on what another holds asks why, and the log names both; one’s own and nobody’s never ask',
  async (world) => {
    const { raise, call, ask, log, pass, phone } = world
    const { id } = await raise('Payments are down', { policy: 'ana 5m, ben 5m' })
    const [ana, ben] = [await tokenOf(world, 'ana'), await tokenOf(world, 'ben')]
    await call('acknowledgeAlert', { alertId: id, backInMinutes: 30 }, ana)
    const until = world.now.add({ minutes: 30 }).toString()
    const asked = { status: 422, body: { code: 'reason_needed', facts: { by: 'Ana' } } }
    expect(await ask('takeOverAlert', { alertId: id }, ben)).toMatchObject(asked)
    expect(await ask('snoozeAlert', { alertId: id, until }, ben)).toMatchObject(asked)
    expect(await ask('escalateAlert', { alertId: id }, ben)).toMatchObject(asked)
    expect(await ask('closeAlert', { alertId: id, because: '  ' }, ben)).toMatchObject(asked)
    expect(await ask('closeAlert', { alertId: id })).toMatchObject(asked)
    expect(await call('getAlert', { alertId: id })).toMatchObject({ acknowledgedBy: 'Ana' })

    expect(await call('takeOverAlert', { alertId: id, because: 'her battery is empty' }, ben)).toMatchObject({
      acknowledgedBy: 'Ben',
      promise: null,
    })
    await log.says('Ben took it over from Ana (her battery is empty): Payments are down')
    // It comes back for Ben as the policy says, and not when Ana had said to be back.
    phone('ana').rang('Payments are down')
    await pass({ minutes: 31 })
    phone('ana').stayedQuiet()
    expect(await ask('acknowledgeAlert', { alertId: id }, ana)).toMatchObject({ body: { facts: { by: 'Ben' } } })

    await call('snoozeAlert', { alertId: id, until: world.now.add({ minutes: 30 }).toString() }, ben)
    expect(await ask('acknowledgeAlert', { alertId: id }, ana)).toMatchObject({ status: 422 })
    await call('closeAlert', { alertId: id, because: 'it is over' }, ana)
    await log.says('Ana acted although Ben had it (it is over): Payments are down')

    const own = await raise('Search is slow', { policy: 'ana 5m' })
    await call('snoozeAlert', { alertId: own.id, until: world.now.add({ minutes: 30 }).toString() }, ana)
    await call('acknowledgeAlert', { alertId: own.id }, ana)
    await call('closeAlert', { alertId: own.id }, ana)
  },
)

story('somebody says that another has it: the log names both, and the other is silenced', async (world) => {
  const { raise, call, ask, log, pass, phone, person } = world
  const { id } = await raise('Payments are down', { policy: 'ana 5m, ben 5m' })
  const [ana, vera] = [await person('ana'), await person('vera', { role: 'viewer' })]
  const ben = await tokenOf(world, 'ben')
  await world.database.db.updateTable('team_member').set({ role: 'viewer' }).where('person_id', '=', vera).execute()
  const input = { alertId: id, forPersonId: ana }
  expect(await ask('acknowledgeAlert', input, ben)).toMatchObject({ body: { code: 'reason_needed' } })
  const because = 'she called, she is on it'
  expect(await ask('acknowledgeAlert', { ...input, forPersonId: vera, because }, ben)).toMatchObject({
    status: 422,
    body: { code: 'unknown_reference' },
  })
  expect(await call('acknowledgeAlert', { ...input, because }, ben)).toMatchObject({ acknowledgedBy: 'Ana' })
  await log.says('Ben acknowledged for Ana (she called, she is on it): Payments are down')
  await pass({ minutes: 30 })
  phone('ben').stayedQuiet()
  // Ana's own answer afterwards is harmless.
  const token = linkOf(world, 'ana')
  expect(await call('answerPage', { token, answer: 'acknowledge' })).toMatchObject({ acknowledgedBy: 'Ana' })
})

story('before there is a page: escalate fires it now, and a snooze lasts as long as was asked', async (world) => {
  const { service, event, settle, call, phone, pass, node } = world
  const { key } = await service('ana 5m, ben 5m')
  const raised = async (summary: string) => {
    // Accepted, and the engine has not looked yet.
    await event(key, { action: 'trigger', summary, dedup: summary })
    const [alert] = (await call('listAlerts', { search: summary })).alerts
    return alert?.id ?? 0
  }
  const first = await raised('Payments are down')
  expect((await call('getAlert', { alertId: first })).pageState).toBe(null)
  expect(await call('escalateAlert', { alertId: first })).toMatchObject({ pageState: 'open' })
  await node.sender.drained()
  phone('ana').rang('Payments are down')
  await call('closeAlert', { alertId: first })

  const second = await raised('Search is slow')
  await call('snoozeAlert', { alertId: second, until: world.now.add({ minutes: 90 }).toString() })
  await settle()
  await pass({ minutes: 89 })
  phone('ana').stayedQuiet()
  await pass({ minutes: 1 })
  phone('ana').rang('Search is slow')
  await call('closeAlert', { alertId: second })

  const third = await raised('Disk is full')
  await call('acknowledgeAlert', { alertId: third, backInMinutes: 15 }, await tokenOf(world, 'ana'))
  await settle()
  await pass({ minutes: 14 })
  phone('ana').stayedQuiet()
  await pass({ minutes: 1 })
  phone('ana').rang('Disk is full')
})

story('the words of an SMS and the keys of a call: promise, decline, close, and "open the link"', async (world) => {
  const { person, contact, raise, telephone, call, phones, phone, log } = world
  const number = '+821012345678'
  const ana = await person('ana', { phone: false })
  await contact('ana', ana, 'sms', number)
  const last = () => phones.of(number).all().at(-1)?.message
  const says = async (Body: string, MessageSid: string) =>
    (await telephone('sms', { From: number, Body, MessageSid })).body
  const first = await raise('Payments are down', { policy: 'ana 15m, ben 15m' })
  expect(await says(`${last()?.replyCode} 20 look at the database`, 'SM1')).toContain('are back by 09:20.')
  expect(await call('getAlert', { alertId: first.id })).toMatchObject({ promise: { lookingInto: 'the database' } })
  expect(await says(`${last()?.replyCode} close: restarted`, 'SM2')).toContain('Closed. Thank you.')
  await log.says('Ana closed: Payments are down (restarted)')

  await raise('Search is slow', { policy: 'ana 15m, ben 15m' })
  expect(await says(`${last()?.replyCode} no: driving`, 'SM3')).toContain('Declined.')
  phone('ben').rang('Search is slow')
  // The network sends it again: it changes nothing.
  expect(await says(`${last()?.replyCode} no: driving`, 'SM3')).toContain('gone on already')

  const third = await raise('Disk is full', { policy: 'ana 15m, ben 15m' })
  await call('acknowledgeAlert', { alertId: third.id }, await tokenOf(world, 'ben'))
  expect(await says(`${last()?.replyCode} close`, 'SM4')).toContain('Ben has it, so nothing was changed. To act')
  expect(await says(`${last()?.replyCode} maybe`, 'SM5')).toContain('Not understood; nothing was changed.')
})

story('keys of a call decline and close', async (world) => {
  const { person, contact, raise, telephone, phones, call, phone } = world
  const number = '+821012345678'
  await contact('ana', await person('ana', { phone: false }), 'voice', number)
  const press = async (Digits: string) => {
    const message = phones.of(number).all().at(-1)?.message
    const token = message?.answerUrl?.split('/').at(-1)
    return (await telephone(`call-key/${token}`, { CallSid: message?.deliveryKey ?? '', Digits })).body
  }
  await raise('Payments are down', { policy: 'ana 15m, ben 15m' })
  expect(await press('9')).toContain('Press 3 if you cannot.')
  expect(await press('3')).toContain('Declined.')
  phone('ben').rang('Payments are down')
  const second = await raise('Search is slow', { policy: 'ana 15m' })
  expect(await press('4')).toContain('Closed. Thank you.')
  expect(await call('getAlert', { alertId: second.id })).toMatchObject({ state: 'closed', closedBy: 'Ana' })
})
