// The kinds of notices about contacts, and by which contact each may go: some go to the contact itself, some by any other.

/** Goes to the contact itself, and to no other: it carries the link that proves it. */
export const askToProve = 'contact_ask_to_prove'
/** Goes by another way: a number that is called is asked about, not called. */
export const contactToProve = 'contact_to_prove'
/** Goes by another way where there is one: what lapsed may be somebody else's by now. */
export const contactLapsed = 'contact_lapsed'

/** Which of somebody's contacts may carry this notice, whose subject is a contact? */
export function waysFit(kind: string, subject: string): (contactId: string) => 'only' | 'last' | 'yes' | 'no' {
  switch (kind) {
    case askToProve:
      return (contactId) => (contactId === subject ? 'only' : 'no')
    case contactToProve:
    case contactLapsed:
      return (contactId) => (contactId === subject ? 'last' : 'yes')
    default:
      return () => 'yes'
  }
}
