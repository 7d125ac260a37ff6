// The envelope in which SNS posts a message, and what its signature is made of (contracts 7). Pure: `server/intake/sns.ts` checks it.
// https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html,
// https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
import type { ForeignRequest } from './foreign.ts'
import { isObject, own, type Body } from './json.ts'
import { bodyOf, headerIn } from './foreign-fields.ts'

export type EnvelopeType = 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation'

export type Envelope = {
  readonly type: EnvelopeType
  readonly message: string
  readonly messageId: string
  readonly subject: string | null
  readonly timestamp: string
  readonly topicArn: string
  readonly token: string
  readonly subscribeUrl: string
  readonly signature: string
  /** 1 signs with SHA-1, 2 with SHA-256; null for any other. */
  readonly hash: 'sha1' | 'sha256' | null
  readonly signingCertUrl: string
  readonly attributes: unknown
}

/** Whether the message came bare (raw delivery): then its body is the message, whatever it looks like, and nothing is signed. */
export function isRaw(request: Pick<ForeignRequest, 'headers'>): boolean {
  return headerIn(request, 'x-amz-sns-rawdelivery').toLowerCase() === 'true'
}

/** The envelope of a request; null when it has none. The reader and the check of the signature ask the same question. */
export function envelopeOf(request: Pick<ForeignRequest, 'headers' | 'body'>): Envelope | null {
  if (isRaw(request)) return null
  const body = bodyOf(request)
  return 'unreadable' in body ? null : envelopeIn(body)
}

export function envelopeIn({ value: sent }: Pick<Body, 'value'>): Envelope | null {
  if (!isObject(sent)) return null
  const type = own(sent, 'Type')
  if (type !== 'Notification' && type !== 'SubscriptionConfirmation' && type !== 'UnsubscribeConfirmation') return null
  const text = (name: string) => {
    const value = own(sent, name)
    return typeof value === 'string' ? value : ''
  }
  if (text('TopicArn') === '' || own(sent, 'Message') === undefined) return null
  const subject = own(sent, 'Subject')
  return {
    type,
    message: text('Message'),
    messageId: text('MessageId'),
    subject: typeof subject === 'string' ? subject : null,
    timestamp: text('Timestamp'),
    topicArn: text('TopicArn'),
    token: text('Token'),
    subscribeUrl: text('SubscribeURL'),
    signature: text('Signature'),
    hash: versions[text('SignatureVersion')] ?? null,
    // Lambda spells it `Url`, and relays pass that on.
    signingCertUrl: text('SigningCertURL') || text('SigningCertUrl'),
    attributes: own(sent, 'MessageAttributes'),
  }
}

/** What SNS signed: each name and value on a line of its own, in the order of the names; a missing subject is left out. */
export function signedText({
  type,
  message,
  messageId,
  subject,
  subscribeUrl,
  timestamp,
  token,
  topicArn,
}: Envelope): string {
  const lines: readonly (readonly [string, string | null])[] =
    type === 'Notification'
      ? [
          ['Message', message],
          ['MessageId', messageId],
          ['Subject', subject],
          ['Timestamp', timestamp],
          ['TopicArn', topicArn],
          ['Type', type],
        ]
      : [
          ['Message', message],
          ['MessageId', messageId],
          ['SubscribeURL', subscribeUrl],
          ['Timestamp', timestamp],
          ['Token', token],
          ['TopicArn', topicArn],
          ['Type', type],
        ]
  return lines.map(([name, value]) => (value === null ? '' : `${name}\n${value}\n`)).join('')
}

/** Only SNS itself keeps its certificates there: anybody may have a host elsewhere under amazonaws.com. */
export function isCertificateUrl(text: string): boolean {
  return /^\/[\w.-]{1,200}\.pem$/.test(pathOfSns(text) ?? '') && !text.includes('?')
}

/** Confirming is a call of SNS' own API, at its front door. */
export function isSubscribeUrl(text: string): boolean {
  return pathOfSns(text) === '/'
}

/** The path of an address of SNS, null for any other: https, no port, no user, no fragment, the host spelt as SNS spells it. */
function pathOfSns(text: string): string | null {
  return text.length > MAX_URL ? null : (ofSns.exec(text)?.[1] ?? null)
}

const ofSns = /^https:\/\/sns\.[a-z0-9-]{3,40}\.amazonaws\.com(?:\.cn)?(\/[^?#\\\s]*)(?:\?[^#\\\s]*)?$/
const MAX_URL = 2048
const versions: Readonly<Record<string, 'sha1' | 'sha256'>> = { '1': 'sha1', '2': 'sha256' }
