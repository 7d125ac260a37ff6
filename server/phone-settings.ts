// The settings of the telephone: one provider, and another of the same shape that is asked when the first does not serve.
import * as z from 'zod'
import { whole } from './setting-shapes.ts'

const url = z.url({ protocol: /^https?$/, error: 'it is an address such as https://api.twilio.com' })
const number = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'it is a number with its country, such as +821012345678')
  .optional()
const sender = z
  .string()
  .regex(/^(\+[1-9]\d{6,14}|\d{3,8}|MG[0-9a-fA-F]{32}|[A-Za-z0-9 ]{1,11})$/, {
    error:
      'it is a number such as +821012345678, a short code, a name of at most 11 letters, or a messaging service MG...',
  })
  .optional()
const account = z
  .string()
  .regex(/^[A-Za-z0-9_-]{2,64}$/, 'it is the id of an account, such as AC0123...')
  .optional()
const token = z.string().min(8, 'it has at least 8 characters').max(200).optional()

export const phoneRows = {
  phoneUrl: {
    variable: 'BATON_PHONE_URL',
    says: "The API of the telephone provider: Twilio's, or of any gateway that speaks as it does.",
    shape: url.default('https://api.twilio.com'),
  },
  phoneAccount: {
    variable: 'BATON_PHONE_ACCOUNT',
    says: 'The account at the telephone provider; without one nobody is called and no SMS is sent.',
    shape: account,
    defaultSays: 'none',
  },
  phoneToken: {
    variable: 'BATON_PHONE_TOKEN',
    says: 'The token of that account. It also proves what the provider tells Baton.',
    shape: token,
    isSecret: true,
    defaultSays: 'none',
  },
  phoneSmsFrom: {
    variable: 'BATON_PHONE_SMS_FROM',
    says: 'The number SMS come from; people answer to it.',
    shape: sender,
    defaultSays: 'none: no SMS',
  },
  phoneVoiceFrom: {
    variable: 'BATON_PHONE_VOICE_FROM',
    says: 'The number calls come from.',
    shape: number,
    defaultSays: 'none: no calls',
  },
  phone2Url: {
    variable: 'BATON_PHONE2_URL',
    says: 'The API of a second telephone provider, asked when the first does not serve.',
    shape: url.default('https://api.twilio.com'),
  },
  phone2Account: {
    variable: 'BATON_PHONE2_ACCOUNT',
    says: 'The account at the second telephone provider.',
    shape: account,
    defaultSays: 'none',
  },
  phone2Token: {
    variable: 'BATON_PHONE2_TOKEN',
    says: 'The token of that account.',
    shape: token,
    isSecret: true,
    defaultSays: 'none',
  },
  phone2SmsFrom: {
    variable: 'BATON_PHONE2_SMS_FROM',
    says: 'The number SMS come from at the second provider.',
    shape: sender,
    defaultSays: 'none: no SMS over it',
  },
  phone2VoiceFrom: {
    variable: 'BATON_PHONE2_VOICE_FROM',
    says: 'The number calls come from at the second provider.',
    shape: number,
    defaultSays: 'none: no calls over it',
  },
  phoneReceiptSeconds: {
    variable: 'BATON_PHONE_RECEIPT_SECONDS',
    says: 'An SMS or a call without a receipt after so many seconds counts as failed, and the next contact is tried. 0: no receipts, where the provider cannot reach BATON_URL.',
    shape: whole(0, 600, 4).default(60),
  },
  smsSegments: {
    variable: 'BATON_SMS_SEGMENTS',
    says: 'How many segments one SMS may have; each is paid for.',
    shape: whole(1, 6, 4).default(3),
  },
} as const
