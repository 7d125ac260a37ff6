// The installation's own keys for web push: made by whichever node starts first, the same for all, for ever.
import { sql } from 'kysely'
import { newKeyPair, type KeyPair } from '../channels/push-encryption.ts'
import type { Db } from '../db/connect.ts'
import type { Sealer } from '../secrets.ts'

const purpose = 'push'

/** Makes the keys when there are none. Two nodes that start at once keep those of one of them. */
export async function makePushKeys(db: Db, sealer: Sealer): Promise<void> {
  if (await find(db)) return
  const made = newKeyPair()
  const sealed = sealer.seal(made.privateKey, `own_key:${purpose}`)
  await sql`
    insert into own_key (purpose, public_key, sealed_private_key, created_at)
    values (${purpose}, ${made.publicKey}, ${sealed}, baton_now()) on conflict do nothing`.execute(db)
}

/** Which public key do browsers subscribe with? */
export async function publicPushKey(db: Db): Promise<string> {
  return (await kept(db)).public_key
}

/** With which keys does this installation push? Remembered once they are known; asked again after a failure. */
export function rememberedPushKeys(db: Db, sealer: Sealer): () => Promise<KeyPair> {
  let known: Promise<KeyPair> | null = null
  return () => {
    const asked = known ?? opened(db, sealer)
    known = asked
    asked.catch(() => {
      known = null
    })
    return asked
  }
}

async function opened(db: Db, sealer: Sealer): Promise<KeyPair> {
  const row = await kept(db)
  return { publicKey: row.public_key, privateKey: sealer.open(row.sealed_private_key, `own_key:${purpose}`) }
}

async function kept(db: Db) {
  const row = await find(db)
  if (!row) throw new Error('there are no keys for web push: a node makes them when it starts')
  return row
}

function find(db: Db) {
  return db
    .selectFrom('own_key')
    .select(['public_key', 'sealed_private_key'])
    .where('purpose', '=', purpose)
    .executeTakeFirst()
}
