import { State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { Bookmark } from './kit-list.ts'

/** Whether an address answers: only what is wrong, or not known, is said. */
export function CheckMark({ check }: Pick<Bookmark, 'check'>) {
  const say = useWords('kit')
  if (check === null || check.state === 'ok' || check.state === 'unknown') return null
  if (check.state === 'refused') {
    return (
      <State tone="calm" icon="info" look="plain">
        {say('check.refused')}
      </State>
    )
  }
  return (
    <>
      <State tone="critical" icon="critical">
        {say('check.failing')}
      </State>
      {check.failingSince ? (
        <span>
          {say('check.since')} <Time at={check.failingSince} as="moment" />
        </span>
      ) : null}
      {check.detail === '' ? null : <span>{check.detail}</span>}
    </>
  )
}
