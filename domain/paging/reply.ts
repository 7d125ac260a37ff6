// What somebody wrote back to a page, or pressed during a call: the one reader of words for SMS, mail and keys.
import { longestWords, promiseMinutes, type Answer, type AnswerKind } from './answer.ts'
import { oneLine } from '../foreign-text.ts'

/**
 * Which answer, to the page with which digits? `1 4821`, `4821 no`, `4821 20` (I have it, back in 20 minutes), `close 4821 restarted`.
 * Null when it is not clear: nothing is guessed for somebody half asleep.
 */
export function readReply(text: string): { readonly answer: Answer; readonly code: string } | null {
  const found = /^(.*?)[\s:.,\-#]*(\d{4})(?!\d)[\s:.,\-!]*(.*)$/u.exec(firstLine(text))
  if (!found) return null
  const [, before = '', code = '', after = ''] = found
  const kind = words.get(before.trim().toLowerCase())
  const answer = before.trim() === '' ? readWords(after) : kind ? answerOf(kind, after, 'apart') : null
  return answer && { answer, code }
}

/** Which answer do words without digits give, where the page is known: an answer by mail. Null when it is not clear. */
export function readWords(text: string): Answer | null {
  const line = firstLine(text)
  const nothingToDo = noActionIn(line)
  if (nothingToDo !== null) return { do: 'close', note: nothingToDo, noAction: true }
  const lower = line.toLowerCase()
  const word = longestFirst.find((each) => lower.startsWith(each) && !/^[\p{L}\p{N}]/u.test(line.slice(each.length)))
  const kind = word === undefined ? undefined : words.get(word)
  if (word === undefined || !kind) return line === '' ? null : promiseIn(line)
  const rest = line.slice(word.length)
  // "3 minutes" is neither a key nor a time that can be promised.
  return /^[2-4]$/.test(word) && /[\p{L}\p{N}]/u.test(rest) ? null : answerOf(kind, rest, 'same line')
}

/** 1 acknowledges, 2 escalates, 3 declines, 4 closes; any other key is no answer. */
export function readKey(digits: string): Answer | null {
  const kind = /^\d$/.test(digits) ? words.get(digits) : undefined
  return kind ? answerOf(kind, '', 'apart') : null
}

export type OptOut = 'stop' | 'start'

/** Does this number want no more messages, or messages again? The network keeps to it, whatever Baton does. */
export function readOptOut(text: string): OptOut | null {
  const line = firstLine(text)
  if (/^(stop|stopall|unsubscribe|cancel|end|quit|수신거부)$/i.test(line)) return 'stop'
  return /^(start|unstop|수신동의)$/i.test(line) ? 'start' : null
}

/** Words that the networks themselves answer: whoever writes them wants no message back. */
export function isForTheNetwork(text: string): boolean {
  return readOptOut(text) !== null || /^(help|info)$/i.test(firstLine(text))
}

/**
 * What stands behind the word: a reason, a note, or a promise. Where neither is meant, more words make it unclear. `apart`: the
 * digits stand between; else only a sign shows that what follows is said beside the word and does not turn it round ("fixed in 10 min").
 */
function answerOf(kind: AnswerKind, rest: string, stands: 'apart' | 'same line'): Answer | null {
  const said = rest.replace(/^[\s:.,\-!]+/u, '').replace(/[\s.!]+$/u, '')
  const isBeside = (sign: RegExp) => said === '' || stands === 'apart' || sign.test(rest)
  switch (kind) {
    case 'acknowledge':
      return said === '' ? { do: kind, lookingInto: '', backInMinutes: null } : promiseIn(said)
    case 'decline':
      if (!isBeside(/^\s*[:,]|^\s+[-–—]\s/u) || saysIHaveIt(said)) return null
      return { do: kind, reason: oneLine(said, longestWords.reason) }
    case 'close':
      if (!isBeside(/^\s*:|^\s+[-–—]\s/u) || isUnfinished.test(said)) return null
      return { do: kind, note: oneLine(said.replace(/^[–—]\s+/u, ''), longestWords.reason) }
    case 'escalate':
      return said === '' ? { do: kind } : null
  }
}

/** `no action`, `no action needed: the probe was down`, `조치 불필요`: what stands behind the sign; null when it is something else. */
function noActionIn(line: string): string | null {
  const said =
    /^(?:no action(?: (?:is |was )?(?:needed|required))?|조치\s*불필요|조치할\s*것\s*없음)\s*(?:[.!]*$|:\s*(.*)$|\s[-–—]\s(.*)$)/iu.exec(
      line,
    )
  if (!said) return null
  const note = said[1] ?? said[2] ?? ''
  return isUnfinished.test(note) ? null : oneLine(note, longestWords.reason)
}

/** `no problem`, `no, I have it`: whoever writes so declines nothing. */
function saysIHaveIt(said: string): boolean {
  return /^(?:problem|worries|worry|문제)/iu.test(said) || holdsIHaveIt.test(said)
}

/** Not over: `close 4821 in 10 min`, `done: not yet`, `해결 4821 중입니다`, `closed 4821? no`. */
const isUnfinished = new RegExp(
  [
    '^[?]',
    '^no\\s*(?:$|,)',
    '^(?:not|never|in|still|but|to|soon|almost|nearly|later|when|if|once|after|before|until)(?![\\p{L}\\p{N}])',
    '^(?:안(?=\\s|$|[되됐돼됨])|못(?=\\s|$|[하했함해])|중(?=\\s|$|[이입임])|예정|아직|곧|나중|하지만)',
    '(?<![\\p{L}\\p{N}])(?:still|yet|아직)(?![\\p{L}\\p{N}])',
  ].join('|'),
  'iu',
)

/** `20`, `20 min`, `look at the database`, `20 look at the database`, `20분 데이터베이스 보는 중`: all of them say "I have it". */
function promiseIn(said: string): Answer | null {
  const timed = /^(?:in\s+)?(\d{1,3})\s*(?:minutes|minute|mins|min|m|분)?(?![\p{L}\p{N}])[\s:.,\-!]*(.*)$/iu.exec(said)
  const minutes = timed ? Number(timed[1]) : null
  if (minutes !== null && (minutes < promiseMinutes.least || minutes > promiseMinutes.most)) return null
  const rest = (timed ? (timed[2] ?? '') : said).replace(/[\s.!]+$/u, '')
  if (rest === '') return { do: 'acknowledge', lookingInto: '', backInMinutes: minutes }
  const english = /^(?:i\s+)?look(?:ing)?\s+(?:at|into)\s+(.+)$/iu.exec(rest)
  const korean = /^(.+?)(?:을|를)?\s*(?:보는\s*중|보고\s*있(?:음|어요|습니다)|확인\s*중)(?:입니다|이에요)?$/u.exec(rest)
  const lookingInto = english?.[1] ?? korean?.[1]
  if (lookingInto === undefined) return null
  return { do: 'acknowledge', lookingInto: oneLine(lookingInto, longestWords.lookingInto), backInMinutes: minutes }
}

const wordsOf = {
  acknowledge: '1,ack,acknowledge,ok,okay,yes,i have it,got it,확인,확인함,확인했습니다,확인했어요,접수,네',
  escalate: '2,esc,escalate,next,up,다음,넘김,넘겨,넘겨주세요,에스컬레이션',
  decline: "3,no,cannot,can't,i cannot,i can't,decline,아니요,못해요,못합니다,못함,안돼요,안 돼요,불가,거절",
  close: '4,close,closed,resolve,resolved,done,fixed,종료,해결,해결됨,해결했습니다',
} as const satisfies Record<AnswerKind, string>

const words: ReadonlyMap<string, AnswerKind> = new Map(
  (['acknowledge', 'escalate', 'decline', 'close'] as const).flatMap((kind) =>
    wordsOf[kind].split(',').map((word) => [word, kind] as const),
  ),
)
const holdsIHaveIt = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[...wordsOf.acknowledge.split(',').slice(1), 'on it', "i've got it", '맡겠습니다', '제가 할게요'].join('|')})(?![\\p{L}\\p{N}])`,
  'iu',
)
const longestFirst = [...words.keys()].sort((a, b) => b.length - a.length)

/** Full-width digits are digits, and what a program quoted below is not the answer. */
function firstLine(text: string): string {
  return (
    text
      .slice(0, 500)
      .normalize('NFKC')
      .replaceAll('’', "'")
      .trim()
      .split(/[\r\n]/)[0] ?? ''
  ).trim()
}
