import { isAcute } from '../../../domain/incidents/stages.ts'
import type { IncidentState } from '../../../domain/incidents/stages.ts'

/** The parts of a room that a phone shows one at a time; at a desk all are seen at once. */
export const places = ['now', 'people', 'timeline', 'known'] as const
export type Place = (typeof places)[number]

/** The cards of a room. */
export type RoomCard =
  | 'summary'
  | 'myRating'
  | 'owed'
  | 'recall'
  | 'beside'
  | 'runbooks'
  | 'actions'
  | 'evidence'
  | 'hypotheses'
  | 'tasks'
  | 'followUps'
  | 'timeline'
  | 'ratings'
  | 'people'
  | 'updates'
  | 'family'
  | 'facts'
  | 'alerts'
  | 'surroundings'

/** Under which of them is a card? What the stage is about stands under "now"; who works on it and who is told stay together. */
export function placeOf(card: RoomCard, state: IncidentState): Place {
  switch (card) {
    case 'summary':
    case 'myRating':
    case 'owed':
      return 'now'
    case 'timeline':
    case 'people':
      return card
    case 'updates':
    case 'family':
    case 'ratings':
      return 'people'
    case 'actions':
    case 'runbooks':
    case 'tasks':
      return isAcute(state) || state === 'resolution' ? 'now' : 'known'
    case 'facts':
    case 'alerts':
      return state === 'triage' ? 'now' : 'known'
    case 'recall':
      return state === 'triage' || state === 'coordination' || state === 'mitigation' ? 'now' : 'known'
    case 'beside':
    case 'evidence':
      return state === 'mitigation' ? 'now' : 'known'
    case 'hypotheses':
      return state === 'resolution' ? 'now' : 'known'
    case 'followUps':
      return state === 'resolution' || state === 'follow_up' ? 'now' : 'known'
    case 'surroundings':
      return 'known'
  }
}
