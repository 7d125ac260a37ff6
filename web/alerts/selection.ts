// Which alerts of a list are chosen: some of them, or all that match.

export type Selection = {
  readonly ids: ReadonlySet<number>
  /** The one chosen last, from which a range begins. */
  readonly anchor: number | null
  /** All that matched when they were counted, instead of some. */
  readonly matching: { readonly seen: number; readonly upTo: number } | null
}

export const nothingChosen: Selection = { ids: new Set(), anchor: null, matching: null }

export function isEmpty({ ids, matching }: Selection): boolean {
  return ids.size === 0 && matching === null
}

export function sizeOf({ ids, matching }: Selection): number {
  return matching?.seen ?? ids.size
}

export function toggled({ ids }: Selection, id: number): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id, matching: null }
}

/** With everything between the one chosen last and this one, as they stand in the list now. */
export function ranged(selection: Selection, id: number, order: readonly number[]): Selection {
  const [from, to] = [order.indexOf(selection.anchor ?? -1), order.indexOf(id)]
  if (from < 0 || to < 0) return toggled({ ...selection, ids: without(selection.ids, id) }, id)
  const between = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { ids: new Set([...selection.ids, ...between]), anchor: selection.anchor, matching: null }
}

function without(ids: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const rest = new Set(ids)
  rest.delete(id)
  return rest
}
