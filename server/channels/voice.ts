// A call by Twilio's Calls resource (https://www.twilio.com/docs/voice/api/call-resource), or whatever speaks as it does.
import { oneLine } from '../../domain/foreign-text.ts'
import { isPhoneNumber } from '../../domain/paging/phone-number.ts'
import { sayTwiml } from '../../domain/paging/twiml.ts'
import type { Message } from '../../domain/paging/message.ts'
import { attempt, because, type Channel } from './channel.ts'
import { callbackUrl, PhoneLine, type PhoneParts, type PhoneProvider } from './phone.ts'

/** Rings for so long: whoever does not pick up is known before the receipt is missed. */
const ringSeconds = 30

/** Calls by the first provider that accepts. What is said is asked for when somebody picks up. */
export function voiceChannel(parts: PhoneParts): Channel {
  const providers = parts.providers.filter(({ voiceFrom }) => voiceFrom !== null)
  const line = new PhoneLine({ ...parts, providers }, { channel: 'voice', resource: 'Calls' })
  const { receiptWithinSeconds } = parts
  return {
    kind: 'voice',
    ...(receiptWithinSeconds > 0 ? { receiptWithinSeconds } : {}),
    reach: (to, message, deadline) =>
      attempt(deadline, async () => {
        if (!isPhoneNumber(to.address)) return { giveUp: because('phone_number', 'this is not one number as E.164') }
        return line.ask(
          (provider) => ({
            To: to.address,
            From: provider.voiceFrom ?? '',
            Timeout: String(ringSeconds),
            ...whatIsSaid(parts, provider, message),
          }),
          deadline,
        )
      }),
    close: () => Promise.resolve(),
  }
}

/** By address where a page can be answered; a code is said and nothing is asked. */
function whatIsSaid({ publicUrl, receiptWithinSeconds }: PhoneParts, { name }: PhoneProvider, message: Message) {
  const said = callbackUrl(publicUrl, name, 'call-say', message)
  const status = receiptWithinSeconds > 0 ? callbackUrl(publicUrl, name, 'call-status', message) : null
  if (message.pageId === null) return { Twiml: sayTwiml(message.language, [oneLine(message.text, 500)], 2) }
  // Where the provider cannot ask, the call still wakes and says what is wrong; the link in another message answers.
  if (said === null || receiptWithinSeconds === 0)
    return { Twiml: sayTwiml(message.language, [oneLine(message.subject, 500)], 2) }
  return {
    Url: said,
    Method: 'POST',
    ...(status === null
      ? {}
      : {
          StatusCallback: status,
          StatusCallbackMethod: 'POST',
          StatusCallbackEvent: ['answered', 'completed'],
        }),
  }
}
