import type { NameFolder, Names } from '../../../domain/incidents/names.ts'
import { useWords } from '../../words/words.ts'

/** How stages, debts, roles and effects are called in the reader's language, as the log calls them. */
export function useNames(): Names {
  const say = useWords('log')
  return (folder, name) => say(known(`${folder}.${name}`), { defaultValue: name })
}

type Known = `${NameFolder}.${string}`

/** A key made of a name that came over the wire; when it is not among the words, the name itself is said. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows which words it asks
function known<Key extends string>(key: Known): Key {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return key as unknown as Key
}
