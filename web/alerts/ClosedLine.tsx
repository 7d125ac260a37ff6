import type { EndpointOutput } from '../api.ts'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'

/** When and why an alert was closed; the note of whoever closed it is the thing to read. */
export function ClosedLine({
  alert,
}: {
  readonly alert: Pick<EndpointOutput<'getAlert'>, 'closedAt' | 'closedBecause' | 'closedBy'>
}) {
  const say = useWords('alerts')
  const because = alert.closedBecause ?? 'person'
  const known = (['source', 'ended', 'person', 'test_over'] as const).find((each) => each === because)
  return (
    <Notice
      tone="ok"
      title={
        <>
          {say('next.closed')} {alert.closedAt ? <Time at={alert.closedAt} as="moment" /> : null}
        </>
      }
    >
      {alert.closedBy ? `${alert.closedBy}: ` : null}
      {known ? say(`next.closedBy.${known}`) : because}
    </Notice>
  )
}
