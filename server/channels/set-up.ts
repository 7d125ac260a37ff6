// Which channels this node has, from its settings.
import type { DatabaseClock } from '../engine/clock.ts'
import type { Settings } from '../settings.ts'
import type { Metrics } from '../metrics.ts'
import type { Browser, Channels } from '../paging/sender-parts.ts'
import type { Instant } from '../../domain/time.ts'
import type { Egress } from '../egress/egress.ts'
import { setUpEgress } from '../egress/set-up.ts'
import { discordChannel } from './discord.ts'
import { mattermostChannel } from './mattermost.ts'
import { pushoverChannel } from './pushover.ts'
import { slackChannel } from './slack.ts'
import { teamsChannel } from './teams.ts'
import { telegramChannel } from './telegram.ts'
import { emailChannel } from './email.ts'
import { ntfyChannel } from './ntfy.ts'
import { phoneHosts, phoneProvidersOf } from './phone-providers.ts'
import { smsChannel } from './sms.ts'
import { voiceChannel } from './voice.ts'
import { pushChannel } from './push.ts'
import type { KeyPair } from './push-encryption.ts'
import { webhookChannel } from './webhook.ts'

export type SetUpChannels = { readonly channels: Channels; readonly close: () => Promise<void> }

/** `pushKeys` are the installation's own, from the database. */
export function setUpChannels(
  settings: Settings,
  clock: DatabaseClock,
  browser: Browser,
  metrics: Metrics,
  pushKeys: () => Promise<KeyPair>,
): SetUpChannels {
  const providers = settings.isDemo ? [] : phoneProvidersOf(settings)
  const egress = setUpEgress(settings, [...namedHosts(settings), ...phoneHosts(providers)])
  const email = settings.smtpUrl ? emailChannel(smtpSettings(settings.smtpUrl, settings.mailFrom)) : null
  const now = () => clock.estimate()
  const phone = {
    egress,
    providers,
    publicUrl: settings.url,
    receiptWithinSeconds: settings.phoneReceiptSeconds,
    clock: now,
    metrics: metrics.phone,
  }
  return {
    channels: {
      email,
      webhook: webhookChannel(egress, now),
      // A demo must not ring strangers who happen to own the topic's name.
      ntfy: settings.isDemo ? null : ntfyChannel(egress, { server: settings.ntfyUrl }, now),
      sms: providers.some(({ smsFrom }) => smsFrom !== null) ? smsChannel(phone, settings.smsSegments) : null,
      voice: providers.some(({ voiceFrom }) => voiceFrom !== null) ? voiceChannel(phone) : null,
      ...chatChannels(settings, egress, now),
      push: pushChannel(egress, { keys: pushKeys, subject: operatorOf(settings), clock: now }),
      browser,
    },
    async close() {
      await email?.close()
      egress.close()
    },
  }
}

/** Where a push service finds whoever runs this: some refuse senders that cannot be found. */
function operatorOf({ url, mailFrom }: Settings): string {
  const address = /[^\s<>]+@[^\s<>]+/.exec(mailFrom)?.[0] ?? mailFrom
  return url.startsWith('https:') ? url : `mailto:${address}`
}

function smtpSettings(smtpUrl: string, from: string) {
  const url = new URL(smtpUrl)
  const secure = url.protocol === 'smtps:'
  return {
    host: url.hostname,
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    ...(url.username ? { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) } : {}),
    from,
  }
}

/** A demo rings nobody outside of it. */
function chatChannels(settings: Settings, egress: Egress, now: () => Instant) {
  if (settings.isDemo) return {}
  const { slackToken, slackSigningSecret, telegramToken, pushoverToken, url } = settings
  const slack = { url: settings.slackUrl, canAnswer: slackSigningSecret !== undefined }
  return {
    slack: slackToken ? slackChannel(egress, { ...slack, token: slackToken }, now) : null,
    telegram: telegramToken ? telegramChannel(egress, { url: settings.telegramUrl, token: telegramToken }, now) : null,
    pushover: pushoverToken ? pushoverChannel(egress, { url: settings.pushoverUrl, token: pushoverToken }, now) : null,
    mattermost: mattermostChannel(egress, { url }, now),
    teams: teamsChannel(egress, now),
    discord: discordChannel(egress, now),
  }
}

/** Servers that the operator named: they may be inside the operator's own network. */
export function namedHosts(settings: Settings): string[] {
  const { ntfyUrl, slackUrl, telegramUrl, pushoverUrl } = settings
  const usual = ['ntfy.sh', 'slack.com', 'api.telegram.org', 'api.pushover.net']
  return [ntfyUrl, slackUrl, telegramUrl, pushoverUrl]
    .map((text) => new URL(text))
    .filter(({ hostname }) => !usual.includes(hostname))
    .map(({ host }) => host)
}
