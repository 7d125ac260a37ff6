// Halving as the room asks it: its hypotheses about services are the answers.
import { nextToTest } from '../../../domain/services/halving.ts'
import type { Halving, HalvingAnswer, Looked } from '../../../domain/services/halving.ts'
import type { EndpointOutput } from '../../api.ts'
import type { Hypothesis } from './records.ts'

type Reach = EndpointOutput<'getReach'>

export type Answered = { readonly hypothesis: Hypothesis; readonly serviceId: string; readonly answer: HalvingAnswer }

/** What was answered so far: of each service the last word, in the order of asking. What is open nobody could tell yet. */
export function answersIn(hypotheses: readonly Hypothesis[]): readonly Answered[] {
  const answers = new Map<string, Answered>()
  for (const hypothesis of hypotheses.toSorted((a, b) => a.id - b.id)) {
    const { serviceId, outcome } = hypothesis
    if (serviceId) answers.set(serviceId, { hypothesis, serviceId, answer: answerBy[outcome] })
  }
  return [...answers.values()]
}

/** Which service is looked at next, or which one is it? */
export function halvingOf(reach: Reach, answers: readonly Looked[]): Halving {
  return nextToTest(reach.chain, reach.serviceIds, answers)
}

/** What a hypothesis that the fault is there or below became, by what was seen. */
export const outcomeBy = { fine: 'refuted', broken: 'confirmed', unknown: 'open' } as const

const answerBy = { refuted: 'fine', confirmed: 'broken', open: 'unknown' } as const
