/** A note that is being written, or waits for the connection. Its key was made when writing began, and is sent with it. */
export type NoteDraft = {
  readonly key: string
  readonly text: string
  /** When somebody sent it off; null while it is still being written. */
  readonly sentAt: string | null
}

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The note of this incident that was left on this device; null when there is none. */
export function keptNote(storage: Kept, incidentId: number): NoteDraft | null {
  try {
    const kept: unknown = JSON.parse(storage.getItem(nameOf(incidentId)) ?? 'null')
    return isDraft(kept) ? kept : null
  } catch {
    return null // Not ours, or the browser keeps nothing: the note begins anew.
  }
}

/** Keeps it; nothing is kept of an empty one. A browser that keeps nothing still lets one write. */
export function keepNote(storage: Kept, incidentId: number, draft: NoteDraft | null): void {
  try {
    if (draft === null || draft.text === '') storage.removeItem(nameOf(incidentId))
    else storage.setItem(nameOf(incidentId), JSON.stringify(draft))
  } catch {
    // Full or forbidden: the text stays on the screen.
  }
}

/** The draft with this text: it keeps its key while there is any text, and the first letter makes one. */
export function rewritten(draft: NoteDraft | null, text: string, newKey: () => string): NoteDraft | null {
  if (text === '') return null
  return draft ? { ...draft, text } : { key: newKey(), text, sentAt: null }
}

/** A key that no other note has, also where the browser is not on HTTPS. */
export function newNoteKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function nameOf(incidentId: number): string {
  return `baton.incident.${incidentId}.note`
}

function isDraft(value: unknown): value is NoteDraft {
  if (typeof value !== 'object' || value === null) return false
  const { key, text, sentAt } = value as Partial<Record<keyof NoteDraft, unknown>>
  return typeof key === 'string' && typeof text === 'string' && (sentAt === null || typeof sentAt === 'string')
}
