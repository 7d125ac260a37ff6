// What each chat is sent: inside its limits, in Korean too, with the text of an alert shown and not obeyed.
import { answerKinds } from '../../domain/paging/answer.ts'
import { afterAll, describe, expect, test } from 'vitest'
import { egressRules } from '../egress/egress-rules.ts'
import { Egress } from '../egress/egress.ts'
import type { Channel, Destination } from './channel.ts'
import { discordChannel } from './discord.ts'
import { mattermostChannel } from './mattermost.ts'
import { pushoverChannel } from './pushover.ts'
import { slackChannel } from './slack.ts'
import { teamsChannel } from './teams.ts'
import { pressedOf, telegramChannel } from './telegram.ts'
import { testMessage, testNow, testRetold, testRoomMessage, within } from './testing/page.ts'
import { answer, receiver } from './testing/receiver.ts'

const egress = new Egress(egressRules(['127.0.0.1']))
afterAll(() => egress.close())
const clock = () => testNow
const member = 'a'.repeat(26)

type Row = readonly [name: string, channel: (url: string) => Channel, to: (url: string) => Destination, most: number]
const rows: readonly Row[] = [
  [
    'slack',
    (url) => slackChannel(egress, { url, token: 'xoxb-1', canAnswer: true }, clock),
    () => ({ address: 'U024BE7LH' }),
    40_000,
  ],
  ['telegram', (url) => telegramChannel(egress, { url, token: '1:a' }, clock), () => ({ address: '4711' }), 40_000],
  [
    'pushover',
    (url) => pushoverChannel(egress, { url, token: 'a'.repeat(30) }, clock),
    () => ({ address: 'u'.repeat(30) }),
    20_000,
  ],
  ['discord', () => discordChannel(egress, clock), (url) => ({ address: `${url}/hook` }), 40_000],
  ['teams', () => teamsChannel(egress, clock), (url) => ({ address: `${url}/hook` }), 28_000],
  [
    'mattermost',
    () => mattermostChannel(egress, { url: 'https://baton.example' }, clock),
    (url) => ({ address: `${url}/hook`, secret: member }),
    60_000,
  ],
]

async function sent(row: Row, message = testMessage(), body = '{"ok":true,"id":"1","status":1}') {
  await using server = await receiver(answer(200, body))
  const outcome = await row[1](server.url).reach(row[2](server.url), message, within(2_000))
  const call = server.received[0]
  return {
    outcome,
    path: call?.path,
    bytes: call?.bytes.length ?? 0,
    text: call?.body ?? '',
    body: JSON.parse(call?.body ?? 'null') as never,
  }
}
function rowOf(name: string): Row {
  const row = rows.find(([each]) => each === name)
  if (!row) throw new Error(`${name} is no chat`)
  return row
}

describe.each(rows)('%s', (...row) => {
  test('carries a page of any length in Korean', async () => {
    const long = testMessage({
      language: 'ko',
      summary: '결제 장애 😀 `*_'.repeat(900),
      details: '재시작 `` <@U1> '.repeat(4_000),
    })
    const { outcome, bytes, text } = await sent(row, long)
    expect(outcome).toHaveProperty('sent')
    expect(bytes).toBeLessThanOrEqual(row[3])
    expect(text.isWellFormed()).toBe(true)
  })

  test('carries a notice, which asks for no answer', async () => {
    const notice = { ...testMessage(), pageId: null, alertId: null, priority: null, answerUrl: null }
    const { outcome, text } = await sent(row, notice)
    expect(outcome).toHaveProperty('sent')
    expect(text).not.toContain('acknowledge')
  })

  test('a body that is no answer is tried again, where the chat answers by one', async () => {
    const { outcome } = await sent(row, testMessage(), '<html>proxy</html>')
    if (['teams', 'mattermost'].includes(row[0])) expect(outcome).toHaveProperty('sent')
    else expect(outcome).toEqual({ tryAgain: expect.stringContaining('chat_garbled') })
  })

  test('too many calls wait as long as they are asked to', async () => {
    await using server = await receiver(
      answer(429, '{"ok":false,"parameters":{"retry_after":30}}', { 'retry-after': '30' }),
    )
    const outcome = await row[1](server.url).reach(row[2](server.url), testMessage(), within(2_000))
    expect(outcome).toEqual({ tryAgain: expect.stringContaining('http_busy'), afterSeconds: 30 })
  })
})

const hostile = testMessage({ summary: '<!channel> <@U1> @everyone @here [x](https://evil.example) ``` *b* <b>' })

