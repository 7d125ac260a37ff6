// What is to be kept of a service before it evaporates: the list that its incidents begin with.
import * as z from 'zod'
import { faultOfAddress, faultOfLink, linkFaultSays, type LinkFault } from './evidence-link.ts'
import { evidenceKinds, mostListed, type EvidenceKind } from './evidence-kinds.ts'

/** One thing to keep. `address` is opened for a link, called for a snapshot, and empty for what somebody brings. */
export const ListedEvidence = z
  .strictObject({
    name: z.string().trim().min(1, 'Give it a name').max(200),
    /** How to get it, and why it is wanted. */
    how: z.string().trim().max(2000).default(''),
    kind: z.enum(evidenceKinds),
    address: z.string().trim().max(2000).default(''),
  })
  .superRefine(({ kind, address }, refusal) => {
    const message = whyNotAddress(kind, address)
    if (message) refusal.addIssue({ code: 'custom', path: ['address'], message })
  })
export type ListedEvidence = z.output<typeof ListedEvidence>

/** The same as it is answered, with nothing left out. */
export const ShownEvidence = z.object({
  name: z.string(),
  how: z.string(),
  kind: z.enum(evidenceKinds),
  address: z.string(),
})

/** A name stands for one thing in the list of a service. */
export const EvidenceList = z
  .array(ListedEvidence)
  .max(mostListed, `Write at most ${mostListed}`)
  .superRefine((list, refusal) => {
    list.forEach(({ name }, at) => {
      if (list.findIndex((other) => other.name === name) < at)
        refusal.addIssue({ code: 'custom', path: [at, 'name'], message: 'Another entry has this name' })
    })
  })

function whyNotAddress(kind: EvidenceKind, address: string): string | null {
  switch (kind) {
    case 'link':
      return said(faultOfLink(address))
    case 'snapshot':
      return said(faultOfAddress(address))
    case 'upload':
      return address === '' ? null : 'A file has no address: somebody brings it'
  }
}

function said(fault: LinkFault | null): string | null {
  return fault && linkFaultSays[fault]
}
