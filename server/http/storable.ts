import type { FieldProblem } from '../../domain/problems.ts'

/** Which texts of an input hold what PostgreSQL cannot keep: a NUL, or half of a character (a lone surrogate). */
export function unstorableIn(input: unknown, path = ''): FieldProblem[] {
  if (typeof input === 'string') {
    if (!input.includes('\0') && input.isWellFormed()) return []
    return [{ path, say: 'This text holds a character that cannot be stored. Remove it, then try again.' }]
  }
  if (typeof input !== 'object' || input === null) return []
  return Object.entries(input).flatMap(([field, value]) => unstorableIn(value, path ? `${path}.${field}` : field))
}
