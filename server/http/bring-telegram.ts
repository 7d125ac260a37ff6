// Telegram is told where its updates go. Each node says the same when it starts.
import { jsonHeaders } from '../channels/chat-outcome.ts'
import { telegramUrl } from '../channels/telegram.ts'
import { telegramSecret, type ChatParts } from './chat.ts'

/** Without it nobody can begin a chat or answer by a button; pages go out all the same. Needs an address over https. */
export async function bringTelegram({
  settings,
  sealer,
  egress,
  diagnostics,
}: Pick<ChatParts, 'settings' | 'sealer' | 'egress' | 'diagnostics'>): Promise<void> {
  const { telegramToken: token, telegramUrl: url, isDemo } = settings
  if (!token || isDemo) return
  const body = JSON.stringify({
    url: `${settings.url}/chat/telegram`,
    secret_token: telegramSecret({ sealer }),
    allowed_updates: ['message', 'callback_query'],
  })
  const post = { url: telegramUrl({ url, token }, 'setWebhook'), headers: jsonHeaders, body }
  const answer = await egress.post(post, AbortSignal.timeout(10_000))
  if (answer.kind === 'answered' && answer.status === 200) return
  const why = answer.kind === 'answered' ? `HTTP ${answer.status} ${answer.body.slice(0, 200)}` : answer.because
  diagnostics.warn(`Telegram did not take the address of its updates, so its buttons do nothing: ${why}`)
}
