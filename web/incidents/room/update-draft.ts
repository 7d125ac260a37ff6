// The update being written, kept on this device: what was typed for each audience, and what was sent off and waits for the connection.
import type { Audience } from '../../../domain/incidents/owed.ts'

/** What is sent; `key` is made once, so that the server tells nobody twice, however often it is sent. */
export type UpdateSent = {
  readonly key: string
  readonly audience: Audience
  readonly text: string
  readonly isStill: boolean
  readonly isToParts: boolean
  readonly nextInMinutes: number | null
}

export type UpdateDraft = {
  /** By audience and kind of news. */
  readonly typed: Readonly<Record<string, string>>
  /** It was sent off, and nobody knows whether it arrived. */
  readonly waiting: UpdateSent | null
}

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export const emptyDraft: UpdateDraft = { typed: {}, waiting: null }

/** What was kept of this incident on this device, as it lies there. */
export function keptText(storage: Kept, incidentId: number): string {
  try {
    return storage.getItem(nameOf(incidentId)) ?? ''
  } catch {
    return '' // The browser keeps nothing: the update begins anew.
  }
}

/** The draft that this text holds; an empty one where it is not ours. */
export function draftIn(text: string): UpdateDraft {
  try {
    const kept: unknown = JSON.parse(text === '' ? 'null' : text)
    return isDraft(kept) ? kept : emptyDraft
  } catch {
    return emptyDraft
  }
}

/** Keeps it; nothing is kept of an empty one. A browser that keeps nothing still lets one write. */
export function keepDraft(storage: Kept, incidentId: number, draft: UpdateDraft): void {
  const hasText = Object.values(draft.typed).some((text) => text !== '')
  try {
    if (draft.waiting === null && !hasText) storage.removeItem(nameOf(incidentId))
    else storage.setItem(nameOf(incidentId), JSON.stringify(draft))
  } catch {
    // Full or forbidden: the text stays on the screen.
  }
}

/** What is left of what was typed once this audience was told; what was written for others waits. */
export function without(typed: UpdateDraft['typed'], audience: Audience): UpdateDraft['typed'] {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !name.startsWith(`${audience} `)))
}

function nameOf(incidentId: number): string {
  return `baton.incident.${incidentId}.update`
}

function isDraft(value: unknown): value is UpdateDraft {
  if (typeof value !== 'object' || value === null) return false
  const { typed, waiting } = value as Partial<Record<keyof UpdateDraft, unknown>>
  if (typeof typed !== 'object' || typed === null) return false
  return Object.values(typed).every((text) => typeof text === 'string') && (waiting === null || isSent(waiting))
}

function isSent(value: unknown): value is UpdateSent {
  if (typeof value !== 'object' || value === null) return false
  const { key, audience, text } = value as Partial<Record<keyof UpdateSent, unknown>>
  return typeof key === 'string' && typeof audience === 'string' && typeof text === 'string'
}
