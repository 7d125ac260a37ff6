import * as z from 'zod'
import { evidenceKinds } from '../services/evidence-kinds.ts'
import { id, instant, number } from '../shapes.ts'
import { evidenceStates, snapshotFailures } from './evidence.ts'
import { fileTypes } from './file-type.ts'

/** A file as it is kept: what it is was told by its bytes. */
export const EvidenceFile = z.object({ name: z.string(), type: z.enum(fileTypes), bytes: z.int() })

/** One thing to keep of an incident, and what became of it. */
export const Evidence = z.object({
  id: number,
  name: z.string(),
  /** How to get it, and why it is wanted. */
  how: z.string(),
  kind: z.enum(evidenceKinds),
  /** Whose list it stands on; null for what was added by hand. */
  service: z.object({ id, slug: z.string(), name: z.string() }).nullable(),
  /** For a link: the address to open, with parts in braces still to be filled in. */
  address: z.string(),
  state: z.enum(evidenceStates),
  /** Where it was kept; empty where it is a file or only a note. */
  link: z.string(),
  file: EvidenceFile.nullable(),
  /** What was said of it; for what is missing: why. */
  note: z.string(),
  /** Who kept it, said that it is missing, or asked for the snapshot. */
  by: z.string(),
  at: instant.nullable(),
  /** Why the last try of a snapshot failed, also while it is tried again. */
  failure: z.object({ because: z.enum(snapshotFailures), detail: z.string() }).nullable(),
})
export type Evidence = z.output<typeof Evidence>
