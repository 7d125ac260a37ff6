// A team's channels: told what happens, never somebody reached; and messages that say what became of them.
import { createHmac } from 'node:crypto'
import { expect } from 'vitest'
import { answer, receiver } from '../../server/channels/testing/receiver.ts'
import { telegramSecret } from '../../server/http/chat.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken, tokenOf } from './everything.ts'
import { people, serviceWith } from './policy.test-support.ts'

const room = 'C024BE91L'
const group = '-1001234567890'

story('a room is told who is paged and why, and no link in it answers for anybody', async (world) => {
  await world.room('Ops', 'slack', room)
  await world.schedule('payments', { people: ['ana'] })
  const { id } = await world.raise('Payments are down', { policy: 'schedule:payments+ben+room:Ops 5m' })
  world.phone('ana').rang('Payments are down')
  const [told] = world.phones.of(room).all()
  expect(told?.message).toMatchObject({ answerUrl: null, replyCode: null, priority: 'P1' })
  expect(told?.message.openUrl).toBe(`http://baton.test/alerts/${id}`)
  expect(told?.message.text).toContain('Paged: Ana (on call for Payments), Ben (named in the policy)')
  expect(JSON.stringify(told?.message)).not.toContain('/answer/')
  await world.log.says('Told Ops: Payments are down')
  // What the button carries opens no screen that answers.
  const token = told?.message.buttonToken ?? ''
  expect((await world.ask('getAnswer', { token }, null)).status).toBe(410)
  expect((await world.ask('answerPage', { token, answer: 'acknowledge' }, null)).status).toBe(410)
  expect(await world.call('getAlert', { alertId: id })).toMatchObject({ state: 'triggered' })
})

story('a step of a room alone waits its minutes, and then somebody is woken', async (world) => {
  await world.room('Ops', 'slack', room)
  await world.raise('Disk is filling', { policy: 'room:Ops 3m, ana 5m' })
  world.phones.of(room).rang('Disk is filling')
  world.phone('ana').stayedQuiet()
  await world.pass({ minutes: 2, seconds: 59 })
  world.phone('ana').stayedQuiet()
  await world.pass({ seconds: 1 })
  world.phone('ana').rang('Disk is filling')
})

story('a step of a room alone holds up nobody when nobody would be woken after it', async (world) => {
  await world.room('Ops', 'slack', room)
  await world.person('mia', { role: 'admin' })
  await world.person('ben', { phone: false })
  await world.raise('Disk is filling', { policy: 'room:Ops 60m, ben 5m' })
  world.phone('mia').rang('Disk is filling')
  // The room hears of the alarm instead.
  expect(world.phones.of(room).all()[0]?.message.text).toContain('Paged: Mia (the fallback: nobody before answered)')
  await world.log.says('Told Ops: Disk is filling')
})

story('a room that fails neither hurries the page nor holds it up, and its failure is told', async (world) => {
  await world.room('Ops', 'slack', room)
  world.phones.make(room, { giveUp: 'chat_refused: not_in_channel' })
  const { id } = await world.raise('Payments are down', { policy: 'room:Ops 5m, ana+room:Ops 5m, ben 5m' })
  world.phone('ana').stayedQuiet()
  await world.pass({ minutes: 4, seconds: 59 })
  world.phone('ana').stayedQuiet()
  await world.pass({ seconds: 1 })
  world.phone('ana').rang('Payments are down')
  world.phone('ben').stayedQuiet()
  await world.pass({ minutes: 5 })
  world.phone('ben').rang('Payments are down')
  await world.log.says('Ops could not be told by slack (***): chat_refused: not_in_channel')
  const [page] = (await world.call('listPages', { alertId: id })).pages
  expect(page?.deliveries.find(({ personId }) => personId === null)).toMatchObject({
    personName: null,
    channel: 'slack',
    address: '***',
    state: 'failed',
    reason: { kind: 'told', told: { channel: 'Ops' } },
  })
})

