// How quickly is something found? `node bench/search.ts [log entries] [incidents]`; target S11: p99 within 100 ms. Embedded by default;
// `DATABASE_URL` names another database, `BENCH_DATA` a folder to keep. Common and rare words, both, beginnings, filters, second pages.
import { search } from '../server/recall/search.ts'
import { chanceFrom, openLongPast, pick, trouble } from './recall-fill.ts'

const [entries = 100_000, incidents = 10_000] = process.argv.slice(2).map(Number)
const rounds = 3
const asked = 40

const { db, close } = await openLongPast({ entries, incidents })
try {
  const chance = chanceFrom(5)
  const services = (await db.selectFrom('service').select('id').execute()).map(({ id }) => id)
  const reader = { kind: 'person', id: services[0] ?? '', name: 'Bench', role: 'responder', teams: {} } as const
  const words = () => trouble(chance).title.split(' ')
  const kinds = {
    'a common word': () => ({ text: pick(['replica', 'disk', '결제', 'acknowledged', 'login'], chance) }),
    'a rare word': () => ({ text: pick(words(), chance) }),
    'two words': () => ({ text: `${pick(words(), chance)} ${pick(words(), chance)}` }),
    'all words of a title': () => ({ text: words().join(' ') }),
    'a word that nobody wrote': () => ({ text: `zy${pick(words(), chance)}xq` }),
    'the beginning of a word': () => ({ text: pick(words(), chance).slice(0, 4) }),
    'a word of a service': () => ({ text: pick(words(), chance), serviceId: pick(services, chance) }),
    'a word of one old month': () => ({ text: pick(words(), chance), from: old, until: old.add({ hours: 720 }) }),
    incidents: () => ({ text: pick(words(), chance), kind: 'incident' as const }),
  }
  const old = Temporal.Instant.from('2019-05-01T00:00:00Z')
  const took = new Map<string, number[][]>(Object.keys(kinds).map((kind) => [kind, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [kind, make] of Object.entries(kinds)) {
      const times: number[] = []
      for (let n = 0; n < asked; n++) {
        const began = performance.now()
        const query = { kind: 'all' as const, limit: 30, ...make() }
        const { nextBefore } = await search(db, reader, query)
        times.push(performance.now() - began)
        if (nextBefore === null) continue
        const again = performance.now()
        await search(db, reader, { ...query, before: nextBefore })
        times.push(performance.now() - again)
      }
      // The first round warms up.
      if (round > 0) took.get(kind)?.push(times.toSorted((a, b) => a - b))
    }
  }
  const median = (all: readonly number[][], part: number) =>
    all.map((times) => times[Math.floor(times.length * part)] ?? NaN).toSorted((a, b) => a - b)[1] ?? NaN
  console.log(`search among ${entries} log entries and ${incidents} incidents (medians of ${rounds} rounds):`)
  for (const [kind, all] of took)
    console.log(`${kind.padEnd(26)} p50 ${median(all, 0.5).toFixed(1)} ms, p99 ${median(all, 0.99).toFixed(1)} ms`)
  const whole = Array.from({ length: rounds }, (_, n) =>
    [...took.values()].flatMap((all) => all[n] ?? []).toSorted((a, b) => a - b),
  )
  console.log(
    `${'all together'.padEnd(26)} p50 ${median(whole, 0.5).toFixed(1)} ms, p99 ${median(whole, 0.99).toFixed(1)} ms`,
  )
} finally {
  await close()
}
