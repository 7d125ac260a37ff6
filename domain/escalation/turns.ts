// Whose turn it is in a step that reaches its people one page after the other.
import { ringsOver, sleepsUntil, type Asleep, type Woken } from '../paging/quiet.ts'
import type { Reached } from '../paging/rules.ts'

/** A step as it is written: turns are counted by it, also where its policy stands in another. */
export type WrittenStep = { readonly policyId: string; readonly position: number }

/** For each step in turn, by `turnKey`: who had it, the longest ago first. */
export type Turns = ReadonlyMap<string, readonly string[]>

/** Whose turn a firing took. */
export type TurnTaken = WrittenStep & { readonly personId: string }

export function turnKey({ policyId, position }: WrittenStep): string {
  return `${policyId}/${position}`
}

/**
 * All who can be reached, or in a step in turn the next of them; copies go to those who learn beside whoever is on call. Who may sleep
 * is asked of what the turn picks alone: nobody sleeps because of somebody whose turn it is not. Whoever would sleep through theirs is
 * passed, where it can be the turn of somebody who is rung.
 */
export function whoseTurn(
  { inTurn, written }: { readonly inTurn?: boolean | undefined; readonly written?: WrittenStep | null | undefined },
  reached: readonly Reached[],
  turns: Turns | undefined,
  letSleepOf: (some: readonly Reached[]) => Woken,
): Woken & { readonly turn: TurnTaken | null } {
  if (!inTurn || !written) return { ...letSleepOf(reached), turn: null }
  const { asked, beside } = turnTakers(reached)
  const picks = inOrder(asked, turns?.get(turnKey(written)) ?? []).map((one) => {
    const woken = letSleepOf([one, ...(one.reason.kind === 'on_call' ? beside : [])])
    return { ...woken, one: woken.reached.find(({ personId }) => personId === one.personId) }
  })
  const first = picks.find(({ one }) => one)
  const rung = first?.one && sleepsUntil(first.one) ? picks.find(({ one }) => one && ringsOver(one.ways)) : null
  const taken = rung ?? first
  const asleep = picks.slice(0, taken && picks.indexOf(taken)).flatMap(asleepIn)
  if (!taken?.one) return { reached: [], asleep, turn: null }
  return { reached: taken.reached, asleep, turn: { ...written, personId: taken.one.personId } }
}

/**
 * Whoever is on call takes turns; copies, and whoever hands over to them, come beside. Where nobody came, whoever goes has the turn: it
 * must never be only theirs while somebody is on call.
 */
function turnTakers(reached: readonly Reached[]): {
  readonly asked: readonly Reached[]
  readonly beside: readonly Reached[]
} {
  const going = reached.filter(({ reason }) => reason.kind === 'handing_over')
  const copies = reached.filter(isCopy)
  const others = reached.filter((each) => !isCopy(each) && !going.includes(each))
  return others.length > 0 ? { asked: others, beside: [...going, ...copies] } : { asked: going, beside: copies }
}

/** Who is passed because they would sleep through their turn. */
function asleepIn({ one, asleep }: { readonly one?: Reached | undefined; readonly asleep: readonly Asleep[] }) {
  const until = one && sleepsUntil(one)
  return until ? [{ personId: one.personId, until }] : one ? [] : asleep
}

function isCopy({ reason }: Reached): boolean {
  return reason.kind === 'shadow'
}

/**
 * Whose turn is it first, of those who can be reached now, in the order of the step? Whoever never had one, else whoever had it the
 * longest ago. Who is passed because nobody reaches them has not had theirs, and is next as soon as they can be reached.
 */
export function inOrder<T extends { readonly personId: string }>(
  reachable: readonly T[],
  had: readonly string[],
): readonly T[] {
  return reachable.toSorted((a, b) => had.indexOf(a.personId) - had.indexOf(b.personId))
}

/** Who had a turn, once this person has had theirs. */
export function withTurn(turns: Turns, taken: TurnTaken): Turns {
  const key = turnKey(taken)
  const others = (turns.get(key) ?? []).filter((personId) => personId !== taken.personId)
  return new Map(turns).set(key, [...others, taken.personId])
}
