// The telephone providers that the settings name.
import { SettingRefused, type Settings } from '../settings.ts'
import type { PhoneProvider } from './phone.ts'

/** In the order in which they are asked; none where no account is set. A provider that is half set is refused at the start. */
export function phoneProvidersOf(settings: Settings): readonly PhoneProvider[] {
  const { phoneUrl, phoneAccount, phoneToken, phoneSmsFrom, phoneVoiceFrom } = settings
  const { phone2Url, phone2Account, phone2Token, phone2SmsFrom, phone2VoiceFrom } = settings
  return [
    ...whole('BATON_PHONE', {
      name: 'first',
      url: phoneUrl,
      account: phoneAccount,
      token: phoneToken,
      smsFrom: phoneSmsFrom ?? null,
      voiceFrom: phoneVoiceFrom ?? null,
    }),
    ...whole('BATON_PHONE2', {
      name: 'second',
      url: phone2Url,
      account: phone2Account,
      token: phone2Token,
      smsFrom: phone2SmsFrom ?? null,
      voiceFrom: phone2VoiceFrom ?? null,
    }),
  ]
}

type Written = Omit<PhoneProvider, 'account' | 'token'> & {
  readonly account: string | undefined
  readonly token: string | undefined
}

function whole(prefix: string, { account, token, ...rest }: Written): readonly PhoneProvider[] {
  const { smsFrom, voiceFrom } = rest
  if (account === undefined && token === undefined && smsFrom === null && voiceFrom === null) return []
  if (account === undefined || token === undefined)
    throw new SettingRefused(`${prefix}_ACCOUNT and ${prefix}_TOKEN belong together: set both, or none of ${prefix}_*.`)
  if (smsFrom === null && voiceFrom === null)
    throw new SettingRefused(`${prefix}_SMS_FROM or ${prefix}_VOICE_FROM is needed, or ${prefix}_ACCOUNT does nothing.`)
  return [{ ...rest, account, token }]
}

/** The operator named these servers: they may be inside the operator's own network. */
export function phoneHosts(providers: readonly PhoneProvider[]): string[] {
  return providers
    .map(({ url }) => new URL(url))
    .flatMap(({ hostname, host }) => (hostname === 'api.twilio.com' ? [] : [host]))
}
