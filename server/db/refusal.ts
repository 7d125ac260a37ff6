/** Why the database cannot be used here: one sentence for the person who started Baton, and what to do next. */
export class DatabaseRefusal extends Error {
  readonly next: string

  constructor(message: string, next: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = new.target.name
    this.next = next
  }
}
