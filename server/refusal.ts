import { problemBody, type FieldProblem, type ProblemBody, type ProblemCode } from '../domain/problems.ts'

/** An expected "no": thrown by actions, turned into its problem at the door. */
export class Refusal extends Error {
  readonly body: ProblemBody

  constructor(code: ProblemCode, facts?: Readonly<Record<string, unknown>>, errors?: readonly FieldProblem[]) {
    super(code)
    this.body = problemBody(code, facts, errors)
  }
}

/** Ends the action with this problem: `?? refuse('not_found')`. */
export function refuse(
  code: ProblemCode,
  facts?: Readonly<Record<string, unknown>>,
  errors?: readonly FieldProblem[],
): never {
  throw new Refusal(code, facts, errors)
}
