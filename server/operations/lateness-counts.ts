// How late steps are begun, counted in memory and added to the hour's rows now and then: figures may lose a minute, pages may not wait.
import { sql } from 'kysely'
import { bucketOf } from '../../domain/operations/figures.ts'
import type { Db } from '../db/connect.ts'
import type { Metrics } from '../metrics.ts'

type Count = { readonly kind: string; readonly bucket: number; count: number; most: number }

/** The same metrics, which count lateness here too. */
export function countingLateness(metrics: Metrics, counts: LatenessCounts): Metrics {
  return {
    ...metrics,
    late(kind, milliseconds) {
      metrics.late(kind, milliseconds)
      counts.add(kind, milliseconds)
    },
  }
}

export class LatenessCounts {
  #counts = new Map<string, Count>()

  add(kind: string, milliseconds: number): void {
    const ms = Math.max(0, milliseconds)
    const bucket = bucketOf(ms)
    const name = `${kind} ${bucket}`
    const known = this.#counts.get(name)
    if (known) {
      known.count += 1
      known.most = Math.max(known.most, ms)
    } else this.#counts.set(name, { kind, bucket, count: 1, most: ms })
  }

  async flush(db: Db): Promise<void> {
    const counts = [...this.#counts.values()]
    if (counts.length === 0) return
    this.#counts = new Map()
    const column = <T>(pick: (count: Count) => T) => counts.map(pick)
    await sql`
      insert into paging_figure as f (hour, measure, subject, bucket, count, most)
      select date_trunc('hour', baton_now()), 'late', c.kind, c.bucket, c.count, c.most
      from unnest(${column((c) => c.kind)}::text[], ${column((c) => c.bucket)}::int[], ${column((c) => c.count)}::int[],
        ${column((c) => c.most)}::float8[]) as c(kind, bucket, count, most) order by c.kind, c.bucket
      on conflict (hour, measure, subject, provider, bucket)
      do update set count = f.count + excluded.count, most = greatest(f.most, excluded.most)`.execute(db)
  }
}
