// oxlint-disable typescript/consistent-type-imports -- so that a term is one line
/**
 * Every term that has words, by its English file: what `useWords` takes, and which keys it knows. A new term is one line
 * here; its words are fetched with the screens and dialogs that speak it.
 */
export type Terms = {
  readonly alerts: typeof import('./en/alerts.json')
  readonly answers: typeof import('./en/answers.json')
  readonly balance: typeof import('./en/balance.json')
  readonly calendars: typeof import('./en/calendars.json')
  readonly channels: typeof import('./en/channels.json')
  readonly chat: typeof import('./en/chat.json')
  readonly cover: typeof import('./en/cover.json')
  readonly dragging: typeof import('./en/dragging.json')
  readonly escalation: typeof import('./en/escalation.json')
  readonly intake: typeof import('./en/intake.json')
  readonly leave: typeof import('./en/leave.json')
  readonly log: typeof import('./en/log.json')
  readonly mailRules: typeof import('./en/mailRules.json')
  readonly now: typeof import('./en/now.json')
  readonly operations: typeof import('./en/operations.json')
  readonly paging: typeof import('./en/paging.json')
  readonly people: typeof import('./en/people.json')
  readonly policyTest: typeof import('./en/policyTest.json')
  readonly prove: typeof import('./en/prove.json')
  readonly push: typeof import('./en/push.json')
  readonly quiet: typeof import('./en/quiet.json')
  readonly readiness: typeof import('./en/readiness.json')
  readonly reference: typeof import('./en/reference.json')
  readonly schedules: typeof import('./en/schedules.json')
  readonly services: typeof import('./en/services.json')
  readonly shell: typeof import('./en/shell.json')
  readonly spans: typeof import('./en/spans.json')
  readonly terms: typeof import('./en/terms.json')
  readonly troubles: typeof import('./en/troubles.json')
  readonly turns: typeof import('./en/turns.json')
  readonly ui: typeof import('./en/ui.json')
  readonly verify: typeof import('./en/verify.json')
}
