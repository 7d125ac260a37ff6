/** Which label is meant by `name:value`? The name ends at the first colon; null when there is no name. */
export function labelPair(text: string): { readonly name: string; readonly value: string } | null {
  const at = text.indexOf(':')
  return at < 1 ? null : { name: text.slice(0, at), value: text.slice(at + 1) }
}

/**
 * How a label stands in the text of an alert's labels, which is JSON as `JSON.stringify` writes it. Nowhere else can it stand so: inside
 * a name or a value every quote has a backslash before it.
 */
export function labelInText({ name, value }: { readonly name: string; readonly value: string }): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`
}
