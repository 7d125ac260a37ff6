// What a file is, told by its bytes alone: never by its name, and never by what its sender says.
import type { FileType } from '../../domain/incidents/file-type.ts'

/** Looks at a file as it comes, part by part, and keeps a few bytes of it. */
export class FileSniffer {
  #head: Uint8Array = new Uint8Array()
  #last = ''
  #isText = true
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

  take(part: Uint8Array): void {
    if (this.#head.length < headBytes) this.#head = joined(this.#head, part.subarray(0, headBytes - this.#head.length))
    if (this.#isText) this.#read(part, true)
  }

  /** What it was, after the last part. */
  end(): FileType {
    if (this.#isText) this.#read(new Uint8Array(), false)
    return pictureOf(this.#head) ?? archiveOf(this.#head) ?? (this.#isText ? textOf(this.#head, this.#last) : 'other')
  }

  #read(part: Uint8Array, stream: boolean): void {
    try {
      const text = this.#decoder.decode(part, { stream })
      this.#last = text.trimEnd().at(-1) ?? this.#last
      // What no text file holds, but for the colours of a log.
      if (/[^\P{Cc}\t\n\r\f]/u.test(text.replaceAll('\u001B', ''))) this.#isText = false
    } catch {
      this.#isText = false
    }
  }
}

const headBytes = 4_096

/** Which picture do these first bytes begin? Null where it is none. Asked again before it is shown. */
export function pictureOf(head: Uint8Array): FileType | null {
  if (starts(head, '\x89PNG\r\n\x1a\n') && starts(head.subarray(12), 'IHDR')) return 'png'
  if (starts(head, '\xff\xd8\xff')) return 'jpeg'
  if (starts(head, 'GIF87a') || starts(head, 'GIF89a')) return 'gif'
  if (starts(head, 'RIFF') && starts(head.subarray(8), 'WEBPVP8')) return 'webp'
  return null
}

function archiveOf(head: Uint8Array): FileType | null {
  if (starts(head, '%PDF-')) return 'pdf'
  if (starts(head, '\x1f\x8b\x08')) return 'gzip'
  if (starts(head, 'PK\x03\x04') || starts(head, 'PK\x05\x06')) return 'zip'
  return null
}

/** A text in which a browser could find markup is none: whoever opens it from their disk would run it. */
function textOf(head: Uint8Array, last: string): FileType {
  const text = new TextDecoder().decode(head).trimStart()
  if (text.startsWith('<') || /<(?:!doctype|html|svg|script|body|iframe|object|embed)\b/i.test(text)) return 'other'
  const isJson = (text.startsWith('{') && last === '}') || (text.startsWith('[') && last === ']')
  return isJson ? 'json' : 'text'
}

function starts(bytes: Uint8Array, beginning: string): boolean {
  return (
    bytes.length >= beginning.length && Array.from(beginning).every((letter, at) => bytes[at] === letter.charCodeAt(0))
  )
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
