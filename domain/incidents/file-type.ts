// What a kept file can be, and what is done with it: shown, or only downloaded.

/** `other` is whatever is not known for certain, HTML and SVG among it: it is only downloaded. */
export const fileTypes = ['png', 'jpeg', 'gif', 'webp', 'pdf', 'text', 'json', 'gzip', 'zip', 'other'] as const
export type FileType = (typeof fileTypes)[number]

export const mediaTypes: Readonly<Record<FileType, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  text: 'text/plain; charset=utf-8',
  json: 'application/json',
  gzip: 'application/gzip',
  zip: 'application/zip',
  other: 'application/octet-stream',
}

/** Is it a picture that a browser shows without running anything? */
export function isPicture(type: FileType): boolean {
  return type === 'png' || type === 'jpeg' || type === 'gif' || type === 'webp'
}

/** May it be shown in a browser instead of downloaded? */
export function isShownInline(type: FileType): boolean {
  return isPicture(type) || type === 'text'
}

/** May it be the answer of a snapshot: text, JSON or a picture? */
export function isSnapshotType(type: FileType): boolean {
  return isPicture(type) || type === 'text' || type === 'json'
}

/** How large a file is, for people: `12 KB`, `2.9 MB`. */
export function bytesText(bytes: number): string {
  return bytes < megabyte ? `${Math.ceil(bytes / 1_024)} KB` : `${(bytes / megabyte).toFixed(1)} MB`
}

const megabyte = 1_048_576
