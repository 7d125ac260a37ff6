import type { Halving } from '../../../domain/services/halving.ts'
import type { EndpointOutput } from '../../api.ts'
import { useAction } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { InRoom } from './RoomDialog.tsx'

/** Where halving ended: at one service, at several that cannot be told apart, or outside of the chain. */
export function HalvingEnd({ next, reach, incident, onClose }: EndProps) {
  const say = useWords('incidentReach')
  const nameOf = (id: string) => reach.chain.find((each) => each.id === id)?.name ?? ''
  const forbidden = useWhyNotChange(incident)
  const name = next.do === 'found' ? nameOf(next.serviceId) : ''
  const suspect = useAction('describeIncident', { done: say('halve.suspected', { name }) })
  if (next.do === 'found') {
    const ids = incident.services.map(({ id }) => id)
    const isNamed = ids.includes(next.serviceId)
    const isBroken = incident.hypotheses.some(
      (each) => each.serviceId === next.serviceId && each.outcome === 'confirmed',
    )
    const set = async () => {
      if (await suspect.run({ incidentId: incident.id, serviceIds: [...ids, next.serviceId] })) onClose()
    }
    return (
      <Notice
        tone="ok"
        title={say('halve.found', { name })}
        action={
          isNamed ? null : (
            <Button busy={suspect.busy} unavailable={forbidden} onPress={set}>
              {say('halve.suspect')}
            </Button>
          )
        }
      >
        {isBroken
          ? next.below > 0
            ? say('halve.foundBelow', { count: next.below })
            : say('halve.foundEnd')
          : say('halve.foundOnly')}{' '}
        {isNamed ? say('halve.isSuspected') : null}
      </Notice>
    )
  }
  return next.do === 'one_by_one' ? (
    <Notice tone="warning" title={say('halve.oneByOne')}>
      {next.left.map(nameOf).join(', ')}. {say('halve.oneByOneSay')}
    </Notice>
  ) : (
    <Notice tone="warning" title={say('halve.elsewhere')}>
      {say('halve.elsewhereSay')}
    </Notice>
  )
}

type EndProps = Pick<InRoom, 'incident' | 'onClose'> & {
  readonly next: Halving
  readonly reach: EndpointOutput<'getReach'>
}
