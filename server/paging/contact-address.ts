// Whether an address, and the secret that goes with it, can be used for a channel: found out when it is entered, not at night.
import type { Carrier } from '../../domain/paging/channels.ts'
import { isPhoneNumber } from '../../domain/paging/phone-number.ts'
import { email } from '../../domain/shapes.ts'
import type { FieldProblem } from '../../domain/problems.ts'
import { chatProblems } from './chat-address.ts'
import { whyNotCalled } from './why-not-called.ts'
import type { Settings } from '../settings.ts'

export type NewAddress = {
  readonly channel: Carrier
  readonly address: string
  readonly secret: string | null
}

/** What is wrong with this address or its secret for that channel? An empty list when it can be used. */
export function addressProblems(
  { channel, address, secret }: NewAddress,
  settings: Pick<Settings, 'egressAllow' | 'url'>,
): readonly FieldProblem[] {
  switch (channel) {
    case 'email':
      return [
        ...when(!email.safeParse(address).success, 'address', 'Write an e-mail address such as ana@example.com.'),
        ...when(secret !== null, 'secret', 'Mail has no secret. Leave it out.'),
      ]
    case 'webhook': {
      const refused = whyNotCalled(address, settings)
      return [
        ...when(refused !== null, 'address', `This address is not called: ${refused}.`),
        ...when(
          secret !== null && !isSigningSecret(secret),
          'secret',
          'Write whsec_ and 24 to 64 bytes as base64, or leave it out and one is made.',
        ),
      ]
    }
    case 'ntfy':
      return [
        ...when(!isTopic(address), 'address', 'A topic has 1 to 64 letters, digits, hyphens and underscores.'),
        ...when(
          secret !== null && !isTokenOrSignIn(secret),
          'secret',
          'Write an access token, or user:password, without spaces.',
        ),
      ]
    case 'sms':
    case 'voice':
      return [
        ...when(!isPhoneNumber(address), 'address', 'Write the number with its country, such as +821012345678.'),
        ...when(secret !== null, 'secret', 'A number has no secret. Leave it out.'),
      ]
    case 'push':
      return [{ path: 'address', say: 'A device is added on the device itself, under "You".' }]
    case 'telegram':
      return [{ path: 'address', say: 'A chat with the bot is added by its start code, under "You".' }]
    case 'slack':
    case 'teams':
    case 'mattermost':
    case 'discord':
    case 'pushover':
      return chatProblems({ channel, address, secret }, settings)
  }
}

// https://www.standardwebhooks.com: the secret is `whsec_` and 24 to 64 random bytes as base64.
function isSigningSecret(secret: string): boolean {
  const body = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1]
  const bytes = Buffer.from(body ?? '', 'base64').length
  return bytes >= 24 && bytes <= 64
}

// https://docs.ntfy.sh/publish: topics are these letters.
function isTopic(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,64}$/.test(text)
}

function isTokenOrSignIn(secret: string): boolean {
  return secret.includes(':') ? !/\p{Cc}/u.test(secret) : /^[\x21-\x7e]+$/.test(secret)
}

function when(isWrong: boolean, path: string, say: string): readonly FieldProblem[] {
  return isWrong ? [{ path, say }] : []
}
