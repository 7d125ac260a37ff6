// The links of a service while they are being written.
import { linkFault, type LinkFault, type LinkKind, type ServiceLink } from '../../domain/services/link.ts'

/** The key stays with a line while others come, go and move. */
export type LinkDraft = ServiceLink & { readonly key: number }

export function asLinkDrafts(links: readonly ServiceLink[]): readonly LinkDraft[] {
  return links.map((link, key) => ({ ...link, key }))
}

/** With one line more at the end. */
export function withNew(drafts: readonly LinkDraft[], kind: LinkKind): readonly LinkDraft[] {
  const key = Math.max(-1, ...drafts.map((draft) => draft.key)) + 1
  return [...drafts, { key, name: '', url: '', kind }]
}

/** With this line one place further up. */
export function movedUp(drafts: readonly LinkDraft[], key: number): readonly LinkDraft[] {
  const at = drafts.findIndex((draft) => draft.key === key)
  const [before, moved] = [drafts[at - 1], drafts[at]]
  return before && moved ? drafts.toSpliced(at - 1, 2, moved, before) : drafts
}

export type DraftFaults = { readonly name: boolean; readonly url: LinkFault | null }

/** What keeps a line from being saved? A line in which nothing was written is no link, and no fault. */
export function faultsOf({ name, url }: LinkDraft): DraftFaults {
  const isEmpty = name.trim() === '' && url.trim() === ''
  return { name: !isEmpty && name.trim() === '', url: isEmpty ? null : linkFault(url.trim()) }
}

/** What is saved; asked once nothing is wrong. */
export function asLinks(drafts: readonly LinkDraft[]): ServiceLink[] {
  return drafts
    .map(({ name, url, kind }) => ({ name: name.trim(), url: url.trim(), kind }))
    .filter(({ name, url }) => name !== '' || url !== '')
}
