// The HTML part of a mail: one column, one button, nothing loaded from anywhere, readable in light and dark programs.
import { escapeHtml } from '../foreign-text.ts'
import { mailWords } from './mail-words.ts'
import type { PageFacts } from './message-facts.ts'
import type { Paragraphs } from './message-paragraphs.ts'
import { type Language, messageWords } from './message-words.ts'

/** The page as an HTML document. Its one button opens the answer screen; opening it answers nothing yet. */
export function htmlOf(paragraphs: Paragraphs, facts: PageFacts): string {
  const words = messageWords[facts.language]
  return documentOf(facts.language, paragraphs.heading, [
    ...paragraphs.notes.map((note) => `<p style="margin:0 0 16px"><strong>${escapeHtml(note)}</strong></p>`),
    buttonOf(words.answer, facts.answerUrl),
    ...(facts.replyAddress ? [`<p style="margin:0 0 16px">${escapeHtml(mailWords[facts.language].reply)}</p>`] : []),
    ...(paragraphs.heading.includes(paragraphs.summary) ? [] : [foreignText(paragraphs.summary)]),
    ...(paragraphs.details === null ? [] : [foreignText(paragraphs.details)]),
    `<table role="presentation" style="${TABLE}">${paragraphs.lines.map(rowOf).join('')}</table>`,
    pastOf(paragraphs, words.before),
    `<p style="margin:0"><a href="${escapeHtml(facts.openUrl)}">${words.open}</a> · ${words.page(facts.pageId)}</p>`,
  ])
}

/** A notice as an HTML document: what it says, and where it leads. */
export function noticeHtmlOf(of: {
  readonly language: Language
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly openUrl: string
  /** How no more of it comes. */
  readonly leave?: { readonly say: string; readonly url: string } | undefined
}): string {
  const { open } = messageWords[of.language]
  const leave = of.leave ? [leaveOf(of.leave)] : []
  return documentOf(of.language, of.heading, [...of.paragraphs.map(foreignText), buttonOf(open, of.openUrl), ...leave])
}

/** Many pages as an HTML document: a list, and one button for all of them. */
export function bundleHtmlOf(of: {
  readonly language: Language
  readonly heading: string
  readonly list: readonly string[]
  readonly why: string
  readonly label: string
  readonly answerUrl: string
  readonly openUrl: string
}): string {
  const { open } = messageWords[of.language]
  const lines = of.list.map((line) => `<li dir="auto">${escapeHtml(line)}</li>`).join('')
  return documentOf(of.language, of.heading, [
    buttonOf(of.label, of.answerUrl),
    `<ul style="margin:0 0 16px;padding-left:20px">${lines}</ul>`,
    foreignText(of.why),
    `<p style="margin:0"><a href="${escapeHtml(of.openUrl)}">${open}</a></p>`,
  ])
}

function documentOf(language: Language, heading: string, body: readonly string[]): string {
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(heading)}</title></head>`,
    `<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;word-break:keep-all;overflow-wrap:anywhere"><div style="max-width:560px">`,
    `<h1 dir="auto" style="font-size:20px;line-height:1.3;margin:0 0 16px">${escapeHtml(heading)}</h1>`,
    ...body,
    '</div></body></html>',
  ].join('\n')
}

function buttonOf(label: string, url: string): string {
  return `<p style="margin:0 0 24px"><a href="${escapeHtml(url)}" style="${BUTTON}">${label}</a></p>`
}

function leaveOf({ say, url }: { readonly say: string; readonly url: string }): string {
  return `<p style="margin:0;font-size:13px"><a href="${escapeHtml(url)}">${escapeHtml(say)}</a></p>`
}

const BUTTON =
  'display:inline-block;padding:12px 24px;border-radius:6px;background:#1f4fd8;color:#ffffff;font-weight:600;text-decoration:none'
const TABLE = 'border-collapse:collapse;margin:0 0 16px;font:inherit'

function foreignText(text: string): string {
  return `<p dir="auto" style="margin:0 0 16px;white-space:pre-line">${escapeHtml(text)}</p>`
}

function rowOf(line: { readonly label: string; readonly value: string }): string {
  const label = `<td style="padding:2px 16px 2px 0;vertical-align:top;white-space:nowrap">${escapeHtml(line.label)}</td>`
  return `<tr>${label}<td dir="auto" style="padding:2px 0">${escapeHtml(line.value)}</td></tr>`
}

function pastOf(paragraphs: Paragraphs, title: string): string {
  if (paragraphs.past.length === 0) return ''
  const cases = paragraphs.past.map(
    (one) => `<li dir="auto"><a href="${escapeHtml(one.openUrl)}">${escapeHtml(one.text)}</a></li>`,
  )
  return `<p style="margin:0 0 4px">${escapeHtml(title)}</p><ul style="margin:0 0 16px;padding-left:20px">${cases.join('')}</ul>`
}
