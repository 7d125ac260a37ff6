// Words without their endings, so that what bends is found: "replicating" and "replication", "디스크가" and "디스크는".

/** The stem of an English word in small letters. Not a word of a dictionary: only the same for the forms of one word. */
export function stemOf(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word
  const bare = word.replace(/'s$/, '')
  for (const [ending, least, instead] of endings) {
    if (!bare.endsWith(ending)) continue
    const stem = bare.slice(0, -ending.length)
    if (stem.length < least) continue
    return undoubled(stem) + instead
  }
  return bare
}

// The longest first; a stem shorter than `least` keeps its ending.
const endings: readonly (readonly [ending: string, least: number, instead: string])[] = [
  ['izations', 4, ''],
  ['ization', 4, ''],
  ['ations', 4, ''],
  ['ation', 4, ''],
  ['ating', 4, ''],
  ['ated', 4, ''],
  ['ates', 4, ''],
  ['ions', 4, ''],
  ['ings', 3, ''],
  ['ies', 2, 'i'],
  ['ied', 2, 'i'],
  ['ion', 4, ''],
  ['ate', 4, ''],
  ['ing', 3, ''],
  ['sses', 2, 'ss'],
  ['ches', 3, 'ch'],
  ['shes', 3, 'sh'],
  ['xes', 2, 'x'],
  ['ed', 3, ''],
  ['es', 4, ''],
  ['ly', 4, ''],
  ['ss', 2, 'ss'],
  ['us', 2, 'us'],
  ['is', 2, 'is'],
  ['s', 3, ''],
  ['e', 3, ''],
  ['y', 3, 'i'],
]

/** "stopped" is "stop", but "full" stays. */
function undoubled(stem: string): string {
  return /([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem
}

/** A Korean word without what hangs behind it: particles and the commonest endings. */
export function hangulStemOf(word: string): string {
  let stem = word
  for (let turn = 0; turn < 2; turn++) {
    const shorter = stem.replace(behind, '')
    if (shorter.length < 2 || shorter === stem) break
    stem = shorter
  }
  return stem
}

const behind =
  /(?:에서는|에서도|으로는|으로도|에게서|이라는|이라고|입니다|습니다|합니다|됩니다|했습니다|됐습니다|되었습니다|하였습니다|에서|에게|으로|부터|까지|보다|처럼|마다|이나|이며|이고|이라|라는|라고|하는|하고|하며|하여|해서|했다|한다|하다|된다|되는|되어|되고|됐다|됨|함|중|들|이|가|은|는|을|를|에|의|도|로|와|과|만|나|고)$/u
