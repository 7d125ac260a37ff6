// Which source a key names, answered from memory for a moment; acceptance asks the database again in its own statement.
import type { Dialect } from '../../domain/intake/keys.ts'
import type { MailRules } from '../../domain/intake/mail-rules.ts'
import type { Mapping } from '../../domain/intake/mapping.ts'
import type { Db } from '../db/connect.ts'
import { tokenHash } from '../secrets.ts'

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

const keepMs = 5_000
const mostKept = 5_000

export class KnownSources {
  readonly #db: Db
  readonly #known = new Map<string, { readonly source: KnownSource | null; readonly until: number }>()
  readonly #asking = new Map<string, Promise<KnownSource | null>>()

  constructor(db: Db) {
    this.#db = db
  }

  /** The source with this key if it is in memory: undefined means ask `find`. */
  recall(key: string): KnownSource | null | undefined {
    const kept = this.#known.get(key)
    return kept && kept.until > performance.now() ? kept.source : undefined
  }

  /** The enabled source with this key, or null. Concurrent questions for one key ask once. */
  async find(key: string): Promise<KnownSource | null> {
    const recalled = this.recall(key)
    if (recalled !== undefined) return recalled
    const asking = this.#asking.get(key) ?? this.#ask(key).finally(() => this.#asking.delete(key))
    this.#asking.set(key, asking)
    return asking
  }

  /** Sources changed somewhere: nothing in memory counts any more. */
  forget(): void {
    this.#known.clear()
  }

  async #ask(key: string): Promise<KnownSource | null> {
    const row = await this.#db
      .selectFrom('source')
      .innerJoin('service', 'service.id', 'source.service_id')
      .select([
        'source.id',
        'source.slug',
        'source.name',
        'source.dialect',
        'source.mapping',
        'source.mail_rules',
        'source.service_id',
        'service.team_id',
      ])
      .where('source.key_hash', '=', tokenHash(key))
      .where('source.disabled_at', 'is', null)
      .executeTakeFirst()
    const source = row
      ? {
          id: row.id,
          slug: row.slug,
          name: row.name,
          serviceId: row.service_id,
          teamId: row.team_id,
          dialect: row.dialect,
          mapping: asMapping(row.mapping),
          mailRules: row.mail_rules,
        }
      : null
    if (this.#known.size >= mostKept) this.#known.clear()
    // A key nobody knows is asked for again sooner: it may be the one that was just made.
    this.#known.set(key, { source, until: performance.now() + (source ? keepMs : 500) })
    return source
  }
}

/** Mappings are checked by their schema before they are stored. */
function asMapping(stored: unknown): Mapping | null {
  return stored === null ? null : (stored as Mapping)
}