test('Slack: plain text, and the proof on a button for a member alone', async () => {
  const { body, path } = await sent(rowOf('slack'), hostile)
  expect(path).toBe('/chat.postMessage')
  expect(body).toMatchObject({
    channel: 'U024BE7LH',
    text: expect.stringContaining('&lt;!channel&gt; &lt;@U1&gt;'),
    parse: 'none',
    link_names: false,
    blocks: [
      { text: { type: 'plain_text', text: expect.stringContaining('<!channel>') } },
      { text: { type: 'plain_text' } },
      { elements: [...answerKinds.map((kind) => ({ action_id: kind, value: 't0ken' })), { action_id: 'open' }] },
    ],
  })
  await using server = await receiver(answer(200, '{"ok":true}'))
  await rowOf('slack')[1](server.url).reach({ address: 'C024BE7LH' }, hostile, within(2_000))
  expect(server.received[0]?.body).toContain('"url":"https://baton.example/answer/t0ken"')
  expect(server.received[0]?.body).not.toContain('"value"')
})

test('Telegram: all of it as code, where no name and no address is looked for', async () => {
  const { body, path } = await sent(rowOf('telegram'), hostile)
  expect(path).toBe('/bot1:a/sendMessage')
  expect(body).toMatchObject({
    chat_id: '4711',
    parse_mode: 'HTML',
    text: expect.stringMatching(/^<code>[^<]*&lt;b&gt;[^<]*<\/code>\n\n<pre>[^<]*<\/pre>$/s),
    reply_markup: {
      inline_keyboard: [
        [{ callback_data: 't0ken' }, { callback_data: 'd:t0ken' }],
        [{ callback_data: 'e:t0ken' }, { callback_data: 'c:t0ken' }, { url: 'https://baton.example/pages/12' }],
      ],
    },
  })
})

test('Telegram: what a button carries is read as it was written, also from an earlier release', () => {
  const token = '1z141z3-'.padEnd(39, 'x')
  expect(Buffer.byteLength(`d:${token}`)).toBeLessThan(64)
  expect(pressedOf(`d:${token}`)).toEqual({ kind: 'decline', token })
  expect(pressedOf(token)).toEqual({ kind: 'acknowledge', token })
})

test('Telegram: who blocked the bot is not there any more', async () => {
  await using server = await receiver(
    answer(403, '{"ok":false,"description":"Forbidden: bot was blocked by the user"}'),
  )
  const outcome = await rowOf('telegram')[1](server.url).reach({ address: '4711' }, hostile, within(2_000))
  expect(outcome).toEqual({ giveUp: 'chat_gone: Forbidden: bot was blocked by the user', ends: 'gone' })
})

