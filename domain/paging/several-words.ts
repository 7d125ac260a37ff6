// What somebody is told who has answered a page that needs several answers.
import type { Language } from './message-words.ts'

/** `more` others must still answer, of `needed` people in all. */
export type InPart = { readonly needed: number; readonly more: number }

export const inPartWords: Readonly<Record<Language, (answers: InPart) => string>> = {
  en: ({ needed, more }) =>
    `Your answer is noted: you are one of ${needed}, and ${more} more ${more === 1 ? 'is' : 'are'} needed. You are not rung again.`,
  ko: ({ needed, more }) =>
    `응답을 기록했습니다. ${needed}명이 응답해야 하며 ${more}명이 더 필요합니다. 다시 호출하지 않습니다.`,
}

/** How many are still needed of those who must answer, where this person has; null where they have not, or one is enough. */
export function inPartFor(
  personId: string,
  answers: { readonly needed: number; readonly by: readonly { readonly personId: string }[] } | null,
): InPart | null {
  if (!answers?.by.some((one) => one.personId === personId)) return null
  return { needed: answers.needed, more: Math.max(1, answers.needed - answers.by.length) }
}
