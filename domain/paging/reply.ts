// What somebody wrote back to a page, or pressed during a call.

export type PhoneAnswer = 'acknowledge' | 'escalate'

/** Which answer, to the page with which digits? Null when it is not clear: nothing is guessed for somebody half asleep. */
export function readReply(text: string): { readonly answer: PhoneAnswer; readonly code: string } | null {
  const line = firstLine(text)
  const found = /^(.*?)[\s:.,\-#]*(\d{4})[\s.!]*$/u.exec(line)
  const answer = found ? words.get((found[1] ?? '').trim().toLowerCase()) : undefined
  return found && answer ? { answer, code: found[2] ?? '' } : null
}

/** 1 acknowledges, 2 escalates; any other key is no answer. */
export function readKey(digits: string): PhoneAnswer | null {
  return digits === '1' ? 'acknowledge' : digits === '2' ? 'escalate' : null
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

const words: ReadonlyMap<string, PhoneAnswer> = new Map(
  Object.entries<PhoneAnswer>({
    1: 'acknowledge',
    ack: 'acknowledge',
    acknowledge: 'acknowledge',
    ok: 'acknowledge',
    yes: 'acknowledge',
    확인: 'acknowledge',
    확인함: 'acknowledge',
    확인했습니다: 'acknowledge',
    접수: 'acknowledge',
    네: 'acknowledge',
    2: 'escalate',
    esc: 'escalate',
    escalate: 'escalate',
    next: 'escalate',
    다음: 'escalate',
    넘김: 'escalate',
    넘겨: 'escalate',
    에스컬레이션: 'escalate',
  }),
)

/** Full-width digits are digits, and what a program quoted below is not the answer. */
function firstLine(text: string): string {
  return (
    text
      .slice(0, 500)
      .normalize('NFKC')
      .trim()
      .split(/[\r\n]/)[0] ?? ''
  ).trim()
}
