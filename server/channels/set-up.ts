// Which channels this node has, from its settings.
import type { DatabaseClock } from '../engine/clock.ts'
import type { Settings } from '../settings.ts'
import type { Browser, Channels } from '../paging/sender.ts'
import { setUpEgress } from '../egress/set-up.ts'
import { emailChannel } from './email.ts'
import { ntfyChannel } from './ntfy.ts'
import { pushChannel } from './push.ts'
import type { KeyPair } from './push-encryption.ts'
import { webhookChannel } from './webhook.ts'

export type SetUpChannels = { readonly channels: Channels; readonly close: () => Promise<void> }

/** `pushKeys` are the installation's own, from the database. */
export function setUpChannels(
  settings: Settings,
  clock: DatabaseClock,
  browser: Browser,
  pushKeys: () => Promise<KeyPair>,
): SetUpChannels {
  const egress = setUpEgress(settings, ntfyHost(settings))
  const email = settings.smtpUrl ? emailChannel(smtpSettings(settings.smtpUrl, settings.mailFrom)) : null
  const now = () => clock.estimate()
  return {
    channels: {
      email,
      webhook: webhookChannel(egress, now),
      // A demo must not ring strangers who happen to own the topic's name.
      ntfy: settings.isDemo ? null : ntfyChannel(egress, { server: settings.ntfyUrl }, now),
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

/** The operator named this server: it may be inside the operator's own network. */
function ntfyHost({ ntfyUrl }: Settings): string[] {
  const url = new URL(ntfyUrl)
  return url.hostname === 'ntfy.sh' ? [] : [url.host]
}
