import type { EndpointOutput } from '../api.ts'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'

type Promised = NonNullable<EndpointOutput<'getAlert'>['promise']>

/** What whoever has it said; `isPast` once it waits for somebody again. */
export function PromiseLine({ promise, isPast }: { readonly promise: Promised; readonly isPast: boolean }) {
  const say = useWords('answers')
  const { by: name, lookingInto: what, backAt } = promise
  const first = what
    ? say(isPast ? 'promise.lookedAt' : 'promise.looksAt', { name, what })
    : say(isPast ? 'promise.had' : 'promise.has', { name })
  return (
    <>
      {first}
      {backAt ? (
        <>
          {' · '}
          {say(isPast ? 'promise.saidBackBy' : 'promise.backBy')} <Time at={backAt} as="clock" />
        </>
      ) : null}
    </>
  )
}
