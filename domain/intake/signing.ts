// How a sender signs its requests: always an HMAC with SHA-256 over the raw body, and only the place and the writing differ.
import * as z from 'zod'

const header = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, 'Write the name of a header, such as X-Signature')

export const Signing = z.discriminatedUnion('scheme', [
  z.strictObject({
    scheme: z.literal('hmac'),
    header,
    encoding: z.enum(['hex', 'base64']),
    /** What stands before the signature in the header, such as `sha256=`. */
    prefix: z.string().max(50).default(''),
    /** Where the moment of sending stands; then it is signed before the body, divided by `divider`. */
    timestampHeader: header.nullable().default(null),
    divider: z.enum(['.', ':']).default('.'),
  }),
  z.strictObject({ scheme: z.literal('grafana'), timestampHeader: header.nullable().default(null) }),
  z.strictObject({ scheme: z.literal('sentry') }),
  z.strictObject({ scheme: z.literal('standard') }),
])
export type Signing = z.output<typeof Signing>

/** A secret as people paste it; its bytes are those of the text, but for `whsec_`, behind which base64 stands. */
export const SigningSecret = z.string().trim().min(8, 'Use a secret of at least 8 characters').max(500)

export type Recipe = {
  /** Header names in lower case. */
  readonly header: string
  readonly encoding: 'hex' | 'base64'
  readonly prefix: string
  /** Which headers are signed before the body, in this order, each with the divider behind it. */
  readonly signed: readonly string[]
  readonly divider: string
  /** Which of them says when it was sent; null when nothing signed does. */
  readonly timestamp: string | null
  /** Several signatures may stand in the header, divided by spaces. */
  readonly isList: boolean
}

/** Where does the signature of this scheme stand, and over what is it made? */
export function recipeOf(signing: Signing): Recipe {
  switch (signing.scheme) {
    case 'hmac':
      return recipe(signing.header, signing.timestampHeader, signing)
    // https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
    case 'grafana':
      return recipe('x-grafana-alerting-signature', signing.timestampHeader, { divider: ':' })
    // https://docs.sentry.io/organization/integrations/integration-platform/webhooks/
    case 'sentry':
      return recipe('sentry-hook-signature', null, {})
    // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    case 'standard':
      return {
        ...recipe('webhook-signature', 'webhook-timestamp', { encoding: 'base64', prefix: 'v1,' }),
        signed: ['webhook-id', 'webhook-timestamp'],
        isList: true,
      }
  }
}

function recipe(header: string, timestampHeader: string | null, written: Written): Recipe {
  const timestamp = timestampHeader?.toLowerCase() ?? null
  const { encoding = 'hex', prefix = '', divider = '.' } = written
  const signed = timestamp === null ? [] : [timestamp]
  return { header: header.toLowerCase(), encoding, prefix, signed, divider, timestamp, isList: false }
}

type Written = {
  readonly encoding?: Recipe['encoding']
  readonly prefix?: string
  readonly divider?: string
}
