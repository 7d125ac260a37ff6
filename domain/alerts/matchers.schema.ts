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

/** Does at least one of them ask for something? What mutes must. A pattern that is none has been told already. */
export function isNarrow(matchers: readonly z.output<typeof Matcher>[]): boolean {
  const areValid = matchers.every(({ isRegex, value }) => !isRegex || whyNoPattern(value) === null)
  return !areValid || !matchesEverything(matchers)
}

export const narrowSay =
  'These match every alert there is. Write at least one matcher that an empty value does not meet'

/** For what mutes. */
export const NarrowMatchers = Matchers.refine(isNarrow, narrowSay)
