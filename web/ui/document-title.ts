let title = ''
let mark = ''

/** Names the document; a mark such as "Ringing (2)" goes before the name until it is taken away with an empty one. */
export function nameDocument(change: { readonly title?: string; readonly mark?: string }): void {
  title = change.title ?? title
  mark = change.mark ?? mark
  document.title = mark ? `${mark} · ${title}` : title
}
