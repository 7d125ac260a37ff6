// What a real node of the simulation is given: its story, its surroundings, and whoever plays the providers.
import type { Reaction } from './cast.ts'
import type { Carrier } from './gate.ts'
import type { Script } from './script.ts'
import type { Surroundings } from './surroundings.ts'

export type Call = {
  readonly channel: string
  readonly address: string
  readonly key: string
  /** The keys of what it carries. */
  readonly carries: readonly string[]
  react(at: number): Reaction
  rang(): void
  answer(how: Reaction['answer'] | 'deadline'): void
}

export type RealNodeParts = {
  readonly name: string
  readonly script: Script
  readonly surroundings: Surroundings
  readonly carrier: Carrier
  /** The database's clock as the node carries it on between its readings. */
  readonly estimate: () => number
  readonly now: () => number
  readonly pause: (milliseconds: number, early: AbortSignal) => Promise<void>
  readonly isDeaf: () => boolean
  readonly call: (call: Call) => void
  readonly broke: (error: unknown) => void
}
