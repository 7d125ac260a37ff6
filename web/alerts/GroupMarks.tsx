import { Explained } from '../ui/Explained.tsx'
import { Badge } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import { groupWords } from './group-words.ts'
import type { Alert } from './may.ts'

/** How often an alert came back, and with whom it rings, where there is something to tell. */
export function GroupMarks({ alert: { reopens, group } }: { readonly alert: Pick<Alert, 'reopens' | 'group'> }) {
  const say = useWords('alerts')
  return (
    <>
      {reopens > 0 ? (
        <Explained why={say('shared.reopensAbout')}>
          <Badge tone="warning">
            <ReopensWords reopens={reopens} />
          </Badge>
        </Explained>
      ) : null}
      {group ? (
        <Explained why={say('shared.withAbout')}>
          <Badge>{say('shared.with', { group: groupWords(group, say) })}</Badge>
        </Explained>
      ) : null}
    </>
  )
}

export function ReopensWords({ reopens }: { readonly reopens: number }) {
  const say = useWords('alerts')
  return say(reopens < mostRemembered ? 'shared.reopens' : 'shared.reopensMost', { count: reopens })
}

/** Earlier times are forgotten. */
const mostRemembered = 10
