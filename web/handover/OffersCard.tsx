import { incidentRoles } from '../../domain/incidents/roles.ts'
import { paths } from '../paths.ts'
import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { useWords } from '../words/words.ts'
import type { Detail } from './handover.ts'

/** Roles in incidents that came with the shift and have an accept of their own. */
export function OffersCard({ handover }: { readonly handover: Detail }) {
  const say = useWords('handover')
  if (handover.offers.length === 0) return null
  return (
    <Card title={say('offers.title')} about={say('offers.about')} flush>
      <Rows label={say('offers.title')}>
        {handover.offers.map((offer) => (
          <OfferRow key={offer.offerId} offer={offer} />
        ))}
      </Rows>
    </Card>
  )
}

function OfferRow({ offer }: { readonly offer: Detail['offers'][number] }) {
  const say = useWords('handover')
  const story = useWords('incidentStory')
  const room = useWords('incidentRoom')
  const me = useMe().person.id
  const accept = useAction('acceptOffer', { done: story('offer.accepted') })
  const { incidentId, offerId } = offer
  const role = incidentRoles.find((one) => one === offer.role) ?? 'lead'
  return (
    <Row
      title={say('offers.offer', { role: room(`role.${role}`), title: offer.title })}
      href={paths.incident(incidentId)}
      trail={
        offer.to.personId === me ? (
          <Button size="small" icon="check" busy={accept.busy} onPress={() => accept.run({ incidentId, offerId })}>
            {story('offer.accept')}
          </Button>
        ) : undefined
      }
    />
  )
}
