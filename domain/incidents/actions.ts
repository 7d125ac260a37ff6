// What is about to be done about an incident, and what was: told before it is done, so that two people do not work against each other.

export const actionStates = ['about_to', 'done', 'called_off'] as const
export type ActionState = (typeof actionStates)[number]

export const actionEffects = ['unknown', 'helped', 'did_not', 'undone'] as const
export type ActionEffect = (typeof actionEffects)[number]

/** Something announced on a service, by whom. */
export type Announced = {
  readonly id: number
  readonly serviceId: string | null
  readonly byId: string | null
  readonly state: ActionState
}

/** Who else is about to touch the same service? Whoever announces hears of them, and decides. */
export function clashesWith<A extends Announced>(
  asked: { readonly serviceId: string | null; readonly byId: string | null },
  others: readonly A[],
): readonly A[] {
  if (asked.serviceId === null) return []
  return others.filter(
    ({ state, serviceId, byId }) =>
      state === 'about_to' && serviceId === asked.serviceId && (byId === null || byId !== asked.byId),
  )
}
