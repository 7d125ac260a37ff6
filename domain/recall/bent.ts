// A Korean verb as it is bent in what people write: "느리다" is 느림, 느려요, 느렸습니다, 느린.

const vowels = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ'
const noLast = 0
const [n, d, l, m, b, s2] = [4, 7, 8, 16, 17, 20]

type Syllable = { readonly first: number; readonly vowel: string; readonly last: number }

/** The forms of a verb or adjective in its dictionary form, each so far as it is always the same; the word itself where it is none. */
export function formsOf(word: string): readonly string[] {
  if (!/[가-힣]다$/u.test(word)) return [word]
  const stem = word.slice(0, -1)
  const before = stem.slice(0, -1)
  const end = taken(stem.at(-1) ?? '')
  const shapes = before.endsWith(' ') || before === '' ? shortShapes(stem, end) : longShapes(stem, end)
  // Of what is one syllable long only what stands for a noun says enough: 튐, 뜸.
  return [...new Set(shapes)].filter((form) => form.length > 1 || taken(form).last === m)
}

/** "안 뜨다" is also "안뜸", "못 뜨고" and "뜨지 않음". */
export function deniedFormsOf(word: string): readonly string[] {
  const stem = word.slice(0, -1)
  const end = taken(stem.at(-1) ?? '')
  const forms = stem.length > 1 ? longShapes(stem, end) : [...shortShapes(stem, end), ...opened(stem, end)]
  return [
    ...forms.flatMap((form) => [`안 ${form}`, `안${form}`, `못 ${form}`, `못${form}`]),
    ...['지 않', '지않', '지 못', '지못', '질 않', '지가 않', '지 안'].map((end) => `${stem}${end}`),
  ]
}

/** A stem of several syllables is known wherever it stands. */
function longShapes(stem: string, end: Syllable): readonly string[] {
  return [stem, ...closed(stem, end), ...opened(stem, end)]
}

/** A single syllable is known with what follows it, or alone. */
function shortShapes(stem: string, end: Syllable): readonly string[] {
  const open = opened(stem, end)
  return [
    ...['는', '고', '네', '지', '기', '다', '면', '거나', '자'].map((one) => `${stem}${one}`),
    ...closed(stem, end),
    ...open.flatMap((one) =>
      one.length > stem.length ? [one] : ['', '요', '서', '다', '습', '음', '어', '네'].map((more) => `${one}${more}`),
    ),
  ]
}

/** Before what begins with a consonant: 느린, 느림, 느릴, 느립니다; 죽은, 죽음, 죽을, 죽습니다. */
function closed(stem: string, end: Syllable): readonly string[] {
  const before = stem.slice(0, -1)
  if (end.last === noLast) return [n, m, l, b].map((last) => before + made({ ...end, last }))
  if (end.last === l)
    return [
      ...[n, b].map((last) => before + made({ ...end, last })),
      `${stem}음`,
      before + made({ ...end, last: 10 }),
      `${before}${made({ ...end, last: noLast })}는`,
    ]
  if (isSoft(stem)) return ['운', '움', '울'].map((more) => before + made({ ...end, last: noLast }) + more)
  if (end.last === d && irregular.has(stem))
    return ['은', '음', '을'].map((more) => before + made({ ...end, last: l }) + more)
  return ['은', '음', '을', '습'].map((more) => stem + more)
}

/** Before what begins with a vowel: 느려, 느렸; 죽어, 죽었. */
function opened(stem: string, end: Syllable): readonly string[] {
  const before = stem.slice(0, -1)
  const isBright = end.vowel === 'ㅏ' || end.vowel === 'ㅗ' || end.vowel === 'ㅑ'
  if (stem.endsWith('하')) return [`${before}해`, `${before}했`, `${before}하여`]
  if (stem.endsWith('르') && before !== '' && !before.endsWith(' ')) {
    const front = taken(before.at(-1) ?? '')
    const more = front.vowel === 'ㅏ' || front.vowel === 'ㅗ' ? '라랐' : '러렀'
    return Array.from(more, (one) => before.slice(0, -1) + made({ ...front, last: l }) + one)
  }
  if (isSoft(stem)) return ['워', '웠'].map((more) => before + made({ ...end, last: noLast }) + more)
  if (end.last === d && irregular.has(stem))
    return (isBright ? ['아', '았'] : ['어', '었']).map((more) => before + made({ ...end, last: l }) + more)
  if (end.last !== noLast) return (isBright ? ['아', '았'] : ['어', '었']).map((more) => stem + more)
  const joined = joinedVowels[end.vowel] ?? end.vowel
  const short = [noLast, s2].map(
    (last) => before + made({ ...end, vowel: end.vowel === 'ㅡ' ? brightBefore(before) : joined, last }),
  )
  return ['ㅚ', 'ㅣ', 'ㅟ', 'ㅗ', 'ㅜ'].includes(end.vowel)
    ? [...short, `${stem}${isBright ? '아' : '어'}`, `${stem}${isBright ? '았' : '었'}`]
    : short
}

const joinedVowels: Readonly<Record<string, string>> = { ㅗ: 'ㅘ', ㅜ: 'ㅝ', ㅣ: 'ㅕ', ㅚ: 'ㅙ', ㅟ: 'ㅟ' }

/** 모으다 is 모아, 뜨다 is 떠. */
function brightBefore(before: string): string {
  const { vowel } = taken(before.at(-1) ?? '')
  return vowel === 'ㅏ' || vowel === 'ㅗ' ? 'ㅏ' : 'ㅓ'
}

/** 무겁다 is 무거워; 잡다 stays 잡아. */
function isSoft(stem: string): boolean {
  return taken(stem.at(-1) ?? '').last === b && !hard.has(stem.at(-1) ?? '')
}

const hard: ReadonlySet<string> = new Set(['잡', '뽑', '집', '접', '입', '씹', '좁', '꼽', '업'])
const irregular: ReadonlySet<string> = new Set(['깨닫', '듣', '싣', '걷'])

function taken(letter: string): Syllable {
  const place = letter.charCodeAt(0) - 0xac00
  if (!(place >= 0)) return { first: 0, vowel: '', last: -1 }
  return { first: Math.floor(place / 588), vowel: vowels[Math.floor((place % 588) / 28)] ?? '', last: place % 28 }
}

function made({ first, vowel, last }: Syllable): string {
  return String.fromCharCode(0xac00 + first * 588 + vowels.indexOf(vowel) * 28 + last)
}
