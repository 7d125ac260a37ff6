import type { Answer } from '../../domain/intake/event.ts'

/** JSON with a line break after it, as Go writes it. */
export function json(value: unknown, status = 200): Answer {
  return { status, body: `${JSON.stringify(value)}\n`, contentType: 'application/json' }
}
