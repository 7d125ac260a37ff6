// What PagerDuty's REST API answers: its errors with their codes, and its headers.
import type { ProblemBody } from '../problems.ts'
import type { Answer } from './event.ts'
import { isObject, own } from './json.ts'

export type Reply = { readonly status: number; readonly body: object | null }

/** `code` is what clients look at: go-pagerduty, the SDKs and Ansible know these numbers. */
export const codes = {
  alreadyResolved: 1001,
  requesterNotFound: 1008,
  invalid: 2001,
  caused: 2002,
  authFailed: 2006,
  denied: 2010,
  rateLimited: 2020,
  notFound: 2100,
} as const

export function failed(status: number, code: number, message: string, errors: readonly string[] = [message]): Reply {
  return { status, body: { error: { message, code, errors } } }
}

export function invalid(...errors: string[]): Reply {
  return failed(400, codes.invalid, 'Invalid Input Provided', errors)
}

export function notFound(...errors: string[]): Reply {
  return failed(404, codes.notFound, 'Not Found', errors.length > 0 ? errors : ['Not Found'])
}

/** The reasons that a refusal tells; none where the answer is no refusal. */
export function errorsIn({ body }: Reply): readonly string[] {
  const error = isObject(body) ? own(body, 'error') : undefined
  const errors = isObject(error) ? own(error, 'errors') : undefined
  return Array.isArray(errors) ? errors.map(String) : []
}

/** A call of PagerDuty's that Baton does not speak. */
export function unknownCall(method: string, path: string): Reply {
  const call = `${method} ${path.length > 200 ? `${path.slice(0, 200).toWellFormed()}...` : path}`
  return notFound(`Baton does not speak this call of the PagerDuty REST API: ${call}`)
}

export const authFailed = failed(401, codes.authFailed, 'Authentication failed', [
  'Send a token of Baton: Authorization: Token token=btn_... (Settings, Tokens)',
])

export const requesterNotFound = failed(400, codes.requesterNotFound, 'Requester User Not Found', [
  'With this token the header From must name the e-mail address of somebody in Baton. A personal token needs none.',
])

export const alreadyResolved = failed(400, codes.alreadyResolved, 'Incident Already Resolved')

export const tooLarge = failed(413, codes.invalid, 'Request Entity Too Large', ['Send at most 1 MiB in one request'])

export const rateLimited = failed(429, codes.rateLimited, 'Rate Limit Exceeded')

/** Nothing was changed; clients try again by themselves. */
export function unavailable(retryAfterSeconds: number): Answer {
  const answer = answerOf(failed(503, 2000, 'Service Unavailable', ['Nothing was changed. Try again in a few seconds']))
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(retryAfterSeconds) } }
}

/** A no of Baton's own API in PagerDuty's words: what to do next is in `errors`. */
export function refusalOf(problem: ProblemBody): Reply {
  const errors = problem.errors?.map(({ path, say }) => (path === '' ? say : `${path}: ${say}`)) ?? []
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others are told alike
  switch (problem.code) {
    case 'signed_out':
      return authFailed
    case 'not_allowed':
      return failed(403, codes.denied, 'Access Denied', [problem.say])
    case 'not_found':
      return notFound()
    case 'alert_closed':
      return alreadyResolved
    case 'alert_open':
      return failed(400, codes.caused, 'Arguments Caused Error', ['An open incident with this key already exists'])
    default: {
      const said = errors.length > 0 ? errors : [problem.say]
      if (problem.status === 429) return rateLimited
      return problem.status === 413 ? tooLarge : invalid(...said)
    }
  }
}

export function answerOf({ status, body }: Reply, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    body: body === null ? '' : JSON.stringify(body),
    contentType: 'application/json',
    headers: { 'cache-control': 'no-store', ...headers },
  }
}
