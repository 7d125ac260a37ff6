// Many pages to one contact as one message: how many, the most urgent first, and one answer for all of them.
import { oneLine } from '../foreign-text.ts'
import { bundleWords } from './bundle-words.ts'
import type { PageFacts } from './message-facts.ts'
import { bundleHtmlOf } from './message-html.ts'
import { messageWords } from './message-words.ts'
import type { Message } from './message.ts'

/** What belongs to the whole bundle. Its key is its own: sent again it may hold fewer pages, and is another message. */
export type BundleFacts = Pick<PageFacts, 'deliveryKey' | 'answerUrl' | 'replyCode' | 'replyAddress' | 'openUrl'>

const mostListed = 20
const headingLetters = 160
const lineLetters = 160

/** What does a message of these pages say? All are for one person; at least one is given. */
export function bundleMessage(pages: readonly [PageFacts, ...PageFacts[]], bundle: BundleFacts): Message {
  const [first, ...rest] = pages
  const lead = rest.reduce((urgent, page) => (page.priority < urgent.priority ? page : urgent), first)
  const { language, priority, pageId, alertId } = lead
  const words = bundleWords[language]
  const subject = headingOf(lead, pages)
  const inOrder = pages.toSorted((a, b) => (a.priority < b.priority ? -1 : a.priority > b.priority ? 1 : 0))
  const lines = inOrder.slice(0, mostListed).map(lineOf)
  const unlisted = pages.length - lines.length
  const list = unlisted > 0 ? [...lines, words.others(unlisted)] : lines
  const { answerUrl, openUrl } = bundle
  return {
    ...bundle,
    pageId,
    alertId,
    priority,
    language,
    carries: pages.map(({ deliveryKey }) => deliveryKey),
    subject,
    text: [
      subject,
      list.map((line) => `- ${line}`).join('\n'),
      `${words.answerAll(pages.length)}: ${answerUrl}\n${messageWords[language].open}: ${openUrl}`,
      words.why,
    ].join('\n\n'),
    html: bundleHtmlOf({
      language,
      heading: subject,
      list,
      why: words.why,
      label: words.answerAll(pages.length),
      ...bundle,
    }),
    // A program is told of each page: webhooks are never bundled.
    event: {},
  }
}

function headingOf(lead: PageFacts, pages: readonly PageFacts[]): string {
  const { language, priority } = lead
  const test = pages.every(({ isTest }) => isTest) ? `[${messageWords[language].test}] ` : ''
  const front = `${test}[${priority}] ${bundleWords[language].heading(pages.length)}: `
  return `${front}${oneLine(wordsOf(lead), headingLetters - front.length)}`
}

function lineOf(page: PageFacts): string {
  return oneLine(`[${page.priority}] ${wordsOf(page)}`, lineLetters)
}

function wordsOf({ summary, service, language }: PageFacts): string {
  const what = oneLine(summary, lineLetters) || messageWords[language].nothingSaid
  return service === null ? what : `${what} · ${oneLine(service, 40)}`
}
