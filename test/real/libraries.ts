// What Baton signs and seals by itself, against the libraries of those who read it: `node test/real/libraries.ts`.
// They are fetched into the folder of the trial: nothing of Baton needs them.
import { execFile } from 'node:child_process'
import { createECDH, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { isFromProvider, phoneSignature, type FormParameters } from '../../server/channels/phone-signature.ts'
import { mostPushBytes, newKeyPair, sealForBrowser, vapidHeader } from '../../server/channels/push-encryption.ts'
import { testBrowser } from '../../server/channels/testing/browser.ts'
import { isFromSlack } from '../../server/http/chat-signatures.ts'
import { runTrial, type Trial } from './trial.ts'

const versions = { 'web-push': '3.6.7', http_ece: '1.2.1', twilio: '6.2.0', '@slack/bolt': '5.1.0' } as const

type HttpEce = {
  decrypt(sealed: Buffer, how: { version: 'aes128gcm'; privateKey: object; authSecret: string }): Buffer
}
type WebPush = {
  encrypt(key: string, auth: string, text: string, encoding: 'aes128gcm'): { readonly cipherText: Buffer }
  getVapidHeaders(
    audience: string,
    subject: string,
    publicKey: string,
    privateKey: string,
    encoding: 'aes128gcm',
  ): { readonly Authorization: string }
}
type Twilio = {
  validateRequest(token: string, signature: string, url: string, parameters: Readonly<Record<string, string>>): boolean
  getExpectedTwilioSignature(token: string, url: string, parameters: Readonly<Record<string, string>>): string
}
type Bolt = {
  isValidSlackRequest(call: {
    signingSecret: string
    body: string
    headers: { 'x-slack-signature': string; 'x-slack-request-timestamp': number }
  }): boolean
}

const texts = ['', 'Payments are down', '결제가 실패합니다 😀 = & + %', 'x'.repeat(mostPushBytes)]

await runTrial('libraries', { minutes: 5 }, async (trial) => {
  const names = Object.entries(versions).map(([name, version]) => `${name}@${version}`)
  await promisify(execFile)(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', trial.folder, ...names],
    { cwd: trial.folder },
  )
  trial.say(names.join(', '))
  const load = createRequire(path.join(trial.folder, 'node_modules', 'x.js'))
  await sealing(trial, load('http_ece') as HttpEce, load('web-push') as WebPush)
  proofOfSender(trial, load('web-push') as WebPush)
  signaturesOfTwilio(trial, load('twilio') as Twilio)
  signaturesOfSlack(trial, load('@slack/bolt') as Bolt)
})

async function sealing(trial: Trial, ece: HttpEce, webPush: WebPush): Promise<void> {
  const ecdh = createECDH('prime256v1')
  const browser = { p256dh: ecdh.generateKeys().toString('base64url'), auth: randomBytes(16).toString('base64url') }
  for (const text of texts) {
    const opened = ece.decrypt(sealForBrowser(text, browser), {
      version: 'aes128gcm',
      privateKey: ecdh,
      authSecret: browser.auth,
    })
    trial.check(
      opened.toString() === text,
      `http_ece opens a push of ${Buffer.byteLength(text)} bytes that Baton sealed`,
    )
    if (text === '') continue
    const other = testBrowser()
    const sealed = webPush.encrypt(other.p256dh, other.auth, text, 'aes128gcm').cipherText
    trial.check((await other.open(sealed)) === text, `the browser of the tests opens what web-push sealed, too`)
  }
}

function proofOfSender(trial: Trial, webPush: WebPush): void {
  const keys = newKeyPair()
  const of = { origin: 'https://push.example', subject: 'https://baton.example' }
  const ours = vapidHeader(keys, { ...of, now: Temporal.Now.instant() })
  const theirs = webPush.getVapidHeaders(of.origin, of.subject, keys.publicKey, keys.privateKey, 'aes128gcm')
  const isGood = (header: string) => {
    const [, head = '', body = '', signature = '', key] =
      /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(header) ?? []
    const point = Buffer.from(keys.publicKey, 'base64url')
    const [x = '', y = ''] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
    const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } })
    const by = { key: publicKey, dsaEncoding: 'ieee-p1363' as const }
    const isSigned = verify('sha256', Buffer.from(`${head}.${body}`), by, Buffer.from(signature, 'base64url'))
    return isSigned && key === keys.publicKey && Buffer.from(body, 'base64url').toString().includes(of.origin)
  }
  trial.check(isGood(theirs.Authorization), "web-push's proof of the sender is what Baton takes for one")
  trial.check(isGood(ours), "Baton's proof of the sender is one")
}

function signaturesOfTwilio(trial: Trial, twilio: Twilio): void {
  const token = 'the auth token'
  for (const url of ['https://baton.example/phone/sms?delivery=1', 'https://baton.example:8443/phone/status'])
    for (const text of texts.slice(0, 3)) {
      const form = { Body: text, From: '+821012345678', SmsSid: 'SM1', AccountSid: 'AC1', 'a b': '1' }
      const parameters: FormParameters = Object.entries(form)
      const signature = twilio.getExpectedTwilioSignature(token, url, form)
      trial.check(
        isFromProvider({ token, url, parameters, signature }),
        `Baton takes Twilio's signature: "${text}" to ${url}`,
      )
      const own = phoneSignature(token, url, parameters)
      trial.check(twilio.validateRequest(token, own, url, form), "Twilio's library takes Baton's")
      trial.check(
        !isFromProvider({ token, url, parameters: [...parameters, ['Body', 'other']], signature }),
        'and neither when a value was added',
      )
    }
}

function signaturesOfSlack(trial: Trial, bolt: Bolt): void {
  const secret = 'the signing secret'
  const now = Temporal.Now.instant()
  for (const text of texts.slice(0, 3)) {
    const body = `payload=${encodeURIComponent(JSON.stringify({ text }))}`
    const timestamp = Math.floor(now.epochMilliseconds / 1_000)
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
    const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp }
    const call = { timestamp: String(timestamp), signature, body: Buffer.from(body) }
    trial.check(bolt.isValidSlackRequest({ signingSecret: secret, body, headers }), `Bolt takes it: "${text}"`)
    trial.check(isFromSlack(call, secret, now), 'and so does Baton')
    const old = now.add({ minutes: 6 })
    trial.check(!isFromSlack(call, secret, old), 'which is too old six minutes later')
    const other = { ...headers, 'x-slack-signature': signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }
    trial.check(
      !bolt.isValidSlackRequest({ signingSecret: secret, body, headers: other }),
      'Bolt refuses another signature',
    )
    trial.check(!isFromSlack({ ...call, signature: other['x-slack-signature'] }, secret, now), 'and so does Baton')
  }
}
