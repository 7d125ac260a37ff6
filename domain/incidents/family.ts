// A big incident has parts, and a part has none: two levels are what a tired person keeps in mind, and no ring can come of them.
import { isUnderWay, type IncidentState } from './stages.ts'

/** One of two incidents that shall become parent and part. */
export type Relative = {
  readonly id: number
  readonly state: IncidentState
  readonly parentId: number | null
  readonly hasParts: boolean
}

export type FamilyRefusal =
  'incident_of_itself' | 'incident_is_part' | 'incident_has_parts' | 'incident_is_over' | 'incident_merged'

/** Why may `part` not become a part of `parent`? Null: it may. What is over may become a part, for the record; nothing new hangs on what is over. */
export function whyNotPart(part: Relative, parent: Relative): FamilyRefusal | null {
  if (part.id === parent.id) return 'incident_of_itself'
  if (part.state === 'merged' || parent.state === 'merged') return 'incident_merged'
  if (!isUnderWay(parent.state)) return 'incident_is_over'
  if (parent.parentId !== null) return 'incident_is_part'
  if (part.hasParts) return 'incident_has_parts'
  return null
}
