import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row } from '../ui/Rows.tsx'
import { useWords } from '../words/words.ts'
import type { Contact } from './rules.ts'

/** How I begin a chat with the bot; nothing where there is no bot, or the chat is a contact already. */
export function TelegramRow({ contacts }: { readonly contacts: readonly Contact[] }) {
  const say = useWords('chat')
  const link = useLoaded('startTelegram', {}).data?.link
  if (!link || contacts.some(({ channel }) => channel === 'telegram')) return null
  return (
    <Row
      lead={<Icon name="send" />}
      title={say('telegram.title')}
      meta={<span>{say('telegram.about')}</span>}
      trail={
        <Button size="small" icon="send" href={link}>
          {say('telegram.start')}
        </Button>
      }
    />
  )
}
