import type { Trial } from '../trial.ts'

export type ChaosTrial = {
  readonly name: string
  /** How long it lasts unless somebody says otherwise, without its beginning and its verdict. */
  readonly minutes: number
  run(trial: Trial, of: { readonly minutes: number; readonly seed: number }): Promise<void>
}
