// How a source reads mails: which of them are one alert, which close it, how urgent they are, and who may send them.
import * as z from 'zod'
import { priority } from '../shapes.ts'
import { areSmallTogether, whyNoMailPattern } from './mail-patterns.ts'

export const mostMailPatterns = 10
export const longestMailPattern = 300

const pattern = z
  .string()
  .min(1)
  .max(longestMailPattern)
  .superRefine((text, refusal) => {
    const why = whyNoMailPattern(text)
    if (why !== null) refusal.addIssue({ code: 'custom', message: `This is no pattern: ${why}` })
  })

/** Looked for anywhere in the subject or in the text of the mail, by RE2. */
export const MailPattern = z.strictObject({ in: z.enum(['subject', 'body']), pattern })
export type MailPattern = z.output<typeof MailPattern>

const patterns = z.array(MailPattern).max(mostMailPatterns)

export const MailPriority = z.strictObject({ ...MailPattern.shape, priority })

export const MailRules = z
  .strictObject({
    /** Which mails are one alert: each is one, those of one subject (where nothing is said), or those of one key. */
    alertBy: z.enum(['mail', 'subject', 'key']).optional(),
    /** Finds the key: what its first group caught, or all of it. */
    key: MailPattern.optional(),
    resolveWhen: patterns.optional(),
    acknowledgeWhen: patterns.optional(),
    /** False: only these patterns close, and no usual words such as `[RESOLVED]`. */
    usualWords: z.boolean().optional(),
    /** The first that is found decides, before what the mail says of its own importance. */
    priorities: z.array(MailPriority).max(mostMailPatterns).optional(),
    /** Addresses and @domains that may send; anybody where there are none. */
    senders: z
      .array(
        z
          .string()
          .trim()
          .max(320)
          .regex(/^[^\s@<>]*@[^\s@<>]+$/, 'Write an address, or a domain such as @example.com'),
      )
      .max(100)
      .optional(),
    /** Also mails that say of themselves that a program wrote them, or that they went to many. */
    takesAutomatic: z.boolean().optional(),
  })
  .superRefine(({ alertBy, key, resolveWhen, acknowledgeWhen, priorities }, refusal) => {
    const say = (path: string, message: string) => refusal.addIssue({ code: 'custom', path: [path], message })
    if (alertBy === 'key' && !key) say('key', 'Write the pattern that finds the key')
    if (alertBy !== 'key' && key) say('key', 'A pattern for the key is for alerts by their key')
    const all = [key ?? [], resolveWhen ?? [], acknowledgeWhen ?? [], priorities ?? []].flat()
    if (!areSmallTogether(all.map((each) => each.pattern)))
      refusal.addIssue({ code: 'custom', path: [], message: 'These patterns are too large together' })
    if (alertBy !== 'mail') return
    if (resolveWhen?.length) say('resolveWhen', 'Where each mail is an alert of its own, none can close another')
    if (acknowledgeWhen?.length)
      say('acknowledgeWhen', 'Where each mail is an alert of its own, none acknowledges another')
  })
export type MailRules = z.output<typeof MailRules>