story('a room that was told is nobody reached: a person whom every way fails is not waited for', async (world) => {
  await world.room('Ops', 'slack', room)
  world.phones.make('ana@example.com', { giveUp: 'email_refused: 550' })
  await world.raise('Payments are down', { policy: 'ana+room:Ops 30m, ben 5m' })
  world.phones.of(room).rang('Payments are down')
  world.phone('ben').rang('Payments are down')
})

story('a room that is gone is told nothing more, and the log says so', async (world) => {
  const channelId = await world.room('Ops', 'discord', 'https://discord.test/api/webhooks/1/abc')
  world.phones.make('https://discord.test/api/webhooks/1/abc', { giveUp: 'chat_gone: HTTP 404', ends: 'gone' })
  await world.raise('Payments are down', { policy: 'ana+room:Ops 5m, ben+room:Ops 5m' })
  await world.log.says('The channel Ops is gone')
  expect((await world.call('listTeamChannels', {})).channels).toMatchObject([{ id: channelId, isProven: false }])
  await world.pass({ minutes: 5 })
  world.phone('ben').rang('Payments are down')
  await world.log.says('Ops, named by step 2, was not told')
})

story('a channel is told only when the code that was sent there came back', async (world) => {
  const mia = await world.person('mia', { role: 'admin' })
  const token = await haveToken(world, mia)
  const text = { slug: 'ops', name: 'Ops', channel: 'slack' as const, address: room, teamId }
  const made = await world.call('createTeamChannel', text, token)
  const channelId = made.channel.id
  expect(made.channel.isProven).toBe(false)
  world.rooms.set('Ops', channelId)
  await world.raise('Payments are down', { policy: 'ana+room:Ops 5m' })
  world.phones.of(room).stayedQuiet()
  await world.log.says('Ops, named by step 1, was not told')

  await world.call('testTeamChannel', { channelId }, token)
  const code = /\d{6}/.exec(world.phones.of(room).all()[0]?.message.text ?? '')?.[0] ?? ''
  const wrong = code === '000000' ? '000001' : '000000'
  expect(await world.ask('confirmTeamChannel', { channelId, code: wrong }, token)).toMatchObject({ status: 422 })
  expect(await world.call('confirmTeamChannel', { channelId, code }, token)).toMatchObject({ isProven: true })
  // From now on a test holds no code.
  await world.call('testTeamChannel', { channelId }, token)
  expect(world.phones.of(room).all().at(-1)?.message.text).not.toMatch(/\d{6}/)
  await world.raise('Payments are down again', { policy: 'ana+room:Ops 5m' })
  world.phones.of(room).rang('Payments are down again')

  // Another address is another place.
  const moved = await world.call('changeTeamChannel', { channelId, address: 'C024BE92M' }, token)
  expect(moved).toMatchObject({ isProven: false })
  expect(await world.ask('confirmTeamChannel', { channelId, code }, token)).toMatchObject({ status: 410 })
})

story('addresses are for who manages the team, and what a policy names stays', async (world) => {
  const channelId = await world.room('Hook', 'mattermost', 'http://localhost:8065/hooks/abcdefghijklmn')
  const ana = await tokenOf(world, 'ana')
  const shown = await world.call('listTeamChannels', {}, ana)
  expect(shown.channels).toMatchObject([{ address: 'http://localhost:8065/***klmn' }])
  expect((await world.call('listTeamChannels', {})).channels[0]?.address).toContain('/hooks/')
  for (const name of ['changeTeamChannel', 'testTeamChannel', 'removeTeamChannel'] as const)
    expect((await world.ask(name, { channelId }, ana)).status).toBe(403)
  await world.service('ana+room:Hook 5m')
  expect(await world.ask('removeTeamChannel', { channelId })).toMatchObject({ status: 409 })
  for (const address of ['U024BE7LH', 'not an id'])
    expect(
      (await world.ask('createTeamChannel', { teamId, slug: 'a', name: 'A', channel: 'slack', address })).status,
    ).toBe(422)
})

