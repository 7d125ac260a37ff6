// What somebody answers to a page over whichever door, and what comes of it.
import type { Instant } from '../time.ts'

export const answerKinds = ['acknowledge', 'decline', 'escalate', 'close'] as const
export type AnswerKind = (typeof answerKinds)[number]

export type Answer =
  /** `lookingInto` and `backInMinutes` are a promise: what one looks at, and by when one is back. */
  | { readonly do: 'acknowledge'; readonly lookingInto: string; readonly backInMinutes: number | null }
  | { readonly do: 'decline'; readonly reason: string }
  | { readonly do: 'escalate' }
  /** `noAction`: it is over, and nothing had to be done. */
  | { readonly do: 'close'; readonly note: string; readonly noAction?: true }

/** Which answers have a button in a message? In a room only that somebody has it: whoever presses cannot decline for others. */
export function answersOffered({ buttonToken }: { readonly buttonToken?: string | undefined }): readonly AnswerKind[] {
  return buttonToken === undefined ? answerKinds : ['acknowledge']
}

/** An answer without words, as a button or a key gives it. */
export function plainAnswer(kind: AnswerKind): Answer {
  switch (kind) {
    case 'acknowledge':
      return { do: kind, lookingInto: '', backInMinutes: null }
    case 'decline':
      return { do: kind, reason: '' }
    case 'escalate':
      return { do: kind }
    case 'close':
      return { do: kind, note: '' }
  }
}

/** For how long somebody may promise to be away. Whoever is gone for longer hands over, or snoozes. */
export const promiseMinutes = { least: 5, most: 240 } as const

/** How long the words of a person may be: what one looks at, why one declines, why one acts on what another holds. */
export const longestWords = { lookingInto: 200, reason: 500 } as const

/** How things stand after an answer, as told to whoever gave it. */
export type Outcome =
  | { readonly is: 'yours'; readonly backAt: Instant | null }
  | { readonly is: 'declined' | 'escalated' | 'went_on' | 'over' }
  /** One of several who must answer: `more` others still have to. */
  | { readonly is: 'in_part'; readonly needed: number; readonly more: number }
  /** Somebody else has it. `isRefused`: the answer was meant for what they hold, which asks for a reason. */
  | { readonly is: 'theirs'; readonly by: string; readonly isRefused: boolean }
  /** `left`: alerts on the same page that are still open. */
  | { readonly is: 'closed_now'; readonly left: number }
  | { readonly is: 'was_closed'; readonly by: string | null; readonly left: number }

/** When is somebody back who promises this at `now`? Null for a promise without a time. */
export function backAfter(minutes: number | null, now: Instant): Instant | null {
  return minutes === null ? null : now.add({ minutes })
}
