// What a sender hears that is known and still not let in: the refusal of an unknown key in its own dialect, with our sentence.
import type { Answer } from '../../domain/intake/event.ts'
import { unwelcomeSay, type Unwelcome } from '../../domain/intake/unwelcome.ts'

/** The answer of the dialect to an unknown key, turned into 401 and the reason where a signature is what is wrong. */
export function notLetInSay(unknownKey: Answer, because: Unwelcome): Answer {
  const say = unwelcomeSay(because)
  // Whoever has an ended key is told what everybody is told who has none: nothing about whose it was.
  if (say === null) return unknownKey
  return { ...unknownKey, status: 401, body: retold(unknownKey.body, say) }
}

/** The same body with this sentence where it has one; the sentence alone when it is no JSON. */
function retold(body: string, say: string): string {
  try {
    const told: unknown = JSON.parse(body)
    if (typeof told === 'string') return JSON.stringify(say)
    if (Array.isArray(told)) return JSON.stringify([say])
    if (typeof told !== 'object' || told === null) return body
    const fields = Object.entries(told).map(([name, value]: [string, unknown]) => [name, inPlaceOf(name, value, say)])
    return JSON.stringify(Object.fromEntries(fields))
  } catch {
    return say
  }
}

function inPlaceOf(name: string, value: unknown, say: string): unknown {
  if (name === 'code' && value === 'unknown_source_key') return 'wrong_signature'
  if (name === 'type' && value === 'urn:baton:problem:unknown_source_key') return 'urn:baton:problem:wrong_signature'
  if (name === 'status' && typeof value === 'number') return 401
  if (sentences.has(name) && typeof value === 'string') return say
  return sentences.has(name) && Array.isArray(value) ? [say] : value
}

const sentences = new Set(['say', 'message', 'error', 'errors', 'reason', 'detail', 'title'])
