import { Explained } from '../ui/Explained.tsx'
import { Badge } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import { groupWords } from './group-words.ts'
import type { Alert } from './may.ts'

/** How often an alert came back, and with whom it rings, where there is something to tell. */
export function GroupMarks({ alert: { reopens, group } }: { readonly alert: Pick<Alert, 'reopens' | 'group'> }) {
  const say = useWords('grouping')
  return (
    <>
      {reopens > 0 ? (
        <Explained why={say('reopensAbout')}>
          <Badge tone="warning">{say(reopens < mostRemembered ? 'reopens' : 'reopensMost', { count: reopens })}</Badge>
        </Explained>
      ) : null}
      {group ? (
        <Explained why={say('withAbout')}>
          <Badge>{say('with', { group: groupWords(group, say) })}</Badge>
        </Explained>
      ) : null}
    </>
  )
}

/** Earlier times are forgotten. */
const mostRemembered = 10
