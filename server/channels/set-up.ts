// Which channels this node has, from its settings.
import type { DatabaseClock } from '../engine/clock.ts'
import type { Settings } from '../settings.ts'
import type { Metrics } from '../metrics.ts'
import type { Browser, Channels } from '../paging/sender.ts'
import { setUpEgress } from '../egress/set-up.ts'
import { emailChannel } from './email.ts'
import { ntfyChannel } from './ntfy.ts'
import { phoneHosts, phoneProvidersOf } from './phone-providers.ts'
import { smsChannel } from './sms.ts'
import { voiceChannel } from './voice.ts'
import { webhookChannel } from './webhook.ts'

export type SetUpChannels = { readonly channels: Channels; readonly close: () => Promise<void> }

export function setUpChannels(
  settings: Settings,
  clock: DatabaseClock,
  browser: Browser,
  metrics: Metrics,
): SetUpChannels {
  const providers = settings.isDemo ? [] : phoneProvidersOf(settings)
  const egress = setUpEgress(settings, [...ntfyHost(settings), ...phoneHosts(providers)])
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
      browser,
    },
    async close() {
      await email?.close()
      egress.close()
    },
  }
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

/** The operator named this server: it may be inside the operator's own network. */
function ntfyHost({ ntfyUrl }: Settings): string[] {
  const url = new URL(ntfyUrl)
  return url.hostname === 'ntfy.sh' ? [] : [url.host]
}
