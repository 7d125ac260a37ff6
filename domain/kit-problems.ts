// Why something of the kit does not change or is not called, and what to do then.

export const kitProblems = {
  bookmark_says_nothing: {
    status: 422,
    say: 'Write an address, or what there is to know: a number, a place, whom to ask.',
  },
  kit_full: {
    status: 409,
    say: 'This team has as many of them as it can have. Remove some that nobody needs, then try again.',
  },
  runbook_changed_meanwhile: {
    status: 409,
    say: 'Somebody saved a newer version meanwhile. Look at what they changed, then save yours again.',
  },
  runbook_step_unknown: {
    status: 422,
    say: 'This runbook has no such step. Load it again, then tick the step.',
  },
  runbook_calls_nothing: {
    status: 422,
    say: 'This step calls nothing. A step calls a webhook by a link such as [Drain](hook:https://ops.example.com/drain).',
  },
  kit_import_unreadable: {
    status: 422,
    say: 'It cannot be read as a kit. Send Markdown with links under headings, or the bookmark file of a browser.',
  },
} as const
