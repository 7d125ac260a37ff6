import * as z from 'zod'
import { readMatchers, writeMatchers, type Matcher } from '../alerts/matchers.ts'
import { isNarrow, narrowSay } from '../alerts/matchers.schema.ts'
import { whyNoPattern } from '../alerts/matching.ts'
import { name, slug } from '../shapes.ts'

const say = 'Write a matcher, such as alertname="SwitchDown" or instance=~"web-.*"'

/** Matchers as lines, each as Alertmanager writes it. */
const MatcherLines = z
  .array(z.string(say).max(12_000))
  .min(1, 'Write at least one matcher')
  .max(32)
  .superRefine((lines, refusal) => {
    const read = lines.map((line) => matchersOf(line))
    read.forEach((matchers, at) => {
      const problem = problemOf(matchers)
      if (problem !== null) refusal.addIssue({ code: 'custom', path: [at], message: problem })
    })
    if (read.every((matchers) => problemOf(matchers) === null) && !isNarrow(read.flatMap((each) => each ?? [])))
      refusal.addIssue({ code: 'custom', path: [], message: narrowSay })
  })
  .transform((lines) => lines.map((line) => writeMatchers(matchersOf(line) ?? [])))

/** While an alert is open that the source matchers match, alerts of the team that the target matchers match do not page. */
export const InhibitionText = z.strictObject({
  slug,
  name,
  team: slug,
  sourceMatchers: MatcherLines,
  targetMatchers: MatcherLines,
  /** Labels that say the same on both. */
  equal: z.array(z.string().min(1).max(1024)).max(32, 'Write at most 32').optional(),
})

/** What lines say that were read before. */
export function matchersOfLines(lines: readonly string[]): Matcher[] {
  return lines.flatMap((line) => matchersOf(line) ?? [])
}

function matchersOf(line: string): readonly Matcher[] | null {
  const read = readMatchers(line)
  return 'matchers' in read ? read.matchers : null
}

function problemOf(matchers: readonly Matcher[] | null): string | null {
  if (matchers?.length !== 1) return say
  const [why] = matchers.flatMap(({ isRegex, value }) => (isRegex ? (whyNoPattern(value) ?? []) : []))
  return why === undefined ? null : `This is no pattern: ${why}`
}
