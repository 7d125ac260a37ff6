import { showNotice } from '../ui/notices.ts'
import { preferredLanguage, sayNow, speak } from '../words/words.ts'
import type { Language } from '../words/words.ts'

const key = 'baton-language'

/** The language to start in, before anybody is known. */
export function firstLanguage(): Language {
  return preferredLanguage(localStorage.getItem(key), navigator.languages)
}

/** Speaks a language from now on, and next time in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(key, language)
  await turnTo(language)
}

/** Speaks a language as soon as its words are here; when they do not come, says so in the language of now. */
export async function turnTo(language: Language): Promise<void> {
  try {
    await speak(language)
  } catch {
    showNotice({ tone: 'critical', say: sayNow('failed.noConnection') })
  }
}
