// A browser that subscribed: opens what was sealed for it, by WebCrypto and by RFC 8188 as a browser reads it.
import { randomBytes, webcrypto } from 'node:crypto'
import { newKeyPair } from '../push-encryption.ts'

export type TestBrowser = {
  readonly p256dh: string
  readonly auth: string
  /** Throws when this browser is not whom it was sealed for. */
  open(sealed: Uint8Array): Promise<string>
}

export function testBrowser(): TestBrowser {
  const { publicKey, privateKey } = newKeyPair()
  const auth = randomBytes(16)
  return {
    p256dh: publicKey,
    auth: auth.toString('base64url'),
    async open(sealed) {
      const { subtle } = webcrypto
      const body = Buffer.from(new Uint8Array(sealed))
      const salt = body.subarray(0, 16)
      const idLength = body.readUInt8(20)
      const sender = body.subarray(21, 21 + idLength)
      const point = Buffer.from(publicKey, 'base64url')
      const [x = '', y = ''] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
      const curve = { name: 'ECDH', namedCurve: 'P-256' }
      const jwk = { kty: 'EC', crv: 'P-256', d: privateKey, x, y }
      const mine = await subtle.importKey('jwk', jwk, curve, false, ['deriveBits'])
      const theirs = await subtle.importKey('raw', sender, curve, false, [])
      const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, mine, 256)
      const info = bytes([...Buffer.from('WebPush: info\0'), ...point, ...sender])
      const ikm = await hkdf(shared, { salt: bytes([...auth]), info, size: 32 })
      const aes = await hkdf(ikm, { salt, info: bytes([...Buffer.from('Content-Encoding: aes128gcm\0')]), size: 16 })
      const iv = await hkdf(ikm, { salt, info: bytes([...Buffer.from('Content-Encoding: nonce\0')]), size: 12 })
      const key = await subtle.importKey('raw', aes, 'AES-GCM', false, ['decrypt'])
      const plain = Buffer.from(await subtle.decrypt({ name: 'AES-GCM', iv }, key, body.subarray(21 + idLength)))
      if (plain.at(-1) !== 2) throw new Error('this is not the last record')
      return plain.subarray(0, -1).toString()
    },
  }
}

type Derived = { readonly salt: Uint8Array<ArrayBuffer>; readonly info: Uint8Array<ArrayBuffer>; readonly size: number }

async function hkdf(ikm: ArrayBuffer, { salt, info, size }: Derived): Promise<ArrayBuffer> {
  const key = await webcrypto.subtle.importKey('raw', ikm, 'HKDF', false, ['deriveBits'])
  return webcrypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, size * 8)
}

function bytes(numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(numbers)
}
