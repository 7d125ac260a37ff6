import { whyNotCover } from '../../domain/schedules/cover-states.ts'
import { useMe, useWhyNot } from '../shell/me.ts'
import { useWords } from '../words/words.ts'
import type { CoverTold } from './cover.ts'

/** Asks why I may not move a request so: a sentence for a button's `unavailable`, or undefined when I may. */
export function useWhyNotCover() {
  const say = useWords('cover')
  const whyNot = useWhyNot()
  const { person } = useMe()
  return (move: Parameters<typeof whyNotCover>[0], cover: CoverTold): string | undefined => {
    const forbidden = whyNot('schedules.override', cover.teamId)
    if (forbidden) return forbidden
    const mayManage = whyNot('schedules.manage', cover.teamId) === undefined
    const refused = whyNotCover(move, cover, { personId: person.id, mayManage })
    return refused === null ? undefined : say(`not.${refused}`)
  }
}
