import { createInstance } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { en } from './en.ts'

export const languages = ['en', 'ko'] as const
export type Language = (typeof languages)[number]

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', ko: '한국어' }

/** A folder of words: one file per term and language. */
export type Term = keyof typeof en
/** The same keys as English, whatever the language; plural forms may differ, so values are only known to be text. */
export type Words = { readonly [T in Term]: object } & { readonly problems?: object }

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell'
    resources: typeof en
  }
}

const spoken = createInstance()

/** The words of one term, in the language of now: `const say = useWords('alerts')`, then `say('title')`. */
export function useWords<T extends Term>(term: T) {
  return useTranslation(term).t
}

/** The language of now, for dates and for the choice in the menu. */
export function useLanguage(): Language {
  return known(useTranslation().i18n.language)
}

/** Loads a language and speaks it from now on. */
export async function speak(language: Language): Promise<void> {
  if (!spoken.isInitialized) {
    await spoken.use(initReactI18next).init({
      lng: language,
      resources: {},
      defaultNS: 'shell',
      fallbackLng: false,
      interpolation: { escapeValue: false },
      react: { useSuspense: false, bindI18nStore: false },
    })
  }
  if (!spoken.hasResourceBundle(language, 'shell')) {
    for (const [term, words] of Object.entries(await folders[language]())) {
      spoken.addResourceBundle(language, term, words)
    }
  }
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

const folders: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import('./en.ts')).en,
  ko: async () => (await import('./ko.ts')).ko,
}
