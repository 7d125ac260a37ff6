import type { Judge } from './promises.ts'

/** How long the world goes on after the last happening, with nothing new going wrong in it. */
export const aftermathMs = 8 * 60_000

/** A simulation that is over: what the judge saw, and what struck. */
export type Played = {
  readonly judge: Judge
  /** Faults that struck, by kind. */
  readonly faults: ReadonlyMap<string, number>
  /** Words between nodes and the database. */
  readonly words: number
  readonly trace: readonly string[]
  readonly virtualMs: number
}
