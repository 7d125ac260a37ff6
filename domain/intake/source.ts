import * as z from 'zod'
import { id, instant, name, slug } from '../shapes.ts'
import { dialects } from './dialects.ts'
import { highestFloodLimit, usualFloodLimit } from './flood-limit.ts'
import { MailRules } from './mail-rules.ts'
import { Mapping } from './mapping.ts'

export { dialects, usualFloodLimit }

/** New alerts in ten minutes. */
export const FloodLimit = z.int().min(0).max(highestFloodLimit)

/** Where alerts come from: a key for one service. The dialect decides the snippet; every address takes every key. */
export const Source = z.object({
  id,
  slug,
  name,
  serviceId: id,
  teamId: id,
  dialect: z.enum(dialects),
  /** The last characters of its newest key that holds; empty when none does. */
  keyHint: z.string(),
  mapping: Mapping.nullable(),
  /** Null: each subject is an alert, by the usual words, from anybody. */
  mailRules: MailRules.nullable(),
  /** From how many new alerts in ten minutes on further keys become one alert; 0 is never. */
  floodLimit: FloodLimit,
  isEnabled: z.boolean(),
  createdAt: instant,
  usedAt: instant.nullable(),
})
export type Source = z.output<typeof Source>
