// The brief as it was accepted, kept as JSON: its moments are RFC 3339 text.
import type * as z from 'zod'
import type { BriefPart } from './handover.ts'

export type KeptBrief = readonly z.input<typeof BriefPart>[]
