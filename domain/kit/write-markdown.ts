// The kit as one document in Markdown, for people to read and for another team to take over. Its headings, lists and quotations are what `read-markdown.ts` knows.
import { inMarkdown, linesInMarkdown, linkTextInMarkdown } from '../markdown.ts'
import type { BookmarkToWrite, KitToWrite, RunbookToWrite } from './kit-file.ts'

/** The headings that stand between a service and what it has. */
export const sections = { bookmarks: 'Bookmarks', runbooks: 'Runbooks', all: 'All services' } as const

/** The document. What is written of bookmarks cannot become markup; the text of a runbook is quoted as it is. */
export function writeKitMarkdown({ team, parts }: KitToWrite): string {
  const lines = [
    `# Kit of ${inMarkdown(team)}`,
    '',
    'Bookmarks and runbooks for whoever is on call. Another team takes them over with `baton kit import`.',
    ...parts.flatMap(({ heading, bookmarks, runbooks }) => [
      '',
      `## ${heading === null ? sections.all : inMarkdown(heading)}`,
      ...(bookmarks.length === 0 ? [] : ['', `### ${sections.bookmarks}`, '']),
      ...bookmarks.flatMap(bookmarkLines),
      ...(runbooks.length === 0 ? [] : ['', `### ${sections.runbooks}`]),
      ...runbooks.flatMap(runbookLines),
    ]),
  ]
  return `${lines.join('\n')}\n`
}

function bookmarkLines({ name, url, kind, note, tags, owner }: BookmarkToWrite): readonly string[] {
  return [
    url === '' ? `- **${linkTextInMarkdown(name)}**` : `- [${linkTextInMarkdown(name)}](${destination(url)})`,
    ...(note === '' ? [] : [`  ${linesInMarkdown(note, '  ')}`]),
    ...(kind === 'other' ? [] : [`  - Kind: ${kind}`]),
    ...aroundLines({ tags, owner }).map((line) => `  ${line}`),
  ]
}

function runbookLines({ name, body, tags, owner }: RunbookToWrite): readonly string[] {
  const around = aroundLines({ tags, owner })
  return [
    '',
    `#### ${inMarkdown(name)}`,
    ...(around.length === 0 ? [] : ['', ...around]),
    ...(body === '' ? [] : ['', ...body.split(/\r\n|\r|\n/).map((line) => (line === '' ? '>' : `> ${line}`))]),
  ]
}

function aroundLines({ tags, owner }: Pick<RunbookToWrite, 'tags' | 'owner'>): readonly string[] {
  return [
    ...(tags.length === 0 ? [] : [`- Tags: ${tags.map(inMarkdown).join(', ')}`]),
    ...(owner === '' ? [] : [`- Owner: ${inMarkdown(owner)}`]),
  ]
}

/** An address has no blanks, and neither `<` nor `>`. */
function destination(url: string): string {
  const marked = url.replaceAll(/[`&]/g, (mark) => `\\${mark}`)
  return /[()]/.test(marked) ? `<${marked}>` : marked
}
