// A card for the contacts of a phone (vCard 3.0, RFC 2426, which every phone reads): whoever is in it may ring through the silence of a night.

export type Card = {
  readonly name: string
  readonly numbers: readonly string[]
  readonly addresses: readonly string[]
  readonly url: string
  readonly note: string
}

/** The card as a file holds it. Names are foreign text: nothing of it becomes a line of its own. */
export function contactCard({ name, numbers, addresses, url, note }: Card): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${escaped(name)};;;;`,
    `FN:${escaped(name)}`,
    `ORG:${escaped(name)}`,
    ...numbers.map((number) => `TEL;TYPE=WORK,VOICE:${escaped(number)}`),
    ...addresses.map((address) => `EMAIL;TYPE=INTERNET:${escaped(address)}`),
    `URL:${escaped(url)}`,
    `NOTE:${escaped(note)}`,
    'END:VCARD',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(',', '\\,')
    .replaceAll(';', '\\;')
}

/** A line has at most 75 bytes; what goes on stands on the next, behind a space. No letter is cut in two. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let bytes = 0
  for (const letter of line) {
    const size = bytesOf(letter)
    if (bytes + size > 74) {
      parts.push(part)
      part = ''
      bytes = 0
    }
    part += letter
    bytes += size
  }
  return [...parts, part].join('\r\n ')
}

function bytesOf(letter: string): number {
  const point = letter.codePointAt(0) ?? 0
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}
