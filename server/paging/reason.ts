import type { PageFacts } from '../../domain/paging/message-facts.ts'
import type { Claimed } from './deliveries.ts'

/** Why this person is asked, as the message is given it: moments read, and only what its kind has. */
export function reasonFor(person: string, { kind, schedule, until, team }: Claimed['reason']): PageFacts['reason'] {
  switch (kind) {
    case 'on_call':
      return { kind, person, schedule: schedule ?? '', until: until ? Temporal.Instant.from(until) : null }
    case 'handing_over':
      return { kind, person, schedule: schedule ?? '', until: until ? Temporal.Instant.from(until) : null }
    case 'shadow':
      return { kind, person, schedule: schedule ?? '' }
    case 'member':
      return { kind, person, team: team ?? '' }
    case 'told':
      return { kind: 'words', text: '' }
    case 'named':
    case 'asked_for':
    case 'fallback':
      return { kind, person }
    case 'itself':
      return { kind: 'words', text: 'Baton pages itself' }
  }
}
