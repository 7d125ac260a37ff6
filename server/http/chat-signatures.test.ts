import { expect, test } from 'vitest'
import { isFromSlack } from './chat-signatures.ts'

// The example that Slack gives (https://docs.slack.dev/authentication/verifying-requests-from-slack).
const secret = '8f742231b10e8888abcd99yyyzzz85a5'
const timestamp = '1531420618'
const signature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503'
const body = Buffer.from(
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
)
const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds((Number(timestamp) + seconds) * 1_000)

test("Slack's own example is from Slack", () => {
  expect(isFromSlack({ timestamp, signature, body }, secret, at(0))).toBe(true)
})

test.each([
  ['another secret', { timestamp, signature, body }, 'other', at(0)],
  ['another body', { timestamp, signature, body: Buffer.concat([body, Buffer.from('&x=1')]) }, secret, at(0)],
  ['another time', { timestamp: '1531420619', signature, body }, secret, at(0)],
  ['no signature', { timestamp, signature: '', body }, secret, at(0)],
  ['no time', { timestamp: '', signature, body }, secret, at(0)],
  ['heard again after five minutes', { timestamp, signature, body }, secret, at(301)],
  ['from the future', { timestamp, signature, body }, secret, at(-301)],
] as const)('%s is not', (_, call, with_, now) => {
  expect(isFromSlack(call, with_, now)).toBe(false)
})
