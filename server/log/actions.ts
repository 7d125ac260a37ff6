import type { logApi } from '../../domain/log/api.ts'
import type { Actions } from '../context.ts'
import { logPinActions } from './pins.ts'
import { findEntries, toEntry } from './store.ts'

export const logActions: Actions<Exclude<keyof typeof logApi, 'writeNote' | 'correctNote' | 'listWordings'>> = {
  ...logPinActions,

  async readLog({ db, actor }, query) {
    const rows = await findEntries(db, query, actor)
    const last = rows.length === query.limit ? rows.at(-1) : undefined
    return { entries: rows.map(toEntry), nextBefore: last?.id ?? null }
  },
}
