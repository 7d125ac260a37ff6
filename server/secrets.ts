// Random tokens, their hashes, and sealing of what must be read back (webhook secrets, access tokens).
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
  randomUUID,
  randomUUIDv7,
  timingSafeEqual,
} from 'node:crypto'

/** A random token of 160 bits for people and programs, with a prefix that secret scanners can know. */
export function newToken(prefix: 'btn' | 'cal' | 'inv' | 'ses'): string {
  return `${prefix}_${randomBytes(20).toString('base64url')}`
}

/** A key for a source: exactly 32 letters and digits, because PagerDuty clients check the length. */
export function newSourceKey(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  let key = ''
  while (key.length < 32) {
    // 252 is the largest multiple of 36 in a byte: what lies above would favour the first letters.
    for (const byte of randomBytes(48)) if (byte < 252 && key.length < 32) key += letters[byte % 36]
  }
  return key
}

/** A key for a source in the form of a UUID, because some Opsgenie clients check for one: 122 bits. */
export function newSourceUuid(): string {
  return randomUUID()
}

/** Six digits that somebody reads from a phone and types: worth something only while tries are counted. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}

export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

export function newId(): string {
  return randomUUIDv7()
}

/** What is stored of a random token: it has 160 bits, so a plain hash is enough. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(tokenHash(a), tokenHash(b))
}

/** Seals and opens with one key of the installation; `context` names the place, so that a sealed text cannot be moved. */
export type Sealer = {
  seal(text: string, context: string): string
  open(sealed: string, context: string): string
  /** A signature that only this installation can make, for links that carry their own proof. */
  sign(text: string, purpose: string): string
  readonly fingerprint: string
}

/** AES-256-GCM with a random nonce; the place is authenticated with it. `v1.` leaves room for another way. */
export function makeSealer(secretKey: string): Sealer {
  const derived = new Map<string, Buffer>()
  const derive = (purpose: string) => {
    const key = derived.get(purpose) ?? Buffer.from(hkdfSync('sha256', secretKey, 'baton', purpose, 32))
    derived.set(purpose, key)
    return key
  }
  const sealing = derive('seal')
  return {
    fingerprint: createHash('sha256').update(derive('fingerprint')).digest('hex').slice(0, 16),
    seal(text, context) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed.slice(3), 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12)).setAAD(Buffer.from(context))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    sign(text, purpose) {
      return createHmac('sha256', derive(`sign:${purpose}`))
        .update(text)
        .digest('base64url')
        .slice(0, 27)
    },
  }
}
