/** Words, or the code that speaks them, did not come: no connection, or an upgrade has taken their file away. */
export class NotFetched extends Error {
  constructor(cause: unknown) {
    super('Not fetched', { cause })
    this.name = 'NotFetched'
  }
}

/** Which words are here, which are on their way, and which language is spoken meanwhile. */
export type Shelf<Language, Term> = {
  readonly has: (language: Language, term: Term) => boolean
  /** The words of one term on their way. What failed stays so until it is brought again: a reader may ask at each drawing. */
  readonly coming: (language: Language, term: Term) => Promise<void>
  /** Brings terms in the language of now, and in the one that is about to be spoken. */
  readonly bring: (terms: readonly Term[]) => Promise<void>
  /**
   * Brings every term that was ever wanted in another language. True when it can be spoken; false when a later wish has
   * overtaken it. Fails, and stays with the language of now, when something does not come.
   */
  readonly turnTo: (language: Language) => Promise<boolean>
}

/** An empty shelf. `first` is always wanted; `fetchTerm` puts the words of a term where they are read. */
export function newShelf<Language extends string, Term extends string>(
  first: Term,
  fetchTerm: (language: Language, term: Term) => Promise<void>,
): Shelf<Language, Term> {
  const wanted = new Set([first])
  const asked = new Map<string, Asked>()
  let spoken: Language | null = null
  let wish: Language | null = null

  const find = (language: Language, term: Term) => asked.get(`${language} ${term}`)
  const has = (language: Language, term: Term) => find(language, term)?.state === 'here'
  const ask = (language: Language, term: Term): Asked => {
    const known = find(language, term)
    if (known && known.state !== 'failed') return known
    const fresh = newAsked(fetchTerm(language, term))
    asked.set(`${language} ${term}`, fresh)
    return fresh
  }
  const askAll = (language: Language, terms: readonly Term[]) =>
    Promise.all(terms.map((term) => ask(language, term).done))

  const lacking = (language: Language) => [...wanted].filter((term) => !has(language, term))

  return {
    has,
    coming: (language, term) => (find(language, term) ?? ask(language, term)).done,
    async bring(terms) {
      for (const term of terms) wanted.add(term)
      const languages = new Set([spoken, wish].filter((each) => each !== null))
      await Promise.all([...languages].map((language) => askAll(language, terms)))
    },
    async turnTo(language) {
      wish = language
      try {
        // Asked again after each round, because a screen may have been opened meanwhile.
        for (let missing = lacking(language); missing.length > 0; missing = lacking(language)) {
          await askAll(language, missing)
        }
      } catch (error) {
        if (wish === language) wish = spoken
        throw error
      }
      if (wish !== language) return false
      spoken = language
      return true
    },
  }
}

type Asked = { state: 'coming' | 'here' | 'failed'; readonly done: Promise<void> }

function newAsked(fetch: Promise<void>): Asked {
  const asked: Asked = {
    state: 'coming',
    done: fetch.then(
      () => void (asked.state = 'here'),
      (error: unknown) => {
        asked.state = 'failed'
        throw new NotFetched(error)
      },
    ),
  }
  return asked
}
