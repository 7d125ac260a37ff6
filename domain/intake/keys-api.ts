import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, instant, number, priority } from '../shapes.ts'
import { keyForms, overlaps } from './key-life.ts'
import { Signing, SigningSecret } from './signing.ts'
import { Source } from './source.ts'
import { unwelcome } from './unwelcome.ts'

/** A key of a source. The key itself is shown once, when it is made. */
export const SourceKey = z.object({
  id,
  /** Its last characters. */
  hint: z.string(),
  state: z.enum(['valid', 'expired', 'revoked']),
  /** Who made it; null for automation and for keys from before this was kept. */
  createdBy: z.string().nullable(),
  createdAt: instant,
  /** To the minute. */
  usedAt: instant.nullable(),
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
})
export type SourceKey = z.output<typeof SourceKey>

/** How the requests of a source must be signed. Secrets are never shown again. */
export const SourceSigning = z.object({
  signing: Signing,
  changedAt: instant,
  /** Whether the secret before the present one still holds, and until when; null: until the next is set. */
  before: z.object({ until: instant.nullable() }).nullable(),
})
export type SourceSigning = z.output<typeof SourceSigning>

/** What a request became, in short. */
export const BecameEvent = z.object({
  action: z.enum(['trigger', 'acknowledge', 'resolve', 'change']),
  key: z.string(),
  summary: z.string(),
  priority: priority.nullable(),
  /** What was cut, guessed or repaired on the way in. */
  notes: z.array(z.string()),
  /** The alert that it was about, where that can still be told. */
  alertId: number.nullable(),
})

/** One request of a source: when, from where, by which door, and what it became or why it was refused. */
export const ReceivedBody = z.object({
  id: number,
  at: instant,
  path: z.string(),
  address: z.string(),
  status: z.int(),
  /** Why it was not let in at all; null when it was, also if its content was refused. */
  because: z.enum(unwelcome).nullable(),
  /** What its sender was told when it was refused. */
  answer: z.string(),
  events: z.array(BecameEvent),
  /** How many events it held; only the first ones are in `events`. */
  eventCount: z.int(),
  /** How long the body was as it came; longer ones than 16 KiB are kept in part. */
  bytes: z.int(),
})
export type ReceivedBody = z.output<typeof ReceivedBody>

const overlap = z.enum(overlaps).default('none')

export const keysApi = {
  rotateSourceKey: endpoint({
    method: 'POST',
    path: '/api/sources/:sourceId/key',
    does: 'Make a new key for the source, shown this once. The keys before it stop at once, or hold as long as `overlap` says.',
    permission: 'sources.manage',
    of: 'source',
    input: z.object({ sourceId: id, overlap, form: z.enum(keyForms).default('plain') }),
    output: z.object({ source: Source, key: z.string() }),
    errors: ['not_found', 'too_many_keys'],
  }),
  listSourceKeys: endpoint({
    method: 'GET',
    path: '/api/sources/:sourceId/keys',
    does: 'The keys of a source: which hold, until when, and when each was last used.',
    permission: 'sources.read',
    of: 'source',
    input: z.object({ sourceId: id }),
    output: z.object({ keys: z.array(SourceKey), signing: SourceSigning.nullable() }),
    errors: ['not_found'],
  }),
  revokeSourceKey: endpoint({
    method: 'DELETE',
    path: '/api/sources/:sourceId/keys/:keyId',
    does: 'End a key at once. Whatever still sends with it is refused.',
    permission: 'sources.manage',
    of: 'source',
    input: z.object({ sourceId: id, keyId: id }),
    output: done,
    errors: ['not_found', 'key_ended'],
  }),
  setSourceSigning: endpoint({
    method: 'PUT',
    path: '/api/sources/:sourceId/signing',
    does: 'Take requests of this source only if they are signed. A new secret may leave the one before valid for a while.',
    permission: 'sources.manage',
    of: 'source',
    input: z.object({
      sourceId: id,
      signing: Signing,
      /** May be left out while one is set: then it stays. */
      secret: SigningSecret.optional(),
      overlap,
    }),
    output: SourceSigning,
    errors: ['not_found', 'secret_missing', 'secret_unreadable'],
  }),
  removeSourceSigning: endpoint({
    method: 'DELETE',
    path: '/api/sources/:sourceId/signing',
    does: 'Take requests of this source unsigned again.',
    permission: 'sources.manage',
    of: 'source',
    input: z.object({ sourceId: id }),
    output: done,
    errors: ['not_found'],
  }),
  listReceived: endpoint({
    method: 'GET',
    path: '/api/sources/:sourceId/received',
    does: 'The last requests of this source, twenty taken and twenty refused at most, and what each became.',
    permission: 'sources.read',
    of: 'source',
    input: z.object({ sourceId: id }),
    output: z.object({ received: z.array(ReceivedBody) }),
    errors: ['not_found'],
  }),
  getReceived: endpoint({
    method: 'GET',
    path: '/api/sources/:sourceId/received/:receivedId',
    does: 'One request of this source with its body, from which keys are taken out.',
    permission: 'sources.read',
    of: 'source',
    input: z.object({ sourceId: id, receivedId: number }),
    output: z.object({ received: ReceivedBody, body: z.string() }),
    errors: ['not_found'],
  }),
}
