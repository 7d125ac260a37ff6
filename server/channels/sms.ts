// SMS by Twilio's Messages resource (https://www.twilio.com/docs/messaging/api/message-resource), or whatever speaks as it does.
import { isPhoneNumber } from '../../domain/paging/phone-number.ts'
import { smsText } from '../../domain/paging/sms.ts'
import { attempt, because, type Channel } from './channel.ts'
import { callbackUrl, PhoneLine, type PhoneParts } from './phone.ts'

/** Sends by the first provider that accepts; at most so many segments each. */
export function smsChannel(parts: PhoneParts, mostSegments: number): Channel {
  const providers = parts.providers.filter(({ smsFrom }) => smsFrom !== null)
  const line = new PhoneLine({ ...parts, providers }, { channel: 'sms', resource: 'Messages' })
  const { receiptWithinSeconds, publicUrl } = parts
  return {
    kind: 'sms',
    ...(receiptWithinSeconds > 0 ? { receiptWithinSeconds } : {}),
    reach: (to, message, deadline) =>
      attempt(deadline, async () => {
        if (!isPhoneNumber(to.address)) return { giveUp: because('phone_number', 'this is not one number as E.164') }
        const body = smsText(message, mostSegments)
        return line.ask(({ name, smsFrom }) => {
          const status = receiptWithinSeconds > 0 ? callbackUrl(publicUrl, name, 'sms-status', message) : null
          const from = smsFrom ?? ''
          return {
            To: to.address,
            // A messaging service is named where a number would be.
            [from.startsWith('MG') ? 'MessagingServiceSid' : 'From']: from,
            Body: body,
            ...(status === null ? {} : { StatusCallback: status }),
          }
        }, deadline)
      }),
    close: () => Promise.resolve(),
  }
}
