// The installation's own keys for web push: made by whichever node needs them first, the same for all, for ever.
import { sql } from 'kysely'
import { newKeyPair, type KeyPair } from '../channels/push-encryption.ts'
import type { Db } from '../db/connect.ts'
import type { Sealer } from '../secrets.ts'

const purpose = 'push'

/** With which keys does this installation push? Makes them when there are none; two nodes that do so at once get the same. */
export async function pushKeys(db: Db, sealer: Sealer): Promise<KeyPair> {
  const known = await find(db)
  if (known) return opened(known, sealer)
  const made = newKeyPair()
  const sealed = sealer.seal(made.privateKey, `own_key:${purpose}`)
  await sql`
    insert into own_key (purpose, public_key, sealed_private_key, created_at)
    values (${purpose}, ${made.publicKey}, ${sealed}, baton_now()) on conflict do nothing`.execute(db)
  const kept = await find(db)
  if (!kept) throw new Error('the keys for web push were not kept')
  return opened(kept, sealer)
}

/** The same, remembered once they are known; asked again after a failure. */
export function rememberedPushKeys(db: Db, sealer: Sealer): () => Promise<KeyPair> {
  let known: Promise<KeyPair> | null = null
  return () => {
    const asked = known ?? pushKeys(db, sealer)
    known = asked
    asked.catch(() => {
      known = null
    })
    return asked
  }
}

function find(db: Db) {
  return db
    .selectFrom('own_key')
    .select(['public_key', 'sealed_private_key'])
    .where('purpose', '=', purpose)
    .executeTakeFirst()
}

function opened(row: { readonly public_key: string; readonly sealed_private_key: string }, sealer: Sealer): KeyPair {
  return { publicKey: row.public_key, privateKey: sealer.open(row.sealed_private_key, `own_key:${purpose}`) }
}
