// A source as a file has it; its keys are in no file.
import * as z from 'zod'
import { MailRules } from '../intake/mail-rules.ts'
import { Mapping } from '../intake/mapping.ts'
import { FloodLimit, dialects } from '../intake/source.ts'
import { slug, name } from '../shapes.ts'

export const SourceText = z.strictObject({
  slug,
  name,
  service: slug,
  dialect: z.enum(dialects),
  mapping: Mapping.nullish(),
  mailRules: MailRules.nullish(),
  floodLimit: FloodLimit.optional(),
  enabled: z.boolean().optional(),
})
