import { createHmac } from 'node:crypto'
import { expect } from 'vitest'
import { answer, receiver } from '../../server/channels/testing/receiver.ts'
import { telegramSecret } from '../../server/http/chat.ts'
import { startCode } from '../../server/paging/chat-start.ts'
import { story, type World } from '../world.ts'

const slackSecret = 'a signing secret of stories'
const member = 'm'.repeat(26)

type Pressed = {
  readonly by: string
  readonly token: string
  readonly responseUrl?: string
  readonly answer?: 'decline' | 'escalate' | 'close'
}

/** Slack tells of a pressed button, signed as Slack does. */
function slack(world: World, { by, token, responseUrl, answer: kind }: Pressed, with_ = slackSecret) {
  const payload = {
    type: 'block_actions',
    user: { id: by },
    actions: [{ action_id: kind ?? 'acknowledge', value: token }],
    response_url: responseUrl,
  }
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const timestamp = String(Math.floor(world.now.epochMilliseconds / 1_000))
  const signature = `v0=${createHmac('sha256', with_).update(`v0:${timestamp}:${body}`).digest('hex')}`
  return post(world, '/chat/slack', body, { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature })
}

function telegram(world: World, update: object, secret = telegramSecret(world)) {
  return post(world, '/chat/telegram', JSON.stringify(update), { 'x-telegram-bot-api-secret-token': secret })
}

function mattermost(world: World, { by, token, answer: kind }: Pressed) {
  return post(world, '/chat/mattermost', JSON.stringify({ user_id: by, context: { token, answer: kind } }))
}

function post({ node }: World, path: string, body: string, headers: Readonly<Record<string, string>> = {}) {
  return fetch(`${node.url}${path}`, { method: 'POST', body, headers })
}

const tokenOf = (link: string) => link.split('/').at(-1) ?? ''

story(
  'a button in Slack acknowledges for whom it was sent to, once, and the message says who has it',
  async (world) => {
    const { person, contact, raise, phones, call, log, pass, phone } = world
    await using place = await receiver(answer(200))
    await contact('ana', await person('ana'), 'slack', 'U0ANA1')
    const { id } = await raise('Payments are down', { policy: 'ana 5m, ben 5m' })
    const token = tokenOf(phones.of('U0ANA1').answerLink())
    const pressed = { by: 'U0ANA1', token, responseUrl: `http://localhost:${place.port}/respond` }

    expect((await slack(world, pressed)).status).toBe(200)
    expect(await call('getAlert', { alertId: id })).toMatchObject({ state: 'acknowledged' })
    await expect.poll(() => place.received.length).toBe(1)
    expect(JSON.parse(place.received[0]?.body ?? '')).toMatchObject({
      replace_original: true,
      text: 'Payments are down\nAna has it.',
    })
    // Slack repeats what it believes was lost; and somebody presses twice.
    expect((await slack(world, pressed)).status).toBe(200)
    await log.says('Ana acknowledged: Payments are down')
    await pass({ minutes: 20 })
    phone('ben').stayedQuiet()
  },
)

story('a forged, stale or foreign press in Slack acknowledges nothing', async (world) => {
  const { person, contact, raise, phones, call, now } = world
  await contact('ana', await person('ana'), 'slack', 'U0ANA1')
  const { id } = await raise('Payments are down', { policy: 'ana 5m' })
  const token = tokenOf(phones.of('U0ANA1').answerLink())
  const stillOpen = async () => expect(await call('getAlert', { alertId: id })).toMatchObject({ state: 'triggered' })

  expect((await slack(world, { by: 'U0ANA1', token }, 'another secret')).status).toBe(401)
  await stillOpen()
  expect((await slack({ ...world, now: now.subtract({ minutes: 6 }) }, { by: 'U0ANA1', token })).status).toBe(401)
  await stillOpen()
  await slack(world, { by: 'U0BEN1', token })
  await stillOpen()
  await slack(world, { by: 'U0ANA1', token: `${token.slice(0, -1)}x` })
  await stillOpen()
  await fetch(`${world.node.url}/chat/slack`)
  await stillOpen()
})

story('a button of a contact over another channel is no button of Slack', async (world) => {
  const { person, contact, raise, phones, call } = world
  await contact('ana', await person('ana'), 'slack', 'C0ROOM1')
  const { id } = await raise('Payments are down', { policy: 'ana 5m' })
  await slack(world, { by: 'C0ROOM1', token: tokenOf(phones.of('C0ROOM1').answerLink()) })
  await slack(world, { by: 'ana@example.com', token: tokenOf(phones.of('ana@example.com').answerLink()) })
  expect(await call('getAlert', { alertId: id })).toMatchObject({ state: 'triggered' })
})

