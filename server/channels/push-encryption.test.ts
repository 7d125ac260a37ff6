import { createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { areBrowserKeys, mostPushBytes, newKeyPair, sealForBrowser, vapidHeader } from './push-encryption.ts'
import { testBrowser } from './testing/browser.ts'

test('the example of RFC 8291, section 5, byte by byte', () => {
  const sealed = sealForBrowser(
    'When I grow up, I want to be a watermelon',
    {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    },
    {
      salt: Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url'),
      pair: {
        publicKey: 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
        privateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
      },
    },
  )
  expect(sealed.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  )
})

test.each(['', '결제가 실패합니다 😀', 'x'.repeat(mostPushBytes)])(
  'a browser opens what was sealed for it: "%.12s"',
  async (text) => {
    const browser = testBrowser()
    const sealed = sealForBrowser(text, browser)
    expect(sealed.length).toBeLessThanOrEqual(4_096)
    expect(await browser.open(sealed)).toBe(text)
    await expect(testBrowser().open(sealed)).rejects.toThrow()
  },
)

test('what would not fit is not sent in part', () => {
  expect(() => sealForBrowser('x'.repeat(mostPushBytes + 1), testBrowser())).toThrow('holds')
})

test('the proof of the sender is a JWT that its public key confirms, for this service alone', () => {
  const keys = newKeyPair()
  const now = Temporal.Instant.from('2026-03-29T01:05:01Z')
  const header = vapidHeader(keys, { origin: 'https://push.example', subject: 'https://baton.example', now })
  const [, token = '', key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? []
  expect(key).toBe(keys.publicKey)
  const [head = '', body = '', signature = ''] = token.split('.')
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
  expect([read(head), read(body)]).toEqual([
    { typ: 'JWT', alg: 'ES256' },
    { aud: 'https://push.example', exp: now.epochMilliseconds / 1_000 + 43_200, sub: 'https://baton.example' },
  ])
  const point = Buffer.from(keys.publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' } })
  const options = { key: publicKey, dsaEncoding: 'ieee-p1363' as const }
  expect(verify('sha256', Buffer.from(`${head}.${body}`), options, Buffer.from(signature, 'base64url'))).toBe(true)
})

test.each([
  ['not on the curve', Buffer.alloc(65, 4).toString('base64url'), 'AAAAAAAAAAAAAAAAAAAAAA'],
  ['too short a secret', newKeyPair().publicKey, 'AAAA'],
  ['nothing', '', ''],
])('%s are no keys of a browser', (_, p256dh, auth) => {
  expect(areBrowserKeys({ p256dh, auth })).toBe(false)
})
