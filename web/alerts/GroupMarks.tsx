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
        <Explained why={say('shared.withAbout', { group: groupWords(group, say) })}>
          <Badge>{shortened(groupWords(group, say))}</Badge>
        </Explained>
      ) : null}
    </>
  )
}

export function ReopensWords({ reopens }: { readonly reopens: number }) {
  const say = useWords('alerts')
  return say(reopens < mostRemembered ? 'shared.reopens' : 'shared.reopensMost', { count: reopens })
}

/** A group may name many labels: the rest is told when asked. */
function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39).toWellFormed()}…` : text
}

/** Earlier times are forgotten. */
const mostRemembered = 10
