// Why evidence of an incident is not kept, and what to do then.

export const evidenceProblems = {
  evidence_kept_already: {
    status: 409,
    say: 'Somebody has kept this already. Look at what they kept, and add yours beside it.',
  },
  evidence_nothing: { status: 422, say: 'Say where it is kept, or write a word on it; or bring the file.' },
  evidence_no_snapshot: {
    status: 409,
    say: 'No webhook answers for this entry. Bring a file, keep a link, or say that it is missing.',
  },
  evidence_too_many: {
    status: 409,
    say: 'This incident has as much evidence as it may. Keep a link to the rest instead.',
  },
  evidence_empty: {
    status: 422,
    say: 'The file is empty. Look whether it was written to the end, and bring it again.',
  },
  evidence_too_large: {
    status: 413,
    say: 'The file is larger than Baton keeps. Cut out the part that matters, or keep a link to it.',
  },
  evidence_full: {
    status: 409,
    say: 'The files of this incident fill what it may have. Keep a link to the rest, or have a manager take one out.',
  },
  evidence_busy: {
    status: 503,
    say: 'Too many files arrive at once. Nothing of yours was kept; try again in a few seconds.',
  },
  evidence_cut_off: { status: 400, say: 'The file broke off on its way, and nothing of it was kept. Bring it again.' },
} as const
