// Whose turn it is in a step that reaches its people one page after the other.
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

/** All who can be reached, or in a step in turn the next of them; copies go to those who learn beside whoever is on call. */
export function whoseTurn(
  { inTurn, written }: { readonly inTurn?: boolean | undefined; readonly written: WrittenStep | null },
  reached: readonly Reached[],
  turns: Turns | undefined,
): { readonly reached: readonly Reached[]; readonly turn: TurnTaken | null } {
  if (!inTurn || !written) return { reached, turn: null }
  const [asked, copies] = [reached.filter((each) => !isCopy(each)), reached.filter(isCopy)]
  const ids = asked.map(({ personId }) => personId)
  const personId = nextInTurn(ids, turns?.get(turnKey(written)) ?? [])
  const one = asked.find((each) => each.personId === personId)
  if (!one) return { reached, turn: null }
  const learners = one.reason.kind === 'on_call' ? copies : []
  return { reached: [one, ...learners], turn: { ...written, personId: one.personId } }
}

function isCopy({ reason }: Reached): boolean {
  return reason.kind === 'shadow'
}

/**
 * Whose turn is it, of those who can be reached now, in the order of the step? Whoever never had one, else whoever had it the
 * longest ago. Who is passed because nobody reaches them has not had theirs, and is next as soon as they can be reached.
 */
export function nextInTurn(reachable: readonly string[], had: readonly string[]): string | null {
  const byWait = reachable.toSorted((a, b) => had.indexOf(a) - had.indexOf(b))
  return byWait[0] ?? null
}

/** Who had a turn, once this person has had theirs. */
export function withTurn(turns: Turns, taken: TurnTaken): Turns {
  const key = turnKey(taken)
  const others = (turns.get(key) ?? []).filter((personId) => personId !== taken.personId)
  return new Map(turns).set(key, [...others, taken.personId])
}
