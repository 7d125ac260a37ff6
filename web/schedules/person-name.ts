import { useLoaded } from '../query.tsx'
import { useWords } from '../words/words.ts'

/** A person's name by id; whoever is not listed any more has none. */
export function usePersonName(): (personId: string) => string {
  const say = useWords('schedules')
  const people = useLoaded('listPeople', {}).data?.people
  return (personId) => people?.find((person) => person.id === personId)?.name ?? (people ? say('somebodyGone') : '…')
}
