// Many who ask the same at once are answered by one reading: two hundred open rooms ask again when their incident changes.
import type { Db } from './db/connect.ts'

type Reading<Answer> = { readonly now: Promise<Answer>; next: Promise<Answer> | null }

/**
 * This question, read once for all who ask it at the same time. Whoever asks while it is being read waits for the reading after
 * that, so nobody is answered with what was read before they asked. What it answers may depend on nobody in particular.
 */
export function together<Asked, Answer>(
  read: (db: Db, asked: Asked) => Promise<Answer>,
): (db: Db, asked: Asked) => Promise<Answer> {
  const of = new WeakMap<Db, Map<string, Reading<Answer>>>()
  return (db, asked) => {
    const readings = of.get(db) ?? new Map<string, Reading<Answer>>()
    of.set(db, readings)
    const key = JSON.stringify(asked)
    const begin = (): Promise<Answer> => {
      const reading: Reading<Answer> = { now: read(db, asked), next: null }
      readings.set(key, reading)
      const end = () => {
        if (readings.get(key) === reading && reading.next === null) readings.delete(key)
      }
      reading.now.then(end, end)
      return reading.now
    }
    const running = readings.get(key)
    if (!running) return begin()
    running.next ??= running.now.then(begin, begin)
    return running.next
  }
}
