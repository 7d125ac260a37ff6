// How a borrowed word sounds: its consonants alone, by which "엘라스틱서치" and "elasticsearch" meet though no table knows them.

/** Fewer consonants than this are the sound of too many words. */
const leastConsonants = 3
const mostVariants = 4

/** The sound of a Korean word; null where it is too short to say anything. */
export function soundOfHangul(word: string): string | null {
  if (word.length < 2 || !/^[가-힣]+$/u.test(word)) return null
  let sound = ''
  for (const [at, letter] of Array.from(word).entries()) {
    const place = letter.charCodeAt(0) - 0xac00
    const first = firstSounds[Math.floor(place / 588)] ?? ''
    const last = lastSounds[place % 28] ?? ''
    if (first === '' && at === 0) sound += 'A'
    // What stands before the same or a like sound is only how it is written: 엣지, 엘라.
    if (sound.endsWith('T') && (first === 'J' || first === 'S') && endsShort(word, at)) sound = sound.slice(0, -1)
    sound = joined(sound, first + last)
  }
  return saysEnough(sound) && soundsBorrowed(word, sound) ? sound : null
}

/** Words of its own sound like something too: four consonants and the syllables of borrowed words make one. */
function soundsBorrowed(word: string, sound: string): boolean {
  if (ownOnly.test(word.normalize('NFD'))) return false
  const length = sound.replace(/^A/, '').length
  const hints = Array.from(word).filter((letter) => borrowed.test(letter.normalize('NFD'))).length
  return length > 4 || hints >= (length > leastConsonants ? 1 : 2) || (hints === 1 && word.length > 2)
}

/** ㅋ, ㅌ or ㅍ before a vowel, or a consonant that stands alone in the other language (스, 드, 그), and 션, 싱, 링. */
const borrowed =
  /^(?:[\u110f\u1110\u1111]|\u1109\u1167\u11ab|.\u1175\u11bc|[\u1100\u1103\u1105\u1107\u1109\u110c\u110e\u1112]\u1173$)/u
/** ㅆ, ㅎ, ㅈ, ㅊ, ㅌ, ㄶ and their kin under a vowel, and ㅢ. */
const ownOnly = /[\u1174\u11a9\u11aa\u11ac-\u11ae\u11b0-\u11b6\u11b9\u11bb\u11bd-\u11c2]/u

/** How an English word in small letters may sound when it is borrowed; none where it is too short to say anything. */
export function soundsOfLatin(word: string): readonly string[] {
  if (!/^[a-z]{4,}$/.test(word)) return []
  let sounds = ['']
  for (let at = 0; at < word.length;) {
    const rule = rulesAt.get(word[at] ?? '')?.find(({ letters }) => {
      letters.lastIndex = at
      return letters.test(word)
    })
    if (!rule) {
      at++
      continue
    }
    sounds = sounds
      .flatMap((sound) => rule.sounds.map((one) => joined(sound, one)))
      .filter((sound, place, all) => all.indexOf(sound) === place)
      .slice(0, mostVariants)
    at = rule.letters.lastIndex
  }
  return sounds.filter(saysEnough)
}

function saysEnough(sound: string): boolean {
  return sound.replace(/^A/, '').length >= leastConsonants
}

/** The same sound twice is one. */
function joined(sound: string, more: string): string {
  return Array.from(more).reduce((all, one) => (all.endsWith(one) ? all : all + one), sound)
}

function endsShort(word: string, at: number): boolean {
  return at > 0 && lastSounds[(word.charCodeAt(at - 1) - 0xac00) % 28] === 'T'
}

// ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ
const firstSounds = ['G', 'K', 'N', 'D', 'T', 'L', 'M', 'B', 'P', 'S', 'S', '', 'J', 'J', 'J', 'K', 'T', 'P', 'H']
// none ㄱ ㄲ ㄳ ㄴ ㄵ ㄶ ㄷ ㄹ ㄺ ㄻ ㄼ ㄽ ㄾ ㄿ ㅀ ㅁ ㅂ ㅄ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ
const lastSounds = ' /K/K/K/N/N/N/T/L/L/L/L/L/L/L/L/M/P/P/T/T/N/T/T/K/T/P/T'.split('/').map((one) => one.trim())

type Rule = { readonly letters: RegExp; readonly sounds: readonly string[] }

// The first that fits at a place is taken; letters that none fits are vowels, or silent. Two sounds: Koreans write it either way.
const rules: readonly Rule[] = (
  [
    ['^x', 'J'],
    ['^wr', 'L'],
    ['^kn', 'N'],
    ['^ps', 'S'],
    ['^[aeiouwy](?:[aeiouwy]*r(?![aeiouyr]))?', 'A'],
    ['[aeiouy]re?s?$', ''],
    ['(?<=[aeiouwy])r(?![aeiouyr])', ''],
    ['ssion', 'SN'],
    ['(?<=n)sion', 'SN'],
    ['sion', 'JN'],
    ['tion', 'SN'],
    ['ti(?=a|o)', 'S'],
    ['tur?(?=a|e)', 'J'],
    ['du(?=[aeiol])', 'J', 'D'],
    ['sch', 'SK'],
    ['tch', 'J'],
    ['dg(?=e)', 'J'],
    ['ch', 'J', 'K'],
    ['ck', 'K'],
    ['cq', 'K'],
    ['sh', 'S'],
    ['ph', 'P'],
    ['th', 'S', 'T'],
    ['gh(?=[aeiouy])', 'G'],
    ['gh', ''],
    ['gn$', 'N'],
    ['mb$', 'M'],
    ['ng(?=[aeioulrwy])', 'NG', 'NJ'],
    ['ng', 'N'],
    ['sc(?=[eiy])', 'S'],
    ['cc(?=[eiy])', 'KS'],
    ['c(?=[eiy])', 'S'],
    ['gg', 'G'],
    ['g(?=[eiy])', 'J', 'G'],
    ['(?<=[aeiouyw])s(?=[aeiouy])', 'S', 'J'],
    ['st(?=en)', 'S', 'ST'],
    ['b(?![aeioulry])', 'B', 'P'],
    ['g$', 'G', 'K'],
    ['(?<![su])s$', 'S', ''],
    ['s', 'S'],
    ['x', 'KS'],
    ['z', 'J'],
    ['j', 'J'],
    ['[ckq]', 'K'],
    ['g', 'G'],
    ['d', 'D'],
    ['t', 'T'],
    ['[bv]', 'B'],
    ['[pf]', 'P'],
    ['[lr]', 'L'],
    ['m', 'M'],
    ['n', 'N'],
    ['h(?=[aeiouy])', 'H'],
  ] satisfies readonly (readonly [string, ...string[]])[]
).map(([letters = '', ...sounds]) => ({ letters: new RegExp(letters, 'y'), sounds }))

/** Which rules begin with this letter: most of them need not be tried. */
const rulesAt: ReadonlyMap<string, readonly Rule[]> = new Map(
  Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => [
    letter,
    rules.filter(({ letters }) => beginsOf(letters.source).test(letter)),
  ]),
)

function beginsOf(source: string): RegExp {
  const [, begin = ''] = /^\^?(?:\(\?<[=!][^)]*\))?(\[[^\]]*\]|.)/.exec(source) ?? []
  return new RegExp(`^${begin}`)
}
