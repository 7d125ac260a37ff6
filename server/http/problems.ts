import * as z from 'zod'
import { problemBody, type FieldProblem, type ProblemBody } from '../../domain/problems.ts'
import { isAway } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import { Refusal } from '../refusal.ts'

/** What the caller is told of whatever went wrong. What nobody expected is recorded and told as `broken`. */
export function problemOf(error: unknown, diagnostics: Diagnostics, what: string): ProblemBody {
  if (error instanceof Refusal) return error.body
  if (error instanceof z.ZodError) return problemBody('bad_input', undefined, fieldProblems(error))
  if (isAway(error)) return problemBody('database_away')
  diagnostics.error({ err: error, what }, 'a request broke')
  return problemBody('broken')
}

/** The fields of a refused input, as `steps.0.waitMinutes`, with what was expected of each. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.slice(0, 50).map((issue) => ({ path: issue.path.map(String).join('.'), say: issue.message }))
}
