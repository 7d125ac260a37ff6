// The list of evidence of a service, while it is being written.
import type { EvidenceKind } from '../../domain/services/evidence-kinds.ts'
import { faultOfAddress, faultOfLink } from '../../domain/services/evidence-link.ts'
import type { LinkFault } from '../../domain/services/evidence-link.ts'
import type { EndpointOutput } from '../api.ts'

export type Listed = EndpointOutput<'listServiceEvidence'>['evidence'][number]
/** `key` tells entries apart while their names change. */
export type ListedDraft = Listed & { readonly key: number }

export function asDrafts(list: readonly Listed[]): readonly ListedDraft[] {
  return list.map((each) => ({ ...each, key: nextKey++ }))
}

export function newDraft(): ListedDraft {
  return { name: '', how: '', kind: 'link', address: '', key: nextKey++ }
}

/** What is saved; asked once nothing is wrong. */
export function asListed(drafts: readonly ListedDraft[]): Listed[] {
  return drafts.map(({ name, how, kind, address }) => ({
    name: name.trim(),
    how: how.trim(),
    kind,
    address: kind === 'upload' ? '' : address.trim(),
  }))
}

export type ListFault = { readonly name: 'name' | 'twice' | null; readonly address: LinkFault | null }

/** What is wrong with this entry among the others. */
export function faultsOf(draft: ListedDraft, drafts: readonly ListedDraft[]): ListFault {
  const name = draft.name.trim()
  const isTwice = drafts.some((other) => other.key < draft.key && other.name.trim() === name)
  return {
    name: name === '' ? 'name' : isTwice ? 'twice' : null,
    address: faultOfKind(draft.kind, draft.address.trim()),
  }
}

function faultOfKind(kind: EvidenceKind, address: string): LinkFault | null {
  switch (kind) {
    case 'link':
      return faultOfLink(address)
    case 'snapshot':
      return faultOfAddress(address)
    case 'upload':
      return null
  }
}

let nextKey = 1