story('a button in a room answers as whoever pressed it, once they are linked and may respond', async (world) => {
  await using place = await receiver(answer(200))
  await world.room('Ops', 'slack', room)
  const ben = await world.person('ben')
  const { id } = await world.raise('Payments are down', { policy: 'ana+room:Ops 5m' })
  const token = world.phones.of(room).all()[0]?.message.buttonToken ?? ''
  const press = (by: string) => slack(world, { by, token, responseUrl: `http://localhost:${place.port}/respond` })
  const state = async () => (await world.call('getAlert', { alertId: id })).state
  const said = async (times: number) => {
    await expect.poll(() => place.received.length).toBe(times)
    return JSON.parse(place.received.at(-1)?.body ?? '') as unknown
  }

  await press('U0BEN1')
  expect(await said(1)).toMatchObject({ replace_original: false, text: expect.stringContaining('My profile') })
  expect(await state()).toBe('triggered')
  // Somebody else's proof, or a contact that was never proven, links nobody.
  const contact = await world.contact('ben', ben, 'slack', 'U0BEN1')
  await world.database.db.updateTable('contact').set({ verified_at: null }).where('id', '=', contact).execute()
  await press('U0BEN1')
  expect(await said(2)).toMatchObject({ replace_original: false })
  await world.database.db.updateTable('contact').set({ verified_at: world.now }).where('id', '=', contact).execute()
  // Who may only look may only look.
  const viewer = await world.person('vic', { role: 'viewer' })
  await world.call('setMember', { teamId, personId: viewer, role: 'viewer' })
  await world.contact('vic', viewer, 'slack', 'U0VIC1')
  await press('U0VIC1')
  expect(await said(3)).toMatchObject({ replace_original: false, text: expect.stringContaining('Vic may not respond') })
  expect(await state()).toBe('triggered')

  await press('U0BEN1')
  expect(await said(4)).toMatchObject({ replace_original: true, text: 'Payments are down\nBen has it.' })
  expect(await world.call('getAlert', { alertId: id })).toMatchObject({
    state: 'acknowledged',
    acknowledgedBy: 'Ben',
  })
  await world.log.says('Ben acknowledged: Payments are down')
})

story('a button in a room stays while others must answer too', async (world) => {
  await using place = await receiver(answer(200))
  const channelId = await world.room('Ops', 'slack', room)
  const [ana, ben] = await people(world, 'ana', 'ben')
  if (!ana || !ben) throw new Error('nobody there')
  await world.contact('ana', ana.personId, 'slack', 'U0ANA1')
  await world.contact('ben', ben.personId, 'slack', 'U0BEN1')
  const targets = [ana, ben, { kind: 'channel' as const, channelId }]
  const { key } = await serviceWith(world, [{ waitMinutes: 5, mustAnswer: 2, targets }])
  await world.event(key, { action: 'trigger', summary: 'Payments are down', dedup: 'one' })
  await world.settle()
  const token = world.phones.of(room).all()[0]?.message.buttonToken ?? ''
  const press = async (by: string, times: number) => {
    await slack(world, { by, token, responseUrl: `http://localhost:${place.port}/respond` })
    await expect.poll(() => place.received.length).toBe(times)
    return JSON.parse(place.received.at(-1)?.body ?? '') as unknown
  }
  const noted = { replace_original: false, text: expect.stringContaining('1 more is needed') }
  expect(await press('U0ANA1', 1)).toMatchObject(noted)
  expect(await press('U0ANA1', 2)).toMatchObject(noted)
  expect(await press('U0BEN1', 3)).toMatchObject({ replace_original: true, text: 'Payments are down\nBen has it.' })
  expect((await world.call('listAlerts', {})).alerts[0]).toMatchObject({ state: 'acknowledged' })
})

