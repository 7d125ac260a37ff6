/** Which label is meant by `name:value`? The name ends at the first colon; null when there is no name. */
export function labelPair(text: string): { readonly name: string; readonly value: string } | null {
  const at = text.indexOf(':')
  return at < 1 ? null : { name: text.slice(0, at), value: text.slice(at + 1) }
}

/**
 * How a label stands in the text of an alert's labels, which is JSON as `JSON.stringify` writes it. Where it does not stand no alert has
 * it; where it does, a name with quotes of its own may only look like it.
 */
export function labelInText({ name, value }: { readonly name: string; readonly value: string }): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`
}

/** Which labels are these? An alert's, as `JSON.stringify` has written them. */
export function labelsOf(text: string): Record<string, string> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by ourselves
  return JSON.parse(text) as Record<string, string>
}
