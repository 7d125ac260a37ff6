// What each kind of entry about a handover holds, and the sentence a responder would say aloud. Where nobody goes or comes, it says `nobody`.

type Hands = { schedule: string; giver: string; taker: string }

export type HandoverEntryFacts = {
  handover_drafted: Hands & { changesAt: string }
  handover_changed: Hands & { changesAt: string }
  handover_called_off: Hands
  /** `text`: what is written down for whoever comes. */
  handover_written: Hands & { text: string }
  handover_signed: Hands
  handover_asked: Hands & { text: string }
  handover_answered: Hands & { text: string }
  /** `count`: of so many open things the owner changed. */
  handover_accepted: Hands & { count: number }
  /** A manager, in the place of whoever came and did not accept it: nothing changed owner. */
  handover_accepted_for: Hands
  /** `people`: who was told. */
  handover_late: Hands & { people: string }
  handover_missed: Hands
  /** At the change, after it was accepted before. `count`: of so many things taken on since the owner changed. */
  handover_passed: Hands & { count: number }
  handover_set: { name: string; minutes: number; valve: number }
  handover_switched_off: { name: string }
  shift_not_ready: { person: string; schedule: string; checks: string }
  shift_reviewed: { schedule: string; weight: number; fix: string }
  alert_handed_over: { summary: string; holder: string; person: string }
  task_handed_over: { text: string; holder: string; person: string }
  role_offered_with_shift: { incidentRole: string; holder: string; person: string }
  follow_up_handed_over: { text: string; holder: string; person: string }
}

type Sentences = {
  readonly [K in keyof HandoverEntryFacts]: (facts: HandoverEntryFacts[K], who: string) => string
}

const hands = ({ schedule, giver, taker }: Hands) => `${schedule}, from ${giver} to ${taker}`
const checks: Readonly<Record<string, string>> = {
  active: 'deactivated',
  reachable: 'no contact that works',
  tested: 'no answered test',
  leave: 'on leave',
}
const inWords = (check: string) => checks[check] ?? check
const why = (text: string) => (text === '' ? '' : ` (${text})`)

export const handoverSentences: Sentences = {
  handover_drafted: (f) => `The handover of ${hands(f)} is drafted; the change is at ${f.changesAt}`,
  handover_changed: (f) => `The handover changed with the schedule: ${hands(f)}, at ${f.changesAt}`,
  handover_called_off: (f) => `Nothing is handed over any more on ${hands(f)}: the schedule has changed`,
  handover_written: (f, who) => `${who} wrote for the handover of ${hands(f)}${f.text === '' ? '' : `: ${f.text}`}`,
  handover_signed: (f, who) => `${who} signed the handover of ${hands(f)}`,
  handover_asked: (f, who) => `${who} asks about the handover of ${hands(f)}: ${f.text}`,
  handover_answered: (f, who) => `${who} answers about the handover of ${hands(f)}: ${f.text}`,
  handover_accepted: (f, who) => `${who} accepted the handover of ${hands(f)}; changed owner: ${f.count}`,
  handover_accepted_for: (f, who) =>
    `${who} accepted the handover of ${hands(f)} in place of ${f.taker}, who did not in time; nothing changed owner`,
  handover_late: (f) => `The handover of ${hands(f)} is not accepted yet; told: ${f.people}`,
  handover_missed: (f) => `The handover of ${hands(f)} was missed: from now on the schedule alone says who is paged`,
  handover_passed: (f) =>
    `The shift changed after its handover was accepted, ${hands(f)}; taken on since, and changed owner now: ${f.count}`,
  handover_set: (f, who) =>
    `${who}: ${f.name} hands over; others are told after ${f.minutes} min, and it is missed after ${f.valve} min`,
  handover_switched_off: (f, who) => `${who}: ${f.name} does not hand over`,
  shift_not_ready: (f) =>
    `${f.person} is not ready for the shift on ${f.schedule}: ${f.checks.split(', ').map(inWords).join(', ')}`,
  shift_reviewed: (f, who) => `${who} found the shift on ${f.schedule} ${f.weight} of 5 heavy${why(f.fix)}`,
  alert_handed_over: (f) => `${f.person} has it now, handed over by ${f.holder}: ${f.summary}`,
  task_handed_over: (f) => `${f.person} has the task now, handed over by ${f.holder}: ${f.text}`,
  role_offered_with_shift: (f) =>
    `With the shift, ${f.person} is offered to take over as ${f.incidentRole} from ${f.holder}`,
  follow_up_handed_over: (f) => `${f.person} has the follow-up now, handed over by ${f.holder}: ${f.text}`,
}
