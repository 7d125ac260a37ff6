// The wire shape of matchers, apart from what browsers load.
import * as z from 'zod'
import { longestMatcherText, mostMatchers } from './matchers.ts'
import { matchesEverything, whyNoPattern } from './matching.ts'

/** As Alertmanager has them: without `isEqual` it is one that must match. */
export const Matcher = z
  .object({
    name: z.string().min(1, 'Name a label, such as alertname').max(1024),
    value: z.string().max(longestMatcherText),
    isRegex: z.boolean().default(false),
    isEqual: z.boolean().default(true),
  })
  .superRefine(({ value, isRegex }, refusal) => {
    const why = isRegex ? whyNoPattern(value) : null
    if (why !== null) refusal.addIssue({ code: 'custom', path: ['value'], message: `This is no pattern: ${why}` })
  })

export const Matchers = z.array(Matcher).min(1, 'Write at least one matcher').max(mostMatchers)

/** For what mutes: at least one of them must ask for something. */
export const NarrowMatchers = Matchers.refine(
  (matchers) => !isValid(matchers) || !matchesEverything(matchers),
  'These match every alert there is. Write at least one matcher that an empty value does not meet',
)

/** A pattern that is none has been told already. */
function isValid(matchers: readonly z.output<typeof Matcher>[]): boolean {
  return matchers.every(({ isRegex, value }) => !isRegex || whyNoPattern(value) === null)
}