test('Discord: every sign stands for itself, and nobody is called', async () => {
  const { body, path } = await sent(rowOf('discord'), hostile)
  expect(path).toBe('/hook?wait=true')
  expect(body).toMatchObject({
    allowed_mentions: { parse: [] },
    content: expect.stringContaining('\\<\\!channel\\> \\<\\@U1\\> \\@everyone'),
    embeds: [{ description: expect.stringContaining('[Answer](https://baton.example/answer/t0ken)') }],
  })
  expect((body as { content: string }).content).not.toMatch(/(?<!\\)[:@[(`*<]/)
})

test('Teams: runs of text, which read no Markdown', async () => {
  const { body } = await sent(rowOf('teams'), hostile)
  expect(body).toMatchObject({
    attachments: [
      {
        content: {
          body: [{ type: 'RichTextBlock' }, { type: 'RichTextBlock' }],
          actions: [{ type: 'Action.OpenUrl', url: 'https://baton.example/answer/t0ken' }, { type: 'Action.OpenUrl' }],
        },
      },
    ],
  })
})

test('Mattermost: fenced, with a button only where one member may press it', async () => {
  const { body } = await sent(rowOf('mattermost'), hostile)
  expect(body).toMatchObject({
    text: expect.stringMatching(/^````text\n.*\n````\n\[Answer\]/s),
    attachments: [
      {
        actions: answerKinds.map((answer) => ({
          integration: { url: 'https://baton.example/chat/mattermost', context: { token: 't0ken', answer } },
        })),
      },
    ],
  })
  await using server = await receiver(answer(200, 'ok'))
  await rowOf('mattermost')[1](server.url).reach({ address: `${server.url}/hook` }, hostile, within(2_000))
  expect(server.received[0]?.body).not.toContain('integration')
})

test.each([
  ['P1', { priority: 2, retry: 60, expire: 1_800 }],
  ['P2', { priority: 1 }],
  ['P4', { priority: -1 }],
] as const)('Pushover: %s is %o', async (priority, expected) => {
  const { body, outcome } = await sent(rowOf('pushover'), testMessage({ priority }), '{"status":1,"receipt":"r123"}')
  expect(outcome).toEqual({ sent: 'r123' })
  expect(body).toMatchObject({ ...expected, user: 'u'.repeat(30), url: 'https://baton.example/answer/t0ken' })
  if (priority !== 'P1') expect(body).not.toHaveProperty('retry')
})

describe('in a room', () => {
  const hostileRoom = testRoomMessage({ summary: '<!channel> <@U1> @everyone [x](https://evil.example)' })

  test('Slack: a button that answers as whoever presses it', async () => {
    await using server = await receiver(answer(200, '{"ok":true,"channel":"C024BE91L","ts":"1.2"}'))
    const outcome = await rowOf('slack')[1](server.url).reach({ address: 'C024BE91L' }, hostileRoom, within(2_000))
    expect(outcome).toEqual({ sent: 'C024BE91L 1.2' })
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({
      channel: 'C024BE91L',
      blocks: [
        { text: { type: 'plain_text' } },
        { text: { type: 'plain_text', text: expect.stringContaining('Paged: Ana (on call for Payments)') } },
        { elements: [{ action_id: 'acknowledge', value: 'r00m-t0ken' }, { action_id: 'open' }] },
      ],
    })
  })

  test('Telegram and Mattermost alike', async () => {
    const { body } = await sent(rowOf('telegram'), hostileRoom)
    expect(body).toMatchObject({
      reply_markup: {
        inline_keyboard: [[{ callback_data: 'r00m-t0ken' }], [{ url: 'https://baton.example/alerts/7' }]],
      },
    })
    await using server = await receiver(answer(200, 'ok'))
    await rowOf('mattermost')[1](server.url).reach({ address: `${server.url}/hook` }, hostileRoom, within(2_000))
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({
      text: expect.stringMatching(/\n\[Open in Baton\]\(https:\/\/baton\.example\/alerts\/7\)$/),
      attachments: [{ actions: [{ integration: { context: { token: 'r00m-t0ken' } } }] }],
    })
  })

  test.each(rows.map((row) => [row[0], row] as const))('%s: no link answers for anybody', async (_, row) => {
    const { text } = await sent(row, hostileRoom)
    expect(text).not.toContain('/answer/')
  })
})

describe('a message that says what became of it', () => {
  const hostileNews = { ...testRetold, says: '<!channel> @everyone took it at 03:12.' }
  async function changed(name: string, reference: string, body: string, retold = hostileNews) {
    await using server = await receiver(answer(200, body))
    const row = rowOf(name)
    const outcome = await row[1](server.url).change?.(row[2](server.url), reference, retold, within(2_000))
    const [call] = server.received
    return { outcome, path: call?.path, method: call?.method, body: JSON.parse(call?.body ?? 'null') as unknown }
  }

  test('Slack: no button is left but the one that opens it', async () => {
    const { outcome, path, body } = await changed('slack', 'D1 1.2', '{"ok":true,"channel":"D1","ts":"1.2"}')
    expect([outcome, path]).toEqual([{ sent: 'D1 1.2' }, '/chat.update'])
    expect(body).toMatchObject({
      channel: 'D1',
      ts: '1.2',
      text: expect.stringContaining('&lt;!channel&gt;'),
      blocks: [{ type: 'section' }, { text: { type: 'plain_text' } }, { elements: [{ action_id: 'open' }] }],
    })
    expect(JSON.stringify(body)).not.toContain('acknowledge')
  })

  test('Telegram: the text of that message, and one that says so already is done', async () => {
    const { path, body } = await changed('telegram', 'message 5', '{"ok":true,"result":{"message_id":5}}')
    expect(path).toBe('/bot1:a/editMessageText')
    expect(body).toMatchObject({ chat_id: '4711', message_id: 5, text: expect.stringContaining('&lt;!channel&gt;') })
    await using server = await receiver(answer(400, '{"ok":false,"description":"message is not modified"}'))
    const telegram = rowOf('telegram')[1](server.url)
    expect(await telegram.change?.({ address: '4711' }, 'message 5', testRetold, within(2_000))).toEqual({
      sent: 'message 5',
    })
  })

  test('Discord: the message of the webhook is patched, and calls nobody', async () => {
    const { path, method, body } = await changed('discord', '8', '{"id":"8"}')
    expect([method, path]).toEqual(['PATCH', '/hook/messages/8'])
    expect(body).toMatchObject({ allowed_mentions: { parse: [] }, embeds: [{ description: expect.any(String) }] })
  })

  test('Pushover: what rings until it is confirmed is cancelled, and nothing else is called', async () => {
    const receipt = 'r'.repeat(30)
    expect((await changed('pushover', receipt, '{"status":1}')).path).toBe(`/1/receipts/${receipt}/cancel.json`)
    expect(await changed('pushover', 'a-request', '{"status":1}')).toMatchObject({
      outcome: { sent: 'a-request' },
      path: undefined,
    })
  })
})
