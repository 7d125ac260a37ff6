// What a handover is to whoever looks at it.
import type { EndpointOutput } from '../api.ts'

export type HandoverTold = EndpointOutput<'listHandovers'>['handovers'][number]
export type Detail = EndpointOutput<'getHandover'>
export type Part = Detail['brief'][number]
export type Item = Part['items'][number]

/** Am I to sign it, to accept it, is it mine and not yet time, is it late and nobody's in particular, or none of my business? */
export function waitsFor(handover: HandoverTold, me: string): 'sign' | 'accept' | 'going' | 'coming' | 'late' | null {
  const isGiver = handover.from?.personId === me
  const isTaker = handover.to?.personId === me
  switch (handover.state) {
    case 'planned':
      return isGiver ? 'going' : isTaker ? 'coming' : null
    case 'draft':
      return isGiver ? 'sign' : isTaker ? 'coming' : null
    case 'signed':
    case 'questioned':
      return isTaker ? 'accept' : isGiver ? 'going' : null
    case 'missed':
      return isGiver ? 'sign' : 'late'
    case 'unaccepted':
      return isTaker ? 'accept' : 'late'
    case 'accepted':
    case 'called_off':
      return null
  }
}

/** From whom to whom, and nobody where it is nobody. */
export function namesOf({ from, to }: Pick<HandoverTold, 'from' | 'to'>, nobody: string) {
  return { from: from?.name ?? nobody, to: to?.name ?? nobody }
}
