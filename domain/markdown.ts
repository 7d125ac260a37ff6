// What people wrote, put into Markdown so that it is read as they wrote it and cannot become anything else.

/** In one line: no heading, list, link, image, tag, table or code comes of it. Addresses of pages stay links. */
export function inMarkdown(text: string): string {
  return escaped(text.replaceAll(/[\r\n\u2028\u2029]+/g, ' '))
}

/** In one line, as what is shown of a link: an address in it stays text, because a link cannot stand in a link. */
export function linkTextInMarkdown(text: string): string {
  return marks(text.replaceAll(unseen, '').replaceAll(/[\r\n\u2028\u2029]+/g, ' '))
}

/** In one paragraph, with its line breaks; `indent` goes before each line after the first. */
export function linesInMarkdown(text: string, indent = ''): string {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => {
      const space = /^[ \t\u00a0]*/.exec(line)?.[0] ?? ''
      // Spaces before it would make code of it, and an empty line would end the paragraph.
      const kept = '\u00a0'.repeat(space.replaceAll('\t', '    ').length)
      return `${kept}${escaped(line.slice(space.length))}` || '\u00a0'
    })
    .join(`\\\n${indent}`)
}

/** What somebody wrote before it was put into Markdown in one line, or in one line of a paragraph. */
export function outOfMarkdown(text: string): string {
  return text.replaceAll(
    /\\([!-/:-@[-`{-~])|<(https?:\/\/[^\s<>]+)>|&(amp|lt|gt|quot|#39);/gi,
    (_, mark: string | undefined, url: string | undefined, entity: string = '') =>
      mark ?? url ?? entities[entity.toLowerCase()] ?? '',
  )
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** Without what is not seen: control characters, and what turns the direction of a text. */
export function seenOf(text: string): string {
  return text.replaceAll(unseen, '')
}

function escaped(text: string): string {
  return text
    .replaceAll(unseen, '')
    .split(address)
    .map((part, at) => (at % 2 === 1 ? `<${part}>` : marks(part)))
    .join('')
}

/** Addresses without anything that could end one early. */
const address = /(https?:\/\/[^\s<>"'`|\\^{}[\]]{1,2000})/

/** Control characters, and what turns the direction of the text around it. */
// oxlint-disable-next-line no-control-regex -- they are what is taken out
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

function marks(text: string): string {
  return (
    text
      .replaceAll(/[\\`*_[\]<>&|~#$]/g, (mark) => `\\${mark}`)
      // At the beginning of a line these make lists, rules, headings and tables.
      .replace(/^(\s*)([-+=:])/, (_, space: string, mark: string) => `${space}\\${mark}`)
      .replace(/^(\s*\d{1,9})([.)])/, (_, digits: string, mark: string) => `${digits}\\${mark}`)
  )
}
