import type { EndpointOutput } from '../api.ts'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'

/** Who has answered a page that several must answer, and how many more are needed; nothing where one is enough. */
export function AnsweredLine({ alert }: { readonly alert: Pick<EndpointOutput<'getAlert'>, 'state' | 'answers'> }) {
  const say = useWords('turns')
  const { answers, state } = alert
  if (!answers || state !== 'triggered') return null
  const { needed, by } = answers
  const people = by.map(({ name }) => name).join(', ')
  return (
    <Notice tone="info" icon="check">
      {by.length === 0 ? say('noneYet', { needed }) : say('answered', { people, have: by.length, needed })}
    </Notice>
  )
}
