// What a page may mention, gathered by the paging step before any word is chosen.
import type { z } from 'zod'
import type { priority } from '../shapes.ts'
import type { Instant, Zone } from '../time.ts'
import type { Language } from './message-words.ts'

export type Priority = z.infer<typeof priority>

/** Why this person is asked: what the on-call answer or the policy said, or words somebody wrote already. */
export type Reason =
  | { readonly kind: 'on_call'; readonly person: string; readonly schedule: string; readonly until: Instant | null }
  | {
      readonly kind: 'handing_over'
      readonly person: string
      readonly schedule: string
      readonly until: Instant | null
    }
  | { readonly kind: 'named'; readonly person: string }
  | { readonly kind: 'member'; readonly person: string; readonly team: string }
  | { readonly kind: 'asked_for'; readonly person: string }
  | { readonly kind: 'fallback'; readonly person: string }
  | { readonly kind: 'shadow'; readonly person: string; readonly schedule: string }
  | { readonly kind: 'words'; readonly text: string }

/** A past case that stands in the page itself. */
export type PastCase = {
  readonly summary: string
  readonly at: Instant
  readonly helped: string | null
  readonly openUrl: string
}

/** Everything one message is made from. Names and summaries are foreign text; the URLs are Baton's own. */
export type PageFacts = {
  /** The same for every repeat of one delivery, so that a receiver can drop the second copy. */
  readonly deliveryKey: string
  readonly pageId: number
  readonly alertId: number | null
  readonly priority: Priority
  readonly summary: string
  /** What somebody wrote who raised the alert by hand; empty otherwise. */
  readonly details: string
  readonly service: string | null
  readonly team: string | null
  readonly person: string
  readonly reason: Reason
  readonly raisedAt: Instant
  readonly sentAt: Instant
  /** The reader's zone: every time in the message is written in it, with its offset. */
  readonly zone: Zone
  readonly language: Language
  /** 1 for the first delivery of this page to this contact. */
  readonly attempt: number
  readonly isTest: boolean
  readonly past: readonly PastCase[]
  /** What whoever had the alert last said, where it comes back. */
  readonly promise?:
    { readonly by: string; readonly lookingInto: string; readonly backAt: Instant | null } | null | undefined
  /** GET shows a button, only its POST answers. */
  readonly answerUrl: string
  /** Four digits that name this page among those of this person, for an answer by SMS. */
  readonly replyCode: string
  /** The address that a mail is answered at; null for other channels, and where no replies are taken. */
  readonly replyAddress?: string | null
  readonly openUrl: string
}
