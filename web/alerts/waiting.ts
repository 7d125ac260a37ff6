/** Counts of the server go so far: beyond it they say at least so many. */
export const mostCounted = 1_000

/** How many open alerts wait for an answer? What is muted waits for nobody. At least so many where `triggered` was not counted to its end. */
export function waitingOf({ triggered, muted }: { readonly triggered: number; readonly muted: number }): number {
  return Math.max(0, triggered - muted)
}