story('an account that two people have named links neither, and a forged button nobody', async (world) => {
  await world.room('Ops', 'telegram', group)
  await world.contact('ben', await world.person('ben'), 'telegram', '4711')
  const { id } = await world.raise('Payments are down', { policy: 'ana+room:Ops 5m' })
  const token = world.phones.of(group).all()[0]?.message.buttonToken ?? ''
  const press = (data: string) =>
    telegram(world, {
      callback_query: { id: 'q', data, from: { id: 4711 }, message: { message_id: 9, chat: { id: Number(group) } } },
    })
  await press(`${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}`)
  const other = await world.contact('cho', await world.person('cho'), 'telegram', '4711')
  expect(await (await press(token)).json()).toMatchObject({
    show_alert: true,
    text: expect.stringContaining('My profile'),
  })
  expect(await world.call('getAlert', { alertId: id })).toMatchObject({ state: 'triggered' })
  await world.database.db.deleteFrom('contact').where('id', '=', other).execute()
  expect(await (await press(token)).json()).toMatchObject({ text: 'Ben has it.' })
  expect(await world.call('getAlert', { alertId: id })).toMatchObject({ state: 'acknowledged' })
})

story('a group of Telegram is asked for its id', async (world) => {
  const asked = { message: { chat: { id: Number(group), type: 'supergroup' }, text: '/id@story_bot' } }
  expect(await (await telegram(world, asked)).json()).toMatchObject({ method: 'sendMessage', text: `Baton: ${group}` })
})

story('messages say what became of the page: taken, snoozed, back, over', async (world) => {
  await world.at('2026-03-02T02:12:00Z')
  await world.room('Ops', 'slack', room, 'ko')
  const ana = await world.person('ana')
  await world.contact('ana', ana, 'telegram', '4711')
  const token = await haveToken(world, ana)
  const { id } = await world.raise('Payments are down', { policy: 'ana+room:Ops 5m', returnAfterMinutes: 30 })
  expect(world.phones.changes(room)).toEqual([])

  await world.call('acknowledgeAlert', { alertId: id }, token)
  await world.settle()
  expect(world.phones.changes('4711')).toEqual(['Ana took it at 02:12.'])
  expect(world.phones.changes(room)).toEqual(['Ana 님이 02:12에 확인했습니다.'])
  // A mail cannot be changed, and nobody is written to for it again.
  world.phone('ana').rangTimes(1)

  await world.call('snoozeAlert', { alertId: id, until: '2026-03-02T02:20:00Z' }, token)
  await world.settle()
  expect(world.phones.changes('4711').at(-1)).toBe('Ana snoozed it until 02:20.')
  await world.pass({ minutes: 8 })
  expect(world.phones.changes('4711').at(-1)).toBe('It came back at 02:20 and is paged again.')
  world.phone('ana').rangTimes(2)

  await world.call('closeAlert', { alertId: id, note: '' }, token)
  await world.settle()
  // Both messages of this page say so now.
  expect(world.phones.changes('4711').slice(-2)).toEqual([
    'It is over: closed at 02:20.',
    'It is over: closed at 02:20.',
  ])
  await world.pass({ hours: 1 })
  expect(world.phones.changes('4711')).toHaveLength(5)
})

story('a room whose messages cannot be changed gets one line, a person none', async (world) => {
  const hook = 'http://localhost:8065/hooks/abc'
  await world.room('Ops', 'mattermost', hook)
  const ana = await world.person('ana')
  await world.contact('ana', ana, 'ntfy', 'ana-topic')
  const token = await haveToken(world, ana)
  const { id, resolve } = await world.raise('Payments are down', { policy: 'ana+room:Ops 5m', repeats: 1 })
  await world.pass({ minutes: 5 })
  world.phones.of(hook).rangTimes(2)
  await world.call('acknowledgeAlert', { alertId: id }, token)
  await world.settle()
  const [, , line] = world.phones.of(hook).all()
  expect(line?.message).toMatchObject({ priority: null, answerUrl: null, pageId: expect.any(Number) })
  expect(line?.message.subject).toMatch(/^Ana took it at 09:05\. \[P1\] Payments are down/)
  await resolve()
  world.phones.of(hook).rangTimes(4)
  expect(world.phones.of('ana-topic').all()).toHaveLength(2)
})

