// What a real node of a simulation stands in: the world outside, its clock, and the shapes in which things reach it.
import type { ReceivedEvent } from '../../domain/intake/event.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import type { Instant } from '../../domain/time.ts'
import { DatabaseClock } from '../../server/engine/clock.ts'
import type { Reaction, SentEvent } from './cast.ts'
import { beginsAt, instantAt } from './team.ts'

/** What lies outside of the nodes and is shared by them. */
export class Surroundings {
  /** Links in messages that reached people, by page, newest last. */
  readonly links = new Map<number, string[]>()
  /** How often the providers were asked under each key. */
  readonly calls = new Map<string, number>()
  ids = 0
}

/** Carries its last reading on by the simulation's time instead of the process's. */
export class CarriedClock extends DatabaseClock {
  readonly #estimate: () => number

  constructor(estimate: () => number) {
    super()
    this.#estimate = estimate
  }

  override estimate(): Instant {
    return instantAt(this.#estimate())
  }
}

export function receivedOf({ key, action, priority, endsAt }: SentEvent, from: string): ReceivedEvent {
  return {
    action,
    key,
    summary: `${from} ${key}`,
    priority: `P${priority}`,
    from,
    labels: {},
    links: [],
    details: '',
    startsAt: null,
    endsAt: endsAt === null ? null : new Date(beginsAt + endsAt).toISOString(),
    groupKey: null,
    notes: [],
  }
}

export function outcomeOf(how: Reaction['answer'] | 'deadline'): Outcome {
  switch (how) {
    case 'sent':
      return { sent: 'taken' }
    case 'give_up':
      return { giveUp: 'refused: the provider does not want it' }
    case 'try_again':
      return { tryAgain: 'http_busy: later' }
    case 'none':
    case 'deadline':
      return { tryAgain: 'deadline: no answer in time' }
  }
}
