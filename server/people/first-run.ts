// The way in when nobody is here yet: a one-time link, printed where only the operator reads.
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { newId, newToken, tokenHash } from '../secrets.ts'
import type { Settings } from '../settings.ts'
import { addInvitation, endFirstRunInvitations } from './invitation-store.ts'
import { isAnybodyHere } from './store.ts'

const validHours = 24

/** Where does the first admin come in? A fresh link that replaces those of earlier starts; null when somebody is here already. */
export function firstRunLink(db: Db, settings: Pick<Settings, 'url'>, now: Instant): Promise<string | null> {
  return db.transaction().execute(async (tx) => {
    await holdInstallation(tx)
    if (await isAnybodyHere(tx)) return null
    const token = newToken('inv')
    await endFirstRunInvitations(tx, now)
    await addInvitation(tx, {
      id: newId(),
      token_hash: tokenHash(token),
      role: 'admin',
      is_first_run: true,
      created_at: now,
      expires_at: now.add({ hours: validHours }),
    })
    return welcomeLink(settings, token)
  })
}

export function welcomeLink(settings: Pick<Settings, 'url'>, token: string): string {
  return `${settings.url}/welcome/${token}`
}

/** One at a time: nodes that start together, and the first admin coming in meanwhile. */
export async function holdInstallation(tx: Db): Promise<void> {
  await tx.selectFrom('installation').select('one').forUpdate().execute()
}
