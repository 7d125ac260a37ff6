/** What is different from what somebody began to read: new and changed things by their key, those that are gone by their title. */
export type SinceRead = {
  readonly came: ReadonlySet<string>
  readonly changed: ReadonlySet<string>
  readonly went: readonly string[]
  readonly isReworded: boolean
}
