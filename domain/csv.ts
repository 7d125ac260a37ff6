// Tables for spreadsheets (RFC 4180), in which no foreign text becomes a formula.

/**
 * How does this text stand in a cell? Always quoted, also for programs that part columns by other marks; before what one of them
 * would calculate stands an apostrophe.
 */
export function csvText(text: string): string {
  const harmless = /^(?:\s*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