story('a start code makes a chat of Telegram a contact, whose button acknowledges', async (world) => {
  const { person, call, raise, phones, log, now, sealer } = world
  const ana = await person('ana')
  const code = startCode(sealer, ana, now.add({ minutes: 15 }))
  const start = (text: string, at = '4711') => ({
    message: { chat: { id: Number(at), type: 'private' }, from: { username: 'ana_k' }, text },
  })
  expect((await telegram(world, start(`/start ${code}`), 'wrong')).status).toBe(401)
  await telegram(world, start(`/start ${code.slice(0, -1)}${code.endsWith('x') ? 'y' : 'x'}`))
  await telegram(world, start(`/start ${startCode(sealer, ana, now.subtract({ seconds: 1 }))}`))
  expect((await call('getContacts', { personId: ana })).contacts).toHaveLength(1)

  expect(await (await telegram(world, start(`/start ${code}`))).json()).toMatchObject({ method: 'sendMessage' })
  expect((await call('getContacts', { personId: ana })).contacts).toContainEqual(
    expect.objectContaining({ channel: 'telegram', address: '4711', label: '@ana_k' }),
  )
  await log.says('added telegram *** for Ana')

  const { id } = await raise('Payments are down', { policy: 'ana 5m' })
  const token = tokenOf(phones.of('4711').answerLink())
  const press = (from: number) => ({
    callback_query: { id: 'q', data: token, from: { id: from }, message: { message_id: 9, chat: { id: 4711 } } },
  })
  await telegram(world, press(666))
  expect(await call('getAlert', { alertId: id })).toMatchObject({ state: 'triggered' })
  expect(await (await telegram(world, press(4711))).json()).toEqual({
    method: 'answerCallbackQuery',
    callback_query_id: 'q',
    text: 'Ana has it.',
  })
  expect(await call('getAlert', { alertId: id })).toMatchObject({ state: 'acknowledged' })
})

story('a button in Mattermost answers for the member of the contact alone', async (world) => {
  const { person, call, raise, phones } = world
  const ana = await person('ana')
  const address = 'http://localhost:8065/hooks/abc'
  const { contact } = await call('addContact', { personId: ana, channel: 'mattermost', address, secret: member })
  await verified(world, contact.id)
  const { id } = await raise('Payments are down', { policy: 'ana 5m' })
  const token = tokenOf(phones.of(address).answerLink())
  expect((await mattermost(world, { by: member, token: 'made-up' })).status).toBe(401)
  expect(await (await mattermost(world, { by: 'b'.repeat(26), token })).json()).toHaveProperty('ephemeral_text')
  expect(await call('getAlert', { alertId: id })).toMatchObject({ state: 'triggered' })
  expect(await (await mattermost(world, { by: member, token })).json()).toMatchObject({
    update: { message: expect.stringContaining('Ana has it.') },
  })
  await call('closeAlert', { alertId: id, note: 'restarted', because: 'Ana asked for it' })
  expect(await (await mattermost(world, { by: member, token })).json()).toMatchObject({
    update: { message: expect.stringContaining('It is over') },
  })
})

story('buttons in a chat say every answer: "I cannot", the next person, and that it is over', async (world) => {
  const { person, contact, call, raise, phones, phone, log, settle } = world
  const ana = await person('ana')
  await contact('ana', ana, 'slack', 'U0ANA1')
  await contact('ana', ana, 'telegram', '4711')
  const { contact: hook } = await call('addContact', {
    personId: ana,
    channel: 'mattermost',
    address: 'http://localhost:8065/hooks/abc',
    secret: member,
  })
  await verified(world, hook.id)
  const tokenAt = (address: string) => tokenOf(phones.of(address).answerLink())
  const press = async (data: string) =>
    (
      await telegram(world, {
        callback_query: { id: 'q', data, from: { id: 4711 }, message: { message_id: 9, chat: { id: 4711 } } },
      })
    ).json()

  await raise('Payments are down', { policy: 'ana 30m, ben 5m' })
  await slack(world, { by: 'U0ANA1', token: tokenAt('U0ANA1'), answer: 'decline' })
  await settle()
  phone('ben').rang('Payments are down')
  await log.says('Ana cannot take it: Payments are down')

  await raise('Search is slow', { policy: 'ana 30m, ben 5m' })
  expect(await press(`e:${tokenAt('4711')}`)).toMatchObject({ text: 'Escalated. The next person is being paged.' })
  await settle()
  phone('ben').rang('Search is slow')
  expect(await press(`e:${tokenAt('4711')}`)).toMatchObject({ text: expect.stringContaining('gone on already') })

  const { id } = await raise('Disk is full', { policy: 'ana 30m' })
  const token = tokenAt('http://localhost:8065/hooks/abc')
  await mattermost(world, { by: 'b'.repeat(26), token, answer: 'close' })
  expect(await call('getAlert', { alertId: id })).toMatchObject({ state: 'triggered' })
  await mattermost(world, { by: member, token, answer: 'close' })
  expect(await call('getAlert', { alertId: id })).toMatchObject({ state: 'closed', closedBy: 'Ana' })
})

/** The code that was sent to it came back. */
async function verified({ database, now }: World, contactId: string): Promise<void> {
  await database.db.updateTable('contact').set({ verified_at: now }).where('id', '=', contactId).execute()
}
