// Alerts that people raise for something else, such as a call into an incident: their key and their words follow that.
import type { Db } from '../db/connect.ts'

/** What is open by hand under the one key is so under the other from now on. */
export async function renameKey(tx: Db, from: string, to: string): Promise<void> {
  await tx
    .updateTable('alert')
    .set({ key: to })
    .where('key', '=', from)
    .where('source_id', 'is', null)
    .where('state', '!=', 'closed')
    .execute()
}

/** It says this from now on. */
export async function reword(
  tx: Db,
  alertId: number,
  { summary, details }: { readonly summary: string; readonly details: string },
): Promise<void> {
  await tx.updateTable('alert').set({ summary, details }).where('id', '=', alertId).execute()
}
