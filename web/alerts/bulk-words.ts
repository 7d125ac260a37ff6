import type { EndpointOutput } from '../api.ts'
import { useWords } from '../words/words.ts'

type Left = EndpointOutput<'acknowledgeAlerts'>['left']

/** What became of those to which it was not done: one sentence for each reason. */
export function useLeftWords(): (left: Left) => string {
  const say = useWords('alertList')
  return (left) => {
    const reasons = [...Map.groupBy(left, ({ because }) => because)]
    return reasons
      .map(([because, those]) => {
        const people = [...new Set(those.map(({ by }) => by ?? say('somebody')))].slice(0, 3).join(', ')
        return say(`left.${because}`, { count: those.length, people })
      })
      .join(' ')
  }
}
