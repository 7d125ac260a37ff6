/** What was shared, as one note: title, text and address, none of them twice; programs put the address into either of them. */
export function sharedText(of: { readonly title: string; readonly text: string; readonly url: string }): string {
  const parts: string[] = []
  for (const part of [of.url, of.text, of.title].map((each) => each.trim()))
    if (part !== '' && !parts.some((each) => each.includes(part))) parts.unshift(part)
  const inText = parts.filter((part, at) => !parts.some((other, i) => i !== at && other.includes(part)))
  return inText.join('\n').slice(0, mostShared).toWellFormed()
}

const mostShared = 4_000
