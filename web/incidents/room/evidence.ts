// Evidence as the room shows it: what is open first, where a link leads, and what a gap is called.
import { isEvidenceOpen } from '../../../domain/incidents/evidence.ts'
import { fillLink } from '../../../domain/services/evidence-link.ts'
import type { Detail } from '../may.ts'

export type Evidence = Detail['evidence'][number]

/** What nobody has looked after comes first; otherwise the order of the lists. */
export function inOrderOfNeed(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.toSorted((a, b) => Number(isEvidenceOpen(b.state)) - Number(isEvidenceOpen(a.state)))
}

/** Where does this link lead in this incident, at this moment? */
export function addressOf({ address, service }: Evidence, incident: Detail, now: Date): string {
  const { since, declaredAt, mitigatedAt, endedAt, id } = incident
  const until = mitigatedAt ?? endedAt
  return fillLink(address, {
    service: service?.slug ?? '',
    incident: id,
    since: Date.parse(since ?? declaredAt),
    until: until === null ? now.getTime() : Date.parse(until),
  })
}

/** The address of a kept file: to be shown where it can be, or downloaded. */
export function fileAddress(incidentId: number, evidenceId: number, how: 'show' | 'download'): string {
  return `/api/incidents/${incidentId}/evidence/${evidenceId}/file${how === 'show' ? '?inline=1' : ''}`
}

/** Where a file is sent, for an entry or for none. */
export function uploadAddress(incidentId: number, evidenceId: number | null, name: string): string {
  const entry = evidenceId === null ? {} : { evidenceId: String(evidenceId) }
  return `/api/incidents/${incidentId}/evidence/files?${new URLSearchParams({ name, ...entry }).toString()}`
}
