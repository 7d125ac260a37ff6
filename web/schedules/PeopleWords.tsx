import { useWords } from '../words/words.ts'
import { isAnswering } from './difference.ts'
import type { OnShift } from './timeline.ts'

/** Who is there, with each role but the first, and by which temporary schedule; a shadow alone is nobody on call. */
export function PeopleWords({ people }: { readonly people: readonly OnShift[] }) {
  const say = useWords('schedules')
  const terms = useWords('terms')
  const named = people.map((person) => {
    const facts = [
      ...(person.role === 'primary' ? [] : [terms(`onCallRole.${person.role}`)]),
      ...(person.because.by === 'temporary' ? [person.because.temporaryName] : []),
    ]
    return facts.length > 0 ? `${person.name} (${facts.join(', ')})` : person.name
  })
  return [...(people.some(isAnswering) ? [] : [say('gap.label')]), ...named].join(', ')
}
