// The name of a kept file: what its sender called it, as far as a disk, a terminal and a reader may see it.
import type { FileType } from './file-type.ts'

const mostLetters = 120

/**
 * Its name without folders, without letters that turn or hide others, and with an ending that fits what it is: a picture called
 * `report.html` would be opened as a page.
 */
export function cleanName(given: string, type: FileType): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const shown = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '')
  const name = shown === '' || /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(shown) ? 'file' : shown
  const ending = /\.([\p{L}\p{N}]{1,10})$/u.exec(name)?.[1]?.toLowerCase() ?? ''
  const fitting = fits(ending, type) ? '' : `.${endings[type][0] ?? 'bin'}`
  return `${shortened(name, mostLetters - fitting.length)}${fitting}`
}

/** Text comes with many endings, and only those that a browser or a shell runs are no good; of what is unknown any will do. */
function fits(ending: string, type: FileType): boolean {
  if (type === 'other') return true
  if (type === 'text' || type === 'json') return ending !== '' && !runs.has(ending)
  return endings[type].includes(ending)
}

const endings: Readonly<Record<FileType, readonly string[]>> = {
  png: ['png'],
  jpeg: ['jpg', 'jpeg'],
  gif: ['gif'],
  webp: ['webp'],
  pdf: ['pdf'],
  text: ['txt'],
  json: ['json'],
  gzip: ['gz', 'tgz'],
  zip: ['zip', 'jar', 'docx', 'xlsx', 'pptx'],
  other: [],
}

const runs: ReadonlySet<string> = new Set(
  'html htm xhtml xht shtml svg svgz xml xsl mht mhtml js mjs hta bat cmd com exe ps1 vbs wsf scr lnk url jar'.split(
    ' ',
  ),
)

/** The ending stays, whatever was before it. */
function shortened(name: string, most: number): string {
  const letters = Array.from(name)
  if (letters.length <= most) return name
  const ending = Array.from(/\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? '')
  return [...letters.slice(0, most - ending.length), ...ending].join('')
}
