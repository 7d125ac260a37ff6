/** How evidence comes: somebody opens an address, brings a file, or Baton calls a webhook and keeps what it answers. */
export const evidenceKinds = ['link', 'upload', 'snapshot'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** At most so many on the list of one service: a longer one is read by nobody at three in the morning. */
export const mostListed = 20
