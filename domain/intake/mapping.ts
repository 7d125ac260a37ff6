// The mapping a person writes for a source whose JSON Baton does not know by itself.
import * as z from 'zod'
import { priority } from '../shapes.ts'
import { parsePath, parseRule } from './mapping-rule.ts'

const rule = z
  .string()
  .min(1)
  .max(500)
  .refine(
    (text) => parseRule(text) !== null,
    'Write a path such as $.labels.host, a template such as {{host}}/{{check}}, or fixed text',
  )

const path = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => text.startsWith('$') && parsePath(text) !== null, 'Write a path to a list, such as $.events')

const words = z.array(z.string().trim().min(1).max(100)).max(50)

/** How to read foreign JSON: each rule is a path, a template or fixed text; what has no rule is found by its usual name. */
export const Mapping = z.strictObject({
  /** Where the list of events lies, when one request carries several. */
  each: path.optional(),
  key: rule.optional(),
  summary: rule.optional(),
  severity: rule.optional(),
  status: rule.optional(),
  from: rule.optional(),
  startsAt: rule.optional(),
  groupKey: rule.optional(),
  labels: z
    .record(z.string().min(1).max(128), rule)
    .refine((labels) => Object.keys(labels).length <= 64, 'At most 64 labels')
    .optional(),
  links: z
    .array(z.strictObject({ href: rule, text: rule.optional() }))
    .max(16)
    .optional(),
  /** Status words that resolve, beside the usual ones; compared without regard to case. */
  resolveWhen: words.optional(),
  acknowledgeWhen: words.optional(),
  /** Severity words of this source, stronger than the usual ones; compared without regard to case. */
  priorities: z.record(z.string().min(1).max(100), priority).optional(),
})

export type Mapping = z.output<typeof Mapping>
