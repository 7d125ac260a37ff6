// Which source a key names, answered from memory for a moment; acceptance asks the database again in its own statement.
import { hasEnded, keyStateAt } from '../../domain/intake/key-life.ts'
import type { Dialect } from '../../domain/intake/keys.ts'
import type { MailRules } from '../../domain/intake/mail-rules.ts'
import type { Mapping } from '../../domain/intake/mapping.ts'
import type { Unwelcome } from '../../domain/intake/unwelcome.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { tokenHash, type Sealer } from '../secrets.ts'
import { checkFrom, wrongWith, type Check, type SignedRequest } from './signatures.ts'

export type KnownSource = {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly serviceId: string
  readonly teamId: string
  readonly dialect: Dialect
  readonly mapping: Mapping | null
  readonly mailRules?: MailRules | null
}

/** A key that opened a door once, or would: whose it is, and why it does not. */
export type Ended = { readonly sourceId: string; readonly because: Unwelcome }

/** The source is known, and this request of it is not let in. */
export class NotLetIn extends Error {
  readonly ended: Ended

  constructor(ended: Ended) {
    super(ended.because)
    this.ended = ended
  }
}

type Parts = { readonly sealer: Pick<Sealer, 'open'>; readonly now: () => Instant }

type Kept = {
  readonly source: KnownSource | null
  readonly keyId: string
  /** What must be asked of each request; null for most sources, whose requests cost nothing here. */
  readonly asks: { readonly expiresAt: Instant | null; readonly check: Check | null } | null
  readonly ended: Ended | null
  readonly until: number
}

const keepMs = 5_000
const mostKept = 5_000

export class KnownSources {
  readonly #db: Db
  readonly #parts: Parts
  readonly #known = new Map<string, Kept>()
  readonly #asking = new Map<string, Promise<Kept>>()
  #used = new Set<string>()
  #forgotten = 0

  constructor(db: Db, parts: Parts) {
    this.#db = db
    this.#parts = parts
  }

  /** The source with this key if it is in memory and nothing more is to be asked: undefined means ask `find`. */
  recall(key: string): KnownSource | null | undefined {
    const kept = this.#known.get(key)
    if (!kept || kept.until <= performance.now() || kept.asks !== null) return undefined
    if (kept.source !== null) this.#used.add(kept.keyId)
    return kept.source
  }

  /**
   * The enabled source with this key, or null. A source whose requests must be signed is given for a request with a right
   * signature only: without one, or without the request, this throws `NotLetIn`. Concurrent questions for one key ask once.
   */
  async find(key: string, request?: SignedRequest): Promise<KnownSource | null> {
    const { source, keyId, asks } = this.#fresh(key) ?? (await this.#asked(key))
    if (source === null) return null
    if (hasEnded(asks?.expiresAt ?? null, this.#parts.now())) return null
    if (asks?.check) {
      const because = wrongWith(asks.check, request, this.#parts.now())
      if (because) throw new NotLetIn({ sourceId: source.id, because })
    }
    this.#used.add(keyId)
    return source
  }

  /** Why a key that `find` just gave null for opens nothing, when it was a key once. */
  ended(key: string): Ended | null {
    const kept = this.#fresh(key)
    if (kept?.source && hasEnded(kept.asks?.expiresAt ?? null, this.#parts.now()))
      return { sourceId: kept.source.id, because: 'key_expired' }
    return kept?.ended ?? null
  }

  /** Sources changed somewhere: nothing in memory counts any more, nor what is being asked. */
  forget(): void {
    this.#forgotten++
    this.#known.clear()
    this.#asking.clear()
  }

  /** The keys that opened a door since this was asked last. */
  takeUsed(): readonly string[] {
    const used = [...this.#used]
    this.#used = new Set()
    return used
  }

  #fresh(key: string): Kept | undefined {
    const kept = this.#known.get(key)
    return kept && kept.until > performance.now() ? kept : undefined
  }

  #asked(key: string): Promise<Kept> {
    const asked = this.#asking.get(key)
    if (asked) return asked
    const asking: Promise<Kept> = this.#ask(key).finally(() => {
      if (this.#asking.get(key) === asking) this.#asking.delete(key)
    })
    this.#asking.set(key, asking)
    return asking
  }

  async #ask(key: string): Promise<Kept> {
    const forgotten = this.#forgotten
    const row = await this.#db
      .selectFrom('source_key as k')
      .innerJoin('source as s', 's.id', 'k.source_id')
      .innerJoin('service as v', 'v.id', 's.service_id')
      .leftJoin('source_signing as g', 'g.source_id', 's.id')
      .select([
        's.id',
        's.slug',
        's.name',
        's.dialect',
        's.mapping',
        's.mail_rules',
        's.service_id',
        's.disabled_at',
        'v.team_id',
      ])
      .select(['k.id as key_id', 'k.expires_at', 'k.revoked_at'])
      .select(['g.signing', 'g.secret', 'g.secret_before', 'g.secret_before_until'])
      .where('k.hash', '=', tokenHash(key))
      .executeTakeFirst()
    const kept = row ? this.#keptOf(row) : unknown()
    if (this.#forgotten !== forgotten) return kept
    if (this.#known.size >= mostKept) this.#known.clear()
    this.#known.set(key, kept)
    return kept
  }

  #keptOf(row: FoundRow): Kept {
    const state = keyStateAt({ expiresAt: row.expires_at, revokedAt: row.revoked_at }, this.#parts.now())
    const because = state !== 'valid' ? (`key_${state}` as const) : row.disabled_at !== null ? 'source_off' : null
    const base = { keyId: row.key_id, until: performance.now() + keepMs }
    if (because) return { ...base, source: null, asks: null, ended: { sourceId: row.id, because } }
    const check = row.signing === null ? null : checkFrom({ ...row, source_id: row.id }, this.#parts.sealer)
    return {
      ...base,
      source: {
        id: row.id,
        slug: row.slug,
        name: row.name,
        serviceId: row.service_id,
        teamId: row.team_id,
        dialect: row.dialect,
        mapping: asMapping(row.mapping),
        mailRules: row.mail_rules,
      },
      asks: check || row.expires_at ? { expiresAt: row.expires_at, check } : null,
      ended: null,
    }
  }
}

/** A key nobody knows is asked for again sooner: it may be the one that was just made. */
function unknown(): Kept {
  return { source: null, keyId: '', asks: null, ended: null, until: performance.now() + 500 }
}

/** Mappings are checked by their schema before they are stored. */
function asMapping(stored: unknown): Mapping | null {
  return stored === null ? null : (stored as Mapping)
}

type FoundRow = {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly dialect: Dialect
  readonly mapping: unknown
  readonly mail_rules: MailRules | null
  readonly service_id: string
  readonly disabled_at: Instant | null
  readonly team_id: string
  readonly key_id: string
  readonly expires_at: Instant | null
  readonly revoked_at: Instant | null
  readonly signing: unknown
  readonly secret: string | null
  readonly secret_before: string | null
  readonly secret_before_until: Instant | null
}
