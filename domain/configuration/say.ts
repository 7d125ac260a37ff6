import type * as z from 'zod'

/** What should stand there instead, for the issues whose shape does not say it itself. */
export function sayOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'This is missing' : `Expected ${wordFor(issue.expected)}`
    case 'invalid_value':
      return `Write ${listed(issue.values.map(String))}`
    case 'too_small':
      return `Expected at least ${issue.minimum}${unitOf(issue.origin)}`
    case 'too_big':
      return `Expected at most ${issue.maximum}${unitOf(issue.origin)}`
    case 'invalid_union':
      return 'This fits none of the forms that may stand here'
    case 'invalid_key':
    case 'invalid_element':
      return 'This entry is not as expected'
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'custom':
      return undefined
  }
}

function wordFor(expected: string): string {
  switch (expected) {
    case 'string':
      return 'text (put it in quotes when it looks like a number)'
    case 'int':
      return 'a whole number'
    case 'number':
      return 'a number'
    case 'boolean':
      return 'true or false'
    case 'array':
      return 'a list: start each entry with "- "'
    case 'object':
    case 'record':
      return 'a map of names and values'
    default:
      return expected
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters'
  return origin === 'array' ? ' entries' : ''
}

function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : (words[0] ?? '')
}
