// What stands with others about one thing: in a mail by its thread, in chats under what was sent there first; and how it is ended.
import PostalMime from 'postal-mime'
import { afterAll, expect, test } from 'vitest'
import { noticeMessage } from '../../domain/paging/notice-message.ts'
import { egressRules } from '../egress/egress-rules.ts'
import { Egress } from '../egress/egress.ts'
import { emailChannel } from './email.ts'
import { slackChannel } from './slack.ts'
import { telegramChannel } from './telegram.ts'
import { mailServer } from './testing/mail-server.ts'
import { testNow, within } from './testing/page.ts'
import { answer, receiver } from './testing/receiver.ts'

const update = (key: string) =>
  noticeMessage({
    key,
    kind: 'incident_update',
    text: {
      subject: 'Incident #7: Checkout answers 500',
      paragraphs: ['We roll back.'],
      path: '/incidents/7',
      thread: { name: 'incident.7', follows: { slack: 'C024BE7LH 1700.5', telegram: 'message 41' } },
      leave: { say: 'No more', url: 'https://baton.example/unfollow/t0ken' },
    },
    person: 'Ben',
    language: 'en',
    url: 'https://baton.example',
    sentAt: testNow,
  })

test('a mail is in one thread, and is ended by the button of its program', async () => {
  await using server = await mailServer({ disabledCommands: ['STARTTLS', 'AUTH'] })
  const email = emailChannel({ host: '127.0.0.1', port: server.port, secure: false, from: 'Baton <baton@example.com>' })
  for (const key of ['notice/1', 'notice/2'])
    await email.reach({ address: 'ben@example.com' }, update(key), within(2_000))
  await email.close()
  const [first, second] = await Promise.all(server.mails.map(({ raw }) => PostalMime.parse(Buffer.from(raw, 'latin1'))))
  expect(first?.references).toMatch(/^<incident\.7\.[0-9a-f]{12}@example\.com>$/)
  expect(second?.references).toBe(first?.references)
  expect(second?.messageId).not.toBe(first?.messageId)
  const header = (key: string) => first?.headers.find((one) => one.key === key)?.value
  expect(header('list-unsubscribe')).toBe('<https://baton.example/unfollow/t0ken>')
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  expect(first?.html).toContain('href="https://baton.example/unfollow/t0ken"')
})

const egress = new Egress(egressRules(['127.0.0.1']))
afterAll(() => egress.close())
const clock = () => testNow

test('Slack: under what was sent there first; on its own where that was deleted', async () => {
  let calls = 0
  await using server = await receiver((response) =>
    response
      .writeHead(200)
      .end(
        ++calls === 2 ? '{"ok":false,"error":"thread_not_found"}' : '{"ok":true,"channel":"C024BE7LH","ts":"1700.9"}',
      ),
  )
  const slack = slackChannel(egress, { url: server.url, token: 'xoxb-1', canAnswer: true }, clock)
  const reach = () => slack.reach({ address: 'C024BE7LH' }, update('notice/1'), within(2_000))
  expect(await reach()).toEqual({ sent: 'C024BE7LH 1700.9' })
  expect(await reach()).toEqual({ sent: 'C024BE7LH 1700.9' })
  const threads = server.received.map(({ body }) => (JSON.parse(body) as { thread_ts?: string }).thread_ts)
  expect(threads).toEqual(['1700.5', '1700.5', undefined])
})

test('Telegram: as a reply, which is sent also where what it replies to is gone', async () => {
  await using server = await receiver(answer(200, '{"ok":true,"result":{"message_id":42}}'))
  const telegram = telegramChannel(egress, { url: server.url, token: '1:a' }, clock)
  expect(await telegram.reach({ address: '-100' }, update('notice/1'), within(2_000))).toEqual({ sent: 'message 42' })
  expect(JSON.parse(server.received[0]?.body ?? '{}')).toMatchObject({
    reply_parameters: { message_id: 41, allow_sending_without_reply: true },
  })
})
