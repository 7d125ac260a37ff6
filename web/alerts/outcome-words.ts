import { useWords } from '../words/words.ts'
import type { Alert } from './may.ts'

/** Says what came of an alert: `No action needed: threshold too tight (80 % is normal at night)`. */
export function useOutcomeWords(): (outcome: NonNullable<Alert['outcome']>) => string {
  const say = useWords('outcome')
  return ({ is, reason, note }) => {
    const why = reason === null || (reason === 'other' && note) ? '' : say(`reason.${reason}`)
    const words = [why, is === 'no_action' ? note : ''].filter(Boolean).join(', ')
    return words ? `${say(`is.${is}`)}: ${words}` : say(`is.${is}`)
  }
}
