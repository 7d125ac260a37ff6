// Routes in a file: those of a team as one list, because their order decides.
import * as z from 'zod'
import { Matchers } from '../alerts/matchers.schema.ts'
import { readMatchers, writeMatchers, type Matcher, type MatcherFault } from '../alerts/matchers.ts'
import { isContradiction, Route } from '../intake/route.ts'
import { name, priority, slug } from '../shapes.ts'

const { labels, minutes } = Route.shape.decides.shape.group.unwrap().shape

/** Matchers as text, brought to their one form: `env="prod", host=~"db-.*"`. */
export const when = z
  .string()
  .max(100_000)
  .superRefine((text, refusal) => {
    const read = readMatchers(text)
    if ('wrong' in read) {
      refusal.addIssue({ code: 'custom', message: `${faults[read.wrong]} (at character ${read.at + 1})` })
      return
    }
    for (const { message } of Matchers.safeParse(read.matchers).error?.issues ?? [])
      refusal.addIssue({ code: 'custom', message })
  })
  .overwrite((text) => {
    const read = readMatchers(text)
    return 'wrong' in read ? text : writeMatchers(read.matchers)
  })

const faults: Readonly<Record<MatcherFault, string>> = {
  empty: 'Write at least one matcher, such as env="prod"',
  name_missing: 'The name of a label is missing',
  operator_missing: 'Write =, !=, =~ or !~ after the name',
  quote_open: 'A double quote is not closed',
  quote_stray: 'A double quote stands inside a word: put the whole value in quotes',
  comma_missing: 'Write a comma between matchers',
  brace_open: 'The brace is not closed',
  too_many: 'These are too many matchers',
}

export const RouteText = z
  .strictObject({
    name,
    when,
    /** Left out: the service of the source. */
    service: orNone(slug),
    /** Left out: the policy of the service. */
    policy: orNone(slug),
    atLeast: orNone(priority),
    atMost: orNone(priority),
    /** What it catches shares a page where these labels are equal; `[]` is one page for all of it. */
    groupBy: orNone(labels),
    groupMinutes: minutes.default(0),
    enabled: z.boolean().default(true),
  })
  .refine(({ groupBy, groupMinutes }) => groupBy !== null || groupMinutes === 0, {
    path: ['groupMinutes'],
    error: 'Name the labels in groupBy, too',
  })
  .refine((route) => !isContradiction(route), {
    path: ['atMost'],
    error: 'It cannot be at most this and at least more urgent',
  })

/** All routes of a team, asked in this order. What the file does not name of them is gone; a team that it does not name keeps its own. */
export const RoutesText = z.strictObject({
  team: slug,
  inOrder: z.array(RouteText).max(200, 'Write at most 200'),
})

/** What `when` says, as matchers; it has been read before. */
export function matchersOf(text: string): readonly Matcher[] {
  const read = readMatchers(text)
  if ('wrong' in read) throw new Error(`matchers that were read before are wrong: ${read.wrong}`)
  return read.matchers
}

function orNone<T extends z.ZodType>(shape: T) {
  return shape.nullish().transform((value) => value ?? null)
}
