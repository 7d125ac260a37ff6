import { createInstance, type TFunction } from 'i18next'
import { use, useSyncExternalStore } from 'react'
import { newShelf, NotFetched } from './shelf.ts'
import type { Terms } from './terms.ts'

export const languages = ['en', 'ko'] as const
export type Language = (typeof languages)[number]

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', ko: '한국어' }

/** What a group of words is for: one file per term and language. */
export type Term = keyof Terms

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell'
    resources: Terms
  }
}

const spoken = createInstance()
const shelf = newShelf<Language, Term>('shell', fetchTerm)

/**
 * The words of one term, in the language of now: `const say = useWords('alerts')`, then `say('title')`. They came with
 * the screen; should they not be here, the part of the screen that wants them waits, and never shows a key.
 */
export function useWords<T extends Term>(term: T): TFunction<T> {
  const language = useLanguage()
  if (!shelf.has(language, term)) use(shelf.coming(language, term))
  return speakers[language](term)
}

/** The language of now, for dates and for the choice in the menu. */
export function useLanguage(): Language {
  return useSyncExternalStore(listen, languageOfNow, languageOfNow)
}

const languageOfNow = () => known(spoken.language)

function listen(changed: () => void): () => void {
  spoken.on('languageChanged', changed)
  return () => spoken.off('languageChanged', changed)
}

/** What says the words of a term stays the same function while its language is spoken. */
const speakers: Readonly<Record<Language, <T extends Term>(term: T) => TFunction<T>>> = {
  en: newSpeaker('en'),
  ko: newSpeaker('ko'),
}

function newSpeaker(language: Language): <T extends Term>(term: T) => TFunction<T> {
  const made: { [T in Term]?: TFunction<T> } = {}
  return <T extends Term>(term: T): TFunction<T> => {
    const found: TFunction<T> = made[term] ?? spoken.getFixedT(language, term)
    Object.assign(made, { [term]: found })
    return found
  }
}

/**
 * The code of a screen or dialog once its words are here too, both fetched at once. `vite.words.ts` writes this around
 * every `import()` of the web, with the terms that are spoken there.
 */
export async function withWords<Code>(terms: readonly Term[], code: Promise<Code>): Promise<Code> {
  try {
    const [fetched] = await Promise.all([code, shelf.bring(terms)])
    return fetched
  } catch (error) {
    throw error instanceof NotFetched ? error : new NotFetched(error)
  }
}

/** Speaks a language from now on, as soon as the words of everything that was opened are here. Fails as `NotFetched`. */
export async function speak(language: Language): Promise<void> {
  if (!spoken.isInitialized) {
    void spoken.init({
      lng: language,
      resources: {},
      defaultNS: 'shell',
      fallbackLng: false,
      initAsync: false,
      interpolation: { escapeValue: false },
    })
  }
  if (!(await shelf.turnTo(language))) return
  await spoken.changeLanguage(language)
  document.documentElement.lang = language
}

/** The language to greet with: the last choice in this browser, else what the browser asks for. */
export function preferredLanguage(remembered: string | null, asked: readonly string[]): Language {
  if (isLanguage(remembered)) return remembered
  return asked.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en'
}

/** One sentence of the shell, outside of a component. */
export function sayNow(key: 'failed.noConnection'): string {
  return spoken.t(key, { ns: 'shell' })
}

/** A refusal in the language of now, by its code; the fallback is the English sentence that came with it. */
export function problemSentence(code: string, fallback: string): string {
  const found: unknown = spoken.getResource(spoken.language, 'problems', code)
  return typeof found === 'string' ? found : fallback
}

export function isLanguage(text: string | null | undefined): text is Language {
  return languages.some((language) => language === text)
}

function known(text: string): Language {
  return isLanguage(text) ? text : 'en'
}

async function fetchTerm(language: Language, term: Term): Promise<void> {
  const own = files[`./${language}/${term}.json`]
  const found = own ? { [term]: await own() } : await shared[language]()
  for (const [each, words] of Object.entries(found)) spoken.addResourceBundle(language, each, words)
}

/** What every screen speaks comes in one piece. */
const shared: Readonly<Record<Language, () => Promise<object>>> = {
  en: async () => (await import('./en.ts')).en,
  ko: async () => (await import('./ko.ts')).ko,
}

/** Everything else, each term by itself. */
const files = import.meta.glob<object>(['./{en,ko}/*.json', '!./*/{problems,shell,terms,ui}.json'], {
  import: 'default',
})
