// Web push as the browsers' services ask for it: the message sealed for one browser (RFC 8291 over RFC 8188), and the proof
// of who sends it (RFC 8292). Small enough to be here; what it makes is held against the RFC's own example.
import { createCipheriv, createECDH, createPrivateKey, hkdfSync, randomBytes, sign } from 'node:crypto'
import type { Instant } from '../../domain/time.ts'

/** P-256, as base64url: the public key is the point (65 bytes), the private one its number (32 bytes). */
export type KeyPair = { readonly publicKey: string; readonly privateKey: string }

/** What the browser gave when it subscribed, as base64url. */
export type BrowserKeys = { readonly p256dh: string; readonly auth: string }

/** The most that fits: one record of 4,096 bytes with its header of 86 bytes, the tag of 16 and the delimiter. */
export const mostPushBytes = 3_993

/** `made` is given only to compare with known examples. Throws when the browser's keys are no keys. */
export function sealForBrowser(
  text: string,
  browser: BrowserKeys,
  made: { readonly salt: Buffer; readonly pair: KeyPair } = { salt: randomBytes(16), pair: newKeyPair() },
): Buffer {
  const plain = Buffer.from(text)
  if (plain.length > mostPushBytes) throw new Error(`a push holds ${mostPushBytes} bytes, this has ${plain.length}`)
  const theirs = bytes(browser.p256dh)
  const ours = bytes(made.pair.publicKey)
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(bytes(made.pair.privateKey))
  const shared = ecdh.computeSecret(theirs)
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours])
  const secret = derive(shared, bytes(browser.auth), keyInfo, 32)
  const key = derive(secret, made.salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(secret, made.salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  // 2 marks the last record; there is only this one.
  const sealed = Buffer.concat([cipher.update(plain), cipher.update(Buffer.of(2)), cipher.final(), cipher.getAuthTag()])
  const recordSize = Buffer.alloc(4)
  recordSize.writeUInt32BE(4_096)
  return Buffer.concat([made.salt, recordSize, Buffer.of(ours.length), ours, sealed])
}

/** The header that says who sends, for one push service: valid for twelve hours, of the 24 that are allowed. */
export function vapidHeader(
  keys: KeyPair,
  { origin, subject, now }: { readonly origin: string; readonly subject: string; readonly now: Instant },
): string {
  const expiresAt = Math.floor(now.epochMilliseconds / 1_000) + 12 * 3_600
  const body = [
    { typ: 'JWT', alg: 'ES256' },
    { aud: origin, exp: expiresAt, sub: subject },
  ]
  const signed = body.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const point = bytes(keys.publicKey)
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: keys.privateKey,
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  return `vapid t=${signed}.${signature}, k=${keys.publicKey}`
}

export function newKeyPair(): KeyPair {
  const ecdh = createECDH('prime256v1')
  const publicKey = ecdh.generateKeys().toString('base64url')
  // A number that begins with a zero byte is given shorter.
  const privateKey = Buffer.concat([Buffer.alloc(32), ecdh.getPrivateKey()])
    .subarray(-32)
    .toString('base64url')
  return { publicKey, privateKey }
}

/** Are these a point on the curve and a secret of the right length? */
export function areBrowserKeys({ p256dh, auth }: BrowserKeys): boolean {
  try {
    const ecdh = createECDH('prime256v1')
    ecdh.generateKeys()
    ecdh.computeSecret(bytes(p256dh))
    return bytes(p256dh).length === 65 && bytes(auth).length === 16
  } catch {
    return false
  }
}

function derive(key: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, info, length))
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'base64url')
}
