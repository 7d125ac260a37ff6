/** When somebody last had this incident before them in this browser, and the newest entry that was there. */
export type Looked = { readonly at: string; readonly entryId: number }

type Kept = Pick<Storage, 'getItem' | 'setItem'>

/** From so long away on, one is told what came meanwhile. */
export const awayMs = 15 * 60_000

/** When was it last looked at here? Null when never, or when the browser keeps nothing. */
export function lastLook(storage: Kept, incidentId: number): Looked | null {
  try {
    const kept: unknown = JSON.parse(storage.getItem(nameOf(incidentId)) ?? 'null')
    return isLooked(kept) ? kept : null
  } catch {
    return null
  }
}

/** Keeps that it is looked at now; what is newest never goes back. */
export function keepLook(storage: Kept, incidentId: number, looked: Looked): void {
  try {
    const entryId = Math.max(looked.entryId, lastLook(storage, incidentId)?.entryId ?? 0)
    storage.setItem(nameOf(incidentId), JSON.stringify({ at: looked.at, entryId }))
  } catch {
    // Full or forbidden: the next look is taken for the first.
  }
}

/** Is somebody to be told where it stands: whoever comes for the first time, or after a while? Not whoever has just declared it. */
export function comesLate(before: Looked | null, of: { readonly declaredAt: string; readonly nowMs: number }): boolean {
  if (before) return of.nowMs - Date.parse(before.at) > awayMs
  return of.nowMs - Date.parse(of.declaredAt) > justNowMs
}

const justNowMs = 60_000

function nameOf(incidentId: number): string {
  return `baton.incident.${incidentId}.looked`
}

function isLooked(value: unknown): value is Looked {
  if (typeof value !== 'object' || value === null) return false
  const { at, entryId } = value as Partial<Record<keyof Looked, unknown>>
  return typeof at === 'string' && !Number.isNaN(Date.parse(at)) && typeof entryId === 'number'
}
