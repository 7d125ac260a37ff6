// Is a request signed with the secret of its source? Over the raw bytes, before anything but the key in them is believed.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ForeignRequest } from '../../domain/intake/foreign.ts'
import { hasEnded } from '../../domain/intake/key-life.ts'
import { first } from '../../domain/intake/keys.ts'
import { recipeOf, type Recipe, type Signing } from '../../domain/intake/signing.ts'
import type { Unwelcome } from '../../domain/intake/unwelcome.ts'
import type { Instant } from '../../domain/time.ts'
import type { Sealer } from '../secrets.ts'

export type SignedRequest = Pick<ForeignRequest, 'headers' | 'body'>

/** What the requests of a source are held against: one secret, or two while one takes the place of the other. */
export type Check = {
  readonly recipe: Recipe
  readonly secrets: readonly { readonly bytes: Buffer; readonly until: Instant | null }[]
}

const toleranceSeconds = 300

/**
 * What is wrong with the signature of this request at `now`? Null: nothing. Without a request it is missing. What was sent
 * before, and comes again within the five minutes, is signed all the same: its events have the same keys, and change nothing.
 */
export function wrongWith({ recipe, secrets }: Check, request: SignedRequest | undefined, now: Instant): Refusal {
  if (!request) return 'signature_missing'
  const said = headerOf(request, recipe.header)
  const before = recipe.signed.map((name) => headerOf(request, name))
  if (said === '' || before.includes('')) return 'signature_missing'
  const given = signaturesIn(said, recipe)
  const isRight = secrets
    .filter(({ until }) => !hasEnded(until, now))
    .some(({ bytes }) => {
      const made = createHmac('sha256', bytes)
      for (const text of before) made.update(`${text}${recipe.divider}`)
      const expected = made.update(request.body).digest()
      return given.some((each) => each.length === expected.length && timingSafeEqual(each, expected))
    })
  if (!isRight) return 'signature_wrong'
  return recipe.timestamp === null || isNow(headerOf(request, recipe.timestamp), now) ? null : 'signature_old'
}

/** What is stored of a source's signatures, opened. */
export function checkFrom(stored: StoredSigning, sealer: Pick<Sealer, 'open'>): Check {
  const { source_id: id, secret, secret_before: before, secret_before_until: until } = stored
  const opened = (sealed: string) => secretBytes(sealer.open(sealed, secretContext(id))) ?? Buffer.alloc(32)
  return {
    recipe: recipeOf(asSigning(stored.signing)),
    secrets: [
      ...(secret === null ? [] : [{ bytes: opened(secret), until: null }]),
      ...(before === null ? [] : [{ bytes: opened(before), until }]),
    ],
  }
}

/** The bytes that sign. Null: it begins like a secret of Standard Webhooks, and goes on like none. */
export function secretBytes(secret: string): Buffer | null {
  if (!secret.startsWith('whsec_')) return Buffer.from(secret)
  const rest = secret.slice('whsec_'.length)
  return /^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(rest) ? Buffer.from(rest, 'base64') : null
}

/** The place that a sealed secret belongs to: that of another source does not open here. */
export function secretContext(sourceId: string): string {
  return `source-signing:${sourceId}`
}

export type StoredSigning = {
  readonly source_id: string
  readonly signing: unknown
  readonly secret: string | null
  readonly secret_before: string | null
  readonly secret_before_until: Instant | null
}

/** It was checked by its schema before it was stored. */
export function asSigning(stored: unknown): Signing {
  return stored as Signing
}

type Refusal = Extract<Unwelcome, `signature_${string}`> | null

function headerOf({ headers }: SignedRequest, name: string): string {
  return first(headers[name]).trim()
}

/** What the header holds, as bytes; a few at most, since each is compared. */
function signaturesIn(said: string, { prefix, encoding, isList }: Recipe): readonly Buffer[] {
  const parts = isList ? said.split(' ', mostSignatures) : [said]
  return parts.flatMap((part) => {
    if (!part.startsWith(prefix)) return []
    const text = part.slice(prefix.length)
    const isWritten = encoding === 'hex' ? /^[0-9a-fA-F]{64}$/.test(text) : /^[A-Za-z0-9+/_-]{43}=?$/.test(text)
    return isWritten ? [Buffer.from(text, encoding)] : []
  })
}

const mostSignatures = 10

/** Seconds since 1970, or milliseconds, five minutes at most from now. */
function isNow(said: string, now: Instant): boolean {
  if (!/^\d{1,13}(?:\.\d{1,9})?$/.test(said)) return false
  const seconds = Number(said) > 100_000_000_000 ? Number(said) / 1_000 : Number(said)
  return Math.abs(now.epochMilliseconds / 1_000 - seconds) <= toleranceSeconds
}
