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
