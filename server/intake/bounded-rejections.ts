import type { Db } from '../db/connect.ts'
import type { Rejected } from './http.ts'
import { addRejection } from './store.ts'

/** Keeps what was refused for inspection only: its sender has been told, so one that cannot be kept is lost. */
export function keptRejections(db: Db): (rejected: Rejected) => void {
  return boundedRejections((rejected) => {
    addRejection(db, rejected).catch(() => {})
  })
}

/** At most twenty a second are kept: a broken sender must not become a load on the database. */
export function boundedRejections<T>(keep: (rejected: T) => void): (rejected: T) => void {
  let second = 0
  let kept = 0
  return (rejected) => {
    const now = Math.floor(performance.now() / 1_000)
    if (now !== second) {
      second = now
      kept = 0
    }
    if (kept++ < 20) keep(rejected)
  }
}
