// What entries about recall hold, and the sentence a responder would say aloud.

/** `title`: of the past case; empty where that is private. */
export type RecallEntryFacts = {
  recall_helped: { title: string }
  recall_did_not_help: { title: string }
  recall_taken_back: { title: string }
  recall_rebuilt: {}
}

type Sentences = {
  readonly [K in keyof RecallEntryFacts]: (facts: RecallEntryFacts[K], who: string) => string
}

const named = (title: string) => (title === '' ? '' : `: ${title}`)

export const recallSentences: Sentences = {
  recall_helped: (f, who) => `${who} said that a past case helped${named(f.title)}`,
  recall_did_not_help: (f, who) => `${who} said that a past case did not help${named(f.title)}`,
  recall_taken_back: (f, who) => `${who} took back what was said of a past case${named(f.title)}`,
  recall_rebuilt: (_, who) => `${who} had recall and search built anew`,
}
