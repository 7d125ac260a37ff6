import { describe, expect, it, test } from 'vitest'
import type { Actor } from '../permissions.ts'
import { whyNotPart, type Relative } from './family.ts'
import { heardBy, maySubscribe, messagesAtOnce, secondsUntilSent, type Hearer } from './hearing.ts'
import { isRoomUrl, roomFrom } from './room-url.ts'
import { adviceFor, sentState } from './sent.ts'
import { updateMessage, type ToldUpdate } from './update-message.ts'
import { stillWords } from './update-words.ts'

const ofTeam: Hearer = {
  scope: 'team',
  audience: 'stakeholders',
  from: 'P2',
  isOff: false,
  kind: 'person',
  isThere: true,
  mayKnow: true,
}

describe('a subscriber', () => {
  it.each([
    [{}, 'stakeholders', 'P1', 'hears'],
    [{}, 'stakeholders', 'P2', 'hears'],
    [{}, 'stakeholders', 'P3', 'not_asked'],
    [{ scope: 'incident' }, 'stakeholders', 'P4', 'hears'],
    [{}, 'users', 'P1', 'not_asked'],
    [{ isOff: true, scope: 'incident' }, 'stakeholders', 'P1', 'off'],
    [{ mayKnow: false }, 'stakeholders', 'P1', 'may_not_know'],
    [{ isThere: false }, 'stakeholders', 'P1', 'gone'],
  ] as const)('%j asked about %s of a %s: %s', (is, audience, priority, heard) => {
    expect(heardBy({ ...ofTeam, ...is }, audience, priority)).toBe(heard)
  })
})

test('everybody subscribes themselves, others and channels whoever manages the team', () => {
  const viewer: Actor = { kind: 'person', id: 'ana', name: 'Ana', role: 'viewer', teams: {} }
  const lead: Actor = { ...viewer, teams: { payments: 'manager' } }
  expect(maySubscribe(viewer, { teamId: 'payments', personId: 'ana' }).allowed).toBe(true)
  expect(maySubscribe(viewer, { teamId: 'payments', personId: 'ben' }).allowed).toBe(false)
  expect(maySubscribe(viewer, { teamId: 'payments', personId: null }).allowed).toBe(false)
  expect(maySubscribe(lead, { teamId: 'payments', personId: null }).allowed).toBe(true)
  expect(maySubscribe(lead, { teamId: 'mobile', personId: 'ben' }).allowed).toBe(false)
})

test('a flood goes out in portions', () => {
  expect([0, messagesAtOnce - 1, messagesAtOnce, 2 * messagesAtOnce].map(secondsUntilSent)).toEqual([0, 0, 10, 20])
})

describe('a part', () => {
  const one: Relative = { id: 1, state: 'triage', parentId: null, hasParts: false }
  const two: Relative = { ...one, id: 2 }
  it.each([
    [one, two, null],
    [one, one, 'incident_of_itself'],
    [one, { ...two, parentId: 3 }, 'incident_is_part'],
    [{ ...one, hasParts: true }, two, 'incident_has_parts'],
    [one, { ...two, state: 'closed' }, 'incident_is_over'],
    [{ ...one, state: 'closed' }, two, null],
    [{ ...one, state: 'merged' }, two, 'incident_merged'],
    [one, { ...two, state: 'merged' }, 'incident_merged'],
  ] as const)('%j of %j: %s', (part, parent, because) => expect(whyNotPart(part, parent)).toBe(because))
})

describe('a room', () => {
  it.each(['', 'https://meet.example.com/7', 'https://meet.example.com:8443/a?b=c#d', 'https://회의.example/가'])(
    'is %s',
    (url) => expect(isRoomUrl(url)).toBe(true),
  )
  it.each([
    'http://meet.example.com',
    'javascript:alert(1)',
    'https://',
    'https://ana:secret@meet.example.com',
    'https://meet.example.com/a b',
    'https://meet.example.com/"><script>',
    ' https://meet.example.com',
  ])('is not %s', (url) => expect(isRoomUrl(url)).toBe(false))

  it('is made from what the team wrote', () =>
    expect(roomFrom('https://meet.example.com/{incident}?i={incident}', 7)).toBe('https://meet.example.com/7?i=7'))
})

test.each([
  ['no provider is set up for email', 'set_up_provider'],
  ['channel_unproven: x', 'prove_channel'],
  ['channel_removed: x', 'choose_channel'],
  ['chat_refused: is_archived', 'unarchive'],
  ['chat_refused: not_in_channel', 'invite_baton'],
  ['chat_refused: channel_not_found', 'choose_channel'],
  ['chat_refused: whatever', 'check_address'],
  ['email_refused: 550 no such user', 'check_address'],
  ['webhook_secret: x', 'check_secret'],
  ['http_busy: HTTP 429', 'try_later'],
  ['', 'try_later'],
])('%s: %s', (outcome, advice) => expect(adviceFor(outcome)).toBe(advice))

test('what no provider carried has failed, but in a demo', () => {
  expect(sentState('not_sent', { isDemo: false })).toBe('failed')
  expect(sentState('not_sent', { isDemo: true })).toBe('sent')
})

describe('an update as it arrives', () => {
  const told: ToldUpdate = {
    incidentId: 7,
    title: 'Checkout answers 500',
    priority: 'P1',
    stage: 'mitigation',
    audience: 'stakeholders',
    text: 'We roll back.',
    isStill: false,
    by: 'Ana',
    at: Temporal.Instant.from('2026-07-01T10:00:00Z'),
    nextAt: Temporal.Instant.from('2026-07-01T10:30:00Z'),
    roomUrl: 'https://meet.example.com/7',
  }
  const berlin = { language: 'en', zone: 'Europe/Berlin' } as const
  const words = (of: Partial<ToldUpdate>, reader: { language: 'en' | 'ko'; zone: string } = berlin) =>
    updateMessage({ ...told, ...of }, reader).paragraphs.join('\n')

  it('says stage, text, the next time on the clock of its reader, and by whom', () => {
    expect(words({})).toBe(
      [
        'P1 · We work on stopping the effects',
        'We roll back.',
        'Next update by Wed 2026-07-01 12:30 +02:00 Europe/Berlin',
        'Ana, Wed 2026-07-01 12:00 +02:00 Europe/Berlin',
      ].join('\n'),
    )
    expect(words({}, { language: 'ko', zone: 'Asia/Seoul' })).toContain(
      '다음 소식: 2026-07-01(수) 19:30 +09:00 Asia/Seoul까지',
    )
  })

  it('shows only responders the way into the call, and users no name and no priority', () => {
    expect(words({ audience: 'responders' })).toContain('https://meet.example.com/7')
    expect(words({})).not.toContain('meet.example.com')
    const users = updateMessage({ ...told, audience: 'users' }, berlin)
    expect(JSON.stringify(users)).not.toMatch(/P1|Ana|meet\.example|#7/)
  })

  it('says that work goes on in the language of its reader, but what somebody wrote as they wrote it', () => {
    const still = { isStill: true, text: stillWords.en }
    expect(words(still, { language: 'ko', zone: 'UTC' })).toContain(stillWords.ko)
    expect(words({ ...still, text: 'Still at it.' }, { language: 'ko', zone: 'UTC' })).toContain('Still at it.')
  })
})
