// Why the log of a team has no address for mail, and what to do then.

export const logMailProblems = {
  no_mail_taken: {
    status: 409,
    say: 'No mail comes in here. Set BATON_MAIL_DOMAIN and a door for it (docs/operating.md), then make the address.',
  },
} as const
