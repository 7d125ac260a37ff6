import type { FieldProblem } from '../domain/problems.ts'
import { problemSentence, sayNow } from './words/words.ts'

/** A refusal as it came over the wire, or `no_connection` when nothing came. `status` 0 means that nothing answered. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly say: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly errors: readonly FieldProblem[]

  constructor(code: string, status: number, rest: Partial<Pick<Problem, 'say' | 'facts' | 'errors'>> = {}) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.status = status
    this.say = rest.say ?? code
    this.facts = rest.facts ?? {}
    this.errors = rest.errors ?? []
  }

  /** The sentence for the person, in their language. */
  get sentence(): string {
    return this.code === 'no_connection' ? sayNow('failed.noConnection') : problemSentence(this.code, this.say)
  }

  /** Whether the same question may well be answered a moment later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status >= 502
  }

  /** What is wrong with the field at this path (`rules.0.channel`), if that is the trouble. */
  of(path: string): string | undefined {
    return this.errors.find((error) => error.path === path)?.say
  }
}

/** The body of a refused answer, whatever stood in it: a proxy may have answered instead of Baton. */
export function problemFrom(status: number, body: unknown): Problem {
  if (!isRecord(body) || typeof body['code'] !== 'string') return new Problem(`http_${status}`, status)
  return new Problem(body['code'], status, {
    ...(typeof body['say'] === 'string' ? { say: body['say'] } : {}),
    ...(isRecord(body['facts']) ? { facts: body['facts'] } : {}),
    errors: Array.isArray(body['errors']) ? body['errors'].filter(isFieldProblem) : [],
  })
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return isRecord(value) && typeof value['path'] === 'string' && typeof value['say'] === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
