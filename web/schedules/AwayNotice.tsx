import { useMe } from '../shell/me.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { awayIn } from './away.ts'
import { usePersonName } from './person-name.ts'
import type { Window } from './timeline.ts'
import { useAway, useAwayWords } from './use-away.ts'

/** Whoever shall be on call is away then: said before it is decided, and decided by a human. */
export function AwayNotice({ personId, span }: { readonly personId: string; readonly span: Window }) {
  const say = useWords('leave')
  const nameOf = usePersonName()
  const words = useAwayWords()
  const isMe = useMe().person.id === personId
  const away = awayIn(useAway({ personIds: personId === '' ? [] : [personId] }, span), personId, span)
  if (away.length === 0) return null
  return (
    <Notice tone="warning" title={isMe ? say('away.youThen') : say('away.then', { name: nameOf(personId) })}>
      <ul>
        {away.slice(0, most).map((one) => (
          <li key={`${one.kind} ${one.from}`}>{words(one)}</li>
        ))}
      </ul>
      <p>{say('away.thenSay')}</p>
    </Notice>
  )
}

const most = 4
