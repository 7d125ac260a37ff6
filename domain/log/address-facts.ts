// What entries about the addresses of logs hold, and the sentence a responder would say aloud.

/** `name`: of the team. */
export type LogAddressFacts = {
  log_address_made: { name: string }
  log_address_renewed: { name: string }
  log_address_removed: { name: string }
}

type Sentences = { readonly [K in keyof LogAddressFacts]: (facts: LogAddressFacts[K], who: string) => string }

export const logAddressSentences: Sentences = {
  log_address_made: (f, who) => `${who} made an e-mail address for the log of ${f.name}`,
  log_address_renewed: (f, who) => `${who} made a new e-mail address for the log of ${f.name}; the old one is off`,
  log_address_removed: (f, who) => `${who} took away the e-mail address of the log of ${f.name}`,
}
