// Figures of how paging does: counts that fall into buckets of time, and what is read from them.

/** The upper ends of the buckets, in milliseconds; whatever takes longer falls into one more. */
export const bucketEndsMs = [
  10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 900_000, 3_600_000,
] as const
/** What has no time has this bucket. */
export const noBucket = -1

export type Bucketed = { readonly bucket: number; readonly count: number; readonly most: number }

/** What is said of many spans of time; each is at most so long. Null where there were none. */
export type Spans = {
  readonly count: number
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  readonly maxMs: number | null
}

/** How long did half of them take, and all but one in a hundred, at most? */
export function spansOf(buckets: readonly Bucketed[]): Spans {
  const counted = buckets.filter(({ bucket }) => bucket !== noBucket).toSorted((a, b) => a.bucket - b.bucket)
  const count = counted.reduce((sum, one) => sum + one.count, 0)
  if (count === 0) return { count: 0, p50Ms: null, p99Ms: null, maxMs: null }
  const most = Math.max(...counted.map((one) => one.most))
  const upTo = (share: number) => {
    let left = Math.ceil(count * share)
    for (const { bucket, count: here } of counted) {
      left -= here
      if (left <= 0) return Math.min(bucketEndsMs[bucket] ?? most, most)
    }
    return most
  }
  return { count, p50Ms: upTo(0.5), p99Ms: upTo(0.99), maxMs: most }
}

/** Into which bucket does this fall? */
export function bucketOf(milliseconds: number): number {
  const at = bucketEndsMs.findIndex((end) => milliseconds < end)
  return at === -1 ? bucketEndsMs.length : at
}

/** Of those that ended, which share was handed over? Null where none ended. */
export function shareSent({ sent, failed }: { readonly sent: number; readonly failed: number }): number | null {
  return sent + failed === 0 ? null : sent / (sent + failed)
}
