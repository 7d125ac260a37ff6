import type * as z from 'zod'

/** What a field should have been, where its schema has no words of its own: for the person who reads the refusal. */
export function expected(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'This is missing' : `Expected ${things[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `Expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`
    case 'too_big':
      return `Expected at most ${issue.maximum}${unitOf(issue.origin)}`
    case 'too_small':
      return `Expected ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin)}`
    case 'invalid_format':
      return issue.format === 'uuid' ? 'Expected an id, as the list of these things gives it' : undefined
    case 'unrecognized_keys':
      return `Not known here: ${issue.keys.join(', ')}`
    // These have words of their own where they are used.
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return undefined
  }
}

const things: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters'
  return origin === 'array' ? ' entries' : ''
}
