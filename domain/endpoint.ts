import type * as z from 'zod'
import type { PermissionName } from './permissions.ts'
import type { ProblemCode } from './problems.ts'

/**
 * What an endpoint is about when permission depends on a team: the path or body carries its id as `<subject>Id`. With
 * `person` it is somebody's own thing: theirs to change, and of whoever has the permission in one of their teams.
 */
export type Subject =
  | 'team'
  | 'service'
  | 'schedule'
  | 'policy'
  | 'alert'
  | 'incident'
  | 'silence'
  | 'inhibition'
  | 'page'
  | 'source'
  | 'heartbeat'
  | 'channel'
  | 'person'
  | 'cover'
  | 'handover'
  | 'entry'
  | 'bookmark'
  | 'runbook'

/** One row of the contract: routes, permission checks, the typed client, the CLI and the API document follow from it. */
export type Endpoint<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `:name` segments are read into the input under that name. */
  readonly path: `/api/${string}`
  /** One sentence for the API document, in the words of the person who calls it. */
  readonly does: string
  readonly permission: PermissionName
  readonly of?: Subject
  readonly input: I
  readonly output: O
  readonly errors: readonly ProblemCode[]
}

export function endpoint<I extends z.ZodType, O extends z.ZodType>(row: Endpoint<I, O>): Endpoint<I, O> {
  return row
}
