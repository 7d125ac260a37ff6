import type { Actions } from '../context.ts'
import { refuse } from '../refusal.ts'
import { findBody, findReceived } from './received-store.ts'
import { oneSource } from './store.ts'

/** What came in by a source lately. */
export const receivedActions: Actions<'listReceived' | 'getReceived'> = {
  async listReceived({ db }, { sourceId }) {
    await oneSource(db, sourceId)
    return { received: await findReceived(db, sourceId) }
  },

  async getReceived({ db }, { sourceId, receivedId }) {
    const body = await findBody(db, { sourceId, receivedId })
    const received = (await findReceived(db, sourceId)).find(({ id }) => id === receivedId)
    return body === null || !received ? refuse('not_found') : { received, body }
  },
}
