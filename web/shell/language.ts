import { preferredLanguage, speak } from '../words/words.ts'
import type { Language } from '../words/words.ts'

const key = 'baton-language'

/** The language to start in, before anybody is known. */
export function firstLanguage(): Language {
  return preferredLanguage(localStorage.getItem(key), navigator.languages)
}

/** Speaks a language from now on, and next time in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(key, language)
  await speak(language)
}
