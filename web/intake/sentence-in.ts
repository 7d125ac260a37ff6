import { problemSentence } from '../words/words.ts'

/** The caller got its answer in its own dialect; whatever in it reads as a sentence says most. */
export function sentenceIn(answer: string): string {
  try {
    const told: unknown = JSON.parse(answer)
    if (typeof told === 'string') return told
    if (typeof told !== 'object' || told === null) return answer
    const { errors, say, message, code } = Object.fromEntries(Object.entries(told))
    // Baton's own words are known in every language; those of other dialects are shown as they were said.
    if (typeof code === 'string' && typeof say === 'string') return problemSentence(code, say)
    if (Array.isArray(errors) && errors.length > 0) return errors.map(wordsOf).join(' ')
    return wordsOf(say ?? message ?? answer)
  } catch {
    return answer
  }
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
