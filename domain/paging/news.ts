// What became of a page, told where its message stands: who took it, that it came back, that it is over.
import type { Instant, Zone } from '../time.ts'
import { oneLine } from '../foreign-text.ts'
import type { Message } from './message.ts'
import { messageWords, type Language } from './message-words.ts'
import { roomWords } from './room-words.ts'
import type { PageState } from './states.ts'

/** How a page stands, for whoever reads the message that was sent for it. */
export type News = {
  readonly state: PageState
  /** Who acknowledged or snoozed it; null when its monitor did. */
  readonly by: string | null
  /** When it came to be so; of a snooze: until when. */
  readonly at: Instant
  /** When it is told. */
  readonly now: Instant
}

/** A message that stands somewhere, and what is to be said there now. */
export type Retold = {
  readonly subject: string
  readonly says: string
  readonly openUrl: string
  readonly language: Language
  readonly pageId: number
}

/** The sentence in the words and the zone of its reader: of this day the hour is enough, a snooze may last for a week. */
export function newsIn({ state, by, at, now }: News, language: Language, zone: Zone): string {
  const words = roomWords[language]
  const there = at.toZonedDateTimeISO(zone)
  const hour = there.toPlainTime().toString({ smallestUnit: 'minute' })
  const isToday = there.toPlainDate().equals(now.toZonedDateTimeISO(zone).toPlainDate())
  const time = isToday ? hour : `${there.toPlainDate().toString()} ${hour}`
  const person = by === null ? null : oneLine(by, 120)
  switch (state) {
    case 'acknowledged':
      return person === null ? words.answered(time) : words.took(person, time)
    case 'snoozed':
      return words.snoozed(person ?? 'Baton', time)
    case 'open':
      return words.cameBack(time)
    case 'closed':
      return words.over(time)
    case 'exhausted':
      return words.unanswered
  }
}

/**
 * What is to be done with these news of a message? `change` it where the chat can. Where it cannot, a room gets one line for the
 * newest message it has of the page; a person's message is left as it is, for a second one would only ring again. A page that
 * comes back tells a room by its next firing.
 */
export function howToTell(of: {
  readonly channel: string
  readonly state: PageState
  readonly canChange: boolean
  readonly isRoom: boolean
  readonly isNewest: boolean
}): 'change' | 'line' | 'nothing' {
  // A phone shows one message of a page, the newest: what says that it rings again is that newest one, and stays.
  if (of.channel === 'push') return of.canChange && of.isNewest && of.state !== 'open' ? 'change' : 'nothing'
  if (of.canChange) return 'change'
  return of.isRoom && of.isNewest && of.state !== 'open' ? 'line' : 'nothing'
}

/** Tries of one piece of news; what failed as often is left. */
const pausesSeconds = [10, 60, 300] as const
/** A message that is older is history: nobody looks there to see whether it still burns. */
export const newsHours = 48

/** When is it tried again after try number `tries`? Null: not any more. */
export function newsRetry(tries: number): number | null {
  return pausesSeconds[tries - 1] ?? null
}

/** The line that follows in a room whose messages cannot be changed: without sound, button or priority. */
export function newsLine(
  { subject, says, openUrl, language, pageId }: Retold,
  { key, state, sentAt }: { readonly key: string; readonly state: PageState; readonly sentAt: Instant },
): Message {
  const heading = oneLine(`${says} ${subject}`, 200)
  return {
    deliveryKey: key,
    pageId,
    alertId: null,
    priority: null,
    subject: heading,
    text: [heading, `${messageWords[language].open}: ${openUrl}`].join('\n\n'),
    html: '',
    answerUrl: null,
    replyCode: null,
    openUrl,
    language,
    event: {
      type: 'page.changed',
      timestamp: sentAt.toString({ smallestUnit: 'millisecond' }),
      data: { deliveryKey: key, page: { id: pageId, openUrl }, state, says },
    },
  }
}
