// A message for a small screen or a chat, whose links stand apart as buttons.
import type { Message } from './message.ts'

/** Title and body of a page or notice without its links: those are carried beside it. Clean text, nothing escaped yet. */
export function shortWords(message: Message): { readonly title: string; readonly body: string } {
  const links = [message.answerUrl, message.openUrl].filter((url) => url !== null)
  const rest = message.text.startsWith(`${message.subject}\n`)
    ? message.text.slice(message.subject.length)
    : message.text
  const lines = rest.split('\n').filter((line) => !links.some((url) => line.endsWith(`: ${url}`)))
  const body = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return { title: message.subject, body }
}

/** At most `most` UTF-16 units, as chats count them, cut between code points and marked by an ellipsis. */
export function cutUnits(text: string, most: number): string {
  if (text.length <= most) return text
  let kept = ''
  for (const letter of text) {
    if (kept.length + letter.length > most - 1) break
    kept += letter
  }
  return `${kept.trimEnd()}…`
}