story('what cannot be changed now is tried again a few times, and never in the way of a page', async (world) => {
  await world.room('Ops', 'slack', room)
  const token = await tokenOf(world, 'ana')
  const first = await world.raise('Payments are down', { policy: 'ana+room:Ops 5m' })
  const later = { tryAgain: 'http_busy: HTTP 429' } as const
  world.phones.refuseChanges(later, later)
  await world.call('acknowledgeAlert', { alertId: first.id }, token)
  await world.settle()
  expect(world.phones.changes(room)).toEqual([])
  await world.pass({ seconds: 10 })
  expect(world.phones.changes(room)).toEqual([])
  // What is told is how the page stands when it is told.
  await first.resolve()
  expect(world.phones.changes(room)).toEqual(['It is over: closed at 09:00.'])

  const second = await world.raise('Search is slow', { policy: 'ana+room:Ops 5m' })
  world.phones.refuseChanges(later, later, later, later)
  await world.call('acknowledgeAlert', { alertId: second.id }, token)
  await world.pass({ minutes: 30 })
  expect(world.phones.changes(room)).toHaveLength(1)
})

story('what happens while a message is being changed is told after it', async (world) => {
  await world.room('Ops', 'slack', room)
  const token = await tokenOf(world, 'ana')
  const { id } = await world.raise('Payments are down', { policy: 'ana+room:Ops 5m' })
  const { promise: isCalled, resolve: called } = Promise.withResolvers<void>()
  const { promise: mayAnswer, resolve: answers } = Promise.withResolvers<void>()
  world.phones.refuseChanges(async () => {
    called()
    await mayAnswer
    return { sent: 'C024BE91L 1.2' }
  })
  await world.call('acknowledgeAlert', { alertId: id }, token)
  const settled = world.settle()
  await isCalled
  await world.call('closeAlert', { alertId: id, note: '' }, token)
  answers()
  await settled
  await world.settle()
  expect(world.phones.changes(room)).toEqual(['It is over: closed at 09:00.'])
})

story('a message that was on its way when somebody answered says so too', async (world) => {
  const { phones } = world
  await world.room('Ops', 'slack', room)
  const token = await tokenOf(world, 'ana')
  const { promise: isCalled, resolve: called } = Promise.withResolvers<void>()
  const { promise: mayAnswer, resolve: answers } = Promise.withResolvers<void>()
  phones.make(room, async () => {
    called()
    await mayAnswer
    return { sent: 'C024BE91L 1.2' }
  })
  const raised = world.raise('Payments are down', { policy: 'ana+room:Ops 5m' })
  await isCalled
  const { id } = await world.database.db.selectFrom('alert').select('id').executeTakeFirstOrThrow()
  await world.call('acknowledgeAlert', { alertId: id }, token)
  answers()
  await raised
  await world.settle()
  expect(phones.changes(room)).toEqual(['Ana took it at 09:00.'])
})

/** Slack tells of a pressed button, signed as Slack does. */
function slack(world: World, of: { readonly by: string; readonly token: string; readonly responseUrl: string }) {
  const payload = {
    type: 'block_actions',
    user: { id: of.by },
    actions: [{ action_id: 'acknowledge', value: of.token }],
    response_url: of.responseUrl,
  }
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const timestamp = String(Math.floor(world.now.epochMilliseconds / 1_000))
  const signature = createHmac('sha256', 'a signing secret of stories').update(`v0:${timestamp}:${body}`).digest('hex')
  return fetch(`${world.node.url}/chat/slack`, {
    method: 'POST',
    body,
    headers: { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` },
  })
}

function telegram(world: World, update: object) {
  return fetch(`${world.node.url}/chat/telegram`, {
    method: 'POST',
    body: JSON.stringify(update),
    headers: { 'x-telegram-bot-api-secret-token': telegramSecret(world) },
  })
}
