// Which past cases are worth ranking: found by the rarest of what is asked, in one bounded statement, whatever their number.
import { sql } from 'kysely'
import type { CaseKind } from '../../domain/recall/kinds.ts'
import { marksOf, weigh, type Asked, type Candidate, type Frequencies } from '../../domain/recall/rank.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { isSeen } from '../log/private.ts'
import { markArray } from './mark-array.ts'

/** A look into the index: cases with all of these, and with one of those. */
type Probe = {
  readonly all: readonly number[]
  readonly oneOf: readonly number[]
  readonly most: number
  readonly worth: number
}

/** A term of at most so many cases is looked for alone; commoner ones only together. */
const rare = 1_000
/** A term of more cases than this says too little to be looked for at all, but with its service. */
const common = 100_000
const mostRare = 10
const mostPaired = 4
const mostCandidates = 200

export type Found = {
  readonly candidates: readonly (Candidate & { readonly kind: CaseKind })[]
  readonly frequencies: Frequencies
}

/** The past cases that this may be like, of those that the actor may know of. */
export async function findCandidates(db: Db, actor: Actor, asked: Asked): Promise<Found> {
  const frequencies = await findFrequencies(db, asked)
  const probes = probesFor(asked, frequencies)
  if (probes.length === 0) return { candidates: [], frequencies }
  // Each probe is found by the index of terms alone: what a limit promises never tempts the planner into reading the table.
  const looks = probes.map(
    ({ all, oneOf, most, worth }) => sql`
      (select id, ${worth}::float8 as worth from recall_case
        where ${all.length > 0 ? sql`marks @> ${markArray(all)}` : sql`true`}
          and ${oneOf.length > 0 ? sql`marks && ${markArray(oneOf)}` : sql`true`} limit ${most})`,
  )
  const rows = await db.transaction().execute(async (tx) => {
    await sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true),
      set_config('statement_timeout', '2000', true)`.execute(tx)
    const found = await sql<{
      id: number
      kind: CaseKind
      marks: number[]
      is_verified: boolean
      helped: number
      did_not: number
      at: Instant
    }>`
      with looked as materialized (${sql.join(looks, sql` union all `)}),
      best as materialized (select id, sum(worth) as worth from looked group by id order by 2 desc, 1 desc limit ${mostCandidates})
      select c.id, c.kind, c.marks, c.is_verified, c.helped, c.did_not, c.at from best join recall_case c on c.id = best.id
      left join incident on incident.id = c.incident_id
      where c.incident_id is null or (incident.id is not null and ${isSeen(actor)})`.execute(tx)
    return found.rows
  })
  const candidates = rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    marks: new Set(row.marks),
    isVerified: row.is_verified,
    helped: row.helped,
    didNot: row.did_not,
    at: row.at,
  }))
  return { candidates, frequencies }
}

async function findFrequencies(db: Db, asked: Asked): Promise<Frequencies> {
  const { sayings } = weigh(asked, { total: 0, of: () => 0 })
  const { keys, rules, services } = marksOf(asked)
  const ofWords = sayings.flatMap(({ ways, pairs }) => [...ways, ...pairs].map(({ mark }) => mark))
  const marks = [...new Set([...keys, ...rules, ...services, ...ofWords])]
  const { rows } = await sql<{ mark: number; cases: number; total: number }>`
    select m.mark, coalesce(k.cases, 0) as cases, p.cases as total
    from recall_progress p cross join unnest(${markArray(marks)}) as m(mark) left join recall_mark k on k.mark = m.mark`.execute(
    db,
  )
  const counts = new Map(rows.map(({ mark, cases }) => [mark, cases]))
  return { total: rows[0]?.total ?? 0, of: (mark) => counts.get(mark) ?? 0 }
}

function probesFor(asked: Asked, frequencies: Frequencies): readonly Probe[] {
  const { keys, rules, services } = marksOf(asked)
  // Each mark once, as what the first of the things that are said with it.
  const gains = new Map<number, { gain: number; said: number }>()
  for (const [said, { ways, pairs }] of weigh(asked, frequencies).sayings.entries())
    for (const { mark, gain, isAside } of [...ways, ...pairs])
      if (!isAside && frequencies.of(mark) > 0 && gain > (gains.get(mark)?.gain ?? 0)) gains.set(mark, { gain, said })
  const words = [...gains]
    .map(([mark, { gain, said }]) => ({ mark, gain, said, cases: frequencies.of(mark) }))
    .toSorted((a, b) => b.gain - a.gain)
  const singles = words.filter(({ cases }) => cases <= rare).slice(0, mostRare)
  // Two ways of saying one thing stand together anyway: only different things tell more together than alone.
  const frequent = [
    ...new Map(
      words
        .filter(({ cases }) => cases > rare && cases <= common)
        .toReversed()
        .map((word) => [word.said, word]),
    ).values(),
  ]
    .toSorted((a, b) => b.gain - a.gain)
    .slice(0, mostPaired)
  const top = words.slice(0, 12).map(({ mark }) => mark)
  return [
    ...keys.slice(0, 20).map((mark) => probe([mark], 1_000, 20)),
    ...rules.slice(0, 5).map((mark) => probe([mark], 10, 100)),
    ...singles.map(({ mark, gain, cases }) => probe([mark], gain, Math.max(cases, 1))),
    ...pairsOf(frequent).map(([a, b]) => probe([a.mark, b.mark], a.gain + b.gain, 300)),
    ...triplesOf(frequent).map(([a, b, c]) => probe([a.mark, b.mark, c.mark], a.gain + b.gain + c.gain, 150)),
    ...(top.length === 0 ? [] : services.slice(0, 5).map((mark) => ({ all: [mark], oneOf: top, most: 300, worth: 4 }))),
    ...pairsOf([...singles.slice(0, 2), ...frequent.slice(0, 2)]).flatMap(([a, b]) =>
      singles.includes(a) && singles.includes(b) ? [] : [probe([a.mark, b.mark], a.gain + b.gain, 100)],
    ),
  ].filter(({ all }) => all.every((mark) => frequencies.of(mark) > 0))
}

function probe(all: readonly number[], worth: number, most: number): Probe {
  return { all, oneOf: [], most, worth }
}

function pairsOf<T>(some: readonly T[]): readonly (readonly [T, T])[] {
  return some.flatMap((a, at) => some.slice(at + 1).map((b) => [a, b] as const))
}

function triplesOf<T>(some: readonly T[]): readonly (readonly [T, T, T])[] {
  return some.flatMap((a, at) => pairsOf(some.slice(at + 1)).map(([b, c]) => [a, b, c] as const))
}
