// Where Baton's pages to itself go: taken as any message is, and handed to nobody.
import type { Message } from '../../domain/paging/message.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import { attempt, because } from './channel.ts'

export type Sink = { reach(message: Message, deadline: AbortSignal): Promise<Outcome> }

/** Accepts what could have been read and answered, as a provider would; a message without words is refused. */
export const sink: Sink = {
  reach: (message, deadline) =>
    attempt(deadline, async () => {
      const isWhole = message.subject !== '' && message.text !== '' && message.answerUrl !== null
      return isWhole ? { sent: message.deliveryKey } : { tryAgain: because('sink_refused', 'the message has no words') }
    }),
}
