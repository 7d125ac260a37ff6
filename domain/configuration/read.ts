// A parsed file held against its shape: all that is wrong with it at once, each with its path.
import type * as z from 'zod'
import {
  keyField,
  sectionNames,
  sections,
  type Configuration,
  type Section,
  type Text,
  type Written,
} from './document.ts'
import { knownKeys } from './known-keys.ts'
import { nearest } from './nearest.ts'
import { sayOf } from './say.ts'

/** What is wrong at a path (`policies`, 0, `steps`, 1, `wait`), and what should stand there. */
export type Problem = { readonly path: readonly PropertyKey[]; readonly say: string }

export type Read = {
  /** The things that have their shape; with problems this is not all of them. */
  readonly configuration: Configuration
  readonly problems: readonly Problem[]
  /** Every slug and e-mail address the file defines, also of things with problems, so that references to them are no second error. */
  readonly defined: { readonly [S in Section]: ReadonlySet<string> }
}

/** Does this value have the shape of a configuration? `value` is what the YAML says, as JSON would. */
export function readConfiguration(value: unknown): Read {
  const problems: Problem[] = []
  const file = isMap(value) ? value : {}
  if (!isMap(value)) problems.push({ path: [], say: `Expected sections: ${sectionNames.join(', ')}` })
  for (const key of Object.keys(file))
    if (!sectionNames.some((name) => name === key)) problems.push(unknownKey([], key))
  const read = <S extends Section>(section: S) => readSection(section, file[section], problems)
  const configuration = {
    teams: read('teams'),
    people: read('people'),
    schedules: read('schedules'),
    policies: read('policies'),
    channels: read('channels'),
    services: read('services'),
    sources: read('sources'),
    inhibitions: read('inhibitions'),
    heartbeats: read('heartbeats'),
    routes: read('routes'),
    incidentRules: read('incidentRules'),
    kit: read('kit'),
  }
  const defines = (section: Section) => definedIn(section, file[section])
  const defined = {
    teams: defines('teams'),
    people: defines('people'),
    schedules: defines('schedules'),
    policies: defines('policies'),
    channels: defines('channels'),
    services: defines('services'),
    sources: defines('sources'),
    inhibitions: defines('inhibitions'),
    heartbeats: defines('heartbeats'),
    routes: defines('routes'),
    incidentRules: defines('incidentRules'),
    kit: defines('kit'),
  }
  return { configuration, problems, defined }
}

const mostThings = 5_000

function readSection<S extends Section>(section: S, value: unknown, problems: Problem[]): readonly Written<S>[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) {
    problems.push({ path: [section], say: 'Expected a list: start each entry with "- "' })
    return []
  }
  if (value.length > mostThings) {
    problems.push({ path: [section], say: `Write at most ${mostThings} entries in one file` })
    return []
  }
  return value.flatMap((each: unknown, at) => {
    const result = shapeOf(section).safeParse(each, { error: sayOf })
    if (result.success) return [{ at, text: result.data }]
    problems.push(...problemsOf(result.error, [section, at]))
    return []
  })
}

/** Each section has its own shape; here only the section is known, so the pair is joined without its type. */
function shapeOf<S extends Section>(section: S): z.ZodType<Text<S>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Text<S> is the output of sections[S], which TypeScript does not follow for a generic S
  return sections[section] as unknown as z.ZodType<Text<S>>
}

function problemsOf(error: z.ZodError, within: readonly PropertyKey[]): readonly Problem[] {
  return error.issues.flatMap((issue) => {
    const path = [...within, ...issue.path]
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => unknownKey(path, key))
      : [{ path, say: issue.message }]
  })
}

function unknownKey(path: readonly PropertyKey[], key: string): Problem {
  const known = knownKeys(path)
  const meant = nearest(key, known)
  const rest = meant ? `did you mean "${meant}"?` : `here stand ${known.join(', ')}`
  return { path: [...path, key], say: `"${shortened(key)}" is not known here; ${rest}` }
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function definedIn(section: Section, value: unknown): ReadonlySet<string> {
  const field = keyField[section]
  const keys = Array.isArray(value) ? value.map((each: unknown) => (isMap(each) ? each[field] : undefined)) : []
  return new Set(keys.flatMap((key) => (typeof key === 'string' ? [field === 'email' ? key.toLowerCase() : key] : [])))
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
