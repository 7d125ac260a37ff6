// How quickly is a past case found? `node bench/recall.ts [log entries] [incidents]`; target S11: p99 within 50 ms. Embedded by default;
// `DATABASE_URL` names another database, `BENCH_DATA` a folder to keep. Three rounds of 300 questions, one after the other.
import type { Question } from '../server/recall/asking.ts'
import { recall } from '../server/recall/find.ts'
import { chanceFrom, openLongPast, trouble } from './recall-fill.ts'

const [entries = 100_000, incidents = 10_000] = process.argv.slice(2).map(Number)
const rounds = 3
const asked = 300

const { db, close } = await openLongPast({ entries, incidents })
try {
  const chance = chanceFrom(99)
  const services = (await db.selectFrom('service').select('id').execute()).map(({ id }) => id)
  const question = (): Question => {
    const { title, what } = trouble(chance)
    const serviceIds = [services[Math.floor(chance() * services.length)] ?? '']
    return {
      told: title,
      asked: { title, details: what, serviceIds, alerts: [] },
      priority: 'P2',
      itself: { incidentId: null, alertIds: [] },
    }
  }
  const reader = { kind: 'person', id: services[0] ?? '', name: 'Bench', role: 'responder', teams: {} } as const
  let found = 0
  const round = async (count: number) => {
    const took: number[] = []
    for (let n = 0; n < count; n++) {
      const one = question()
      const began = performance.now()
      found += (await recall(db, reader, one, 5)).length
      took.push(performance.now() - began)
    }
    return took.toSorted((a, b) => a - b)
  }
  await round(50)
  const all: number[][] = []
  for (let n = 0; n < rounds; n++) all.push(await round(asked))
  const median = (part: number) =>
    all.map((took) => took[Math.floor(took.length * part)] ?? NaN).toSorted((a, b) => a - b)[1] ?? NaN
  console.log(`recall among ${incidents} incidents and ${entries} log entries: p50 ${median(0.5).toFixed(1)} ms,`)
  console.log(
    `p99 ${median(0.99).toFixed(1)} ms, slowest ${median(0.9999).toFixed(1)} ms (medians of ${rounds} rounds of ${asked});`,
  )
  console.log(`${(found / (rounds * asked + 50)).toFixed(1)} cases an answer`)
} finally {
  await close()
}
