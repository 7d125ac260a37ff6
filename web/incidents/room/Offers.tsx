import { useAction } from '../../query.tsx'
import { useMe } from '../../shell/me.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Row } from '../../ui/Rows.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange, useWhyNotWork } from '../may.ts'
import type { Detail } from '../may.ts'
import styles from './Offers.module.css'
import type { Open } from './opened.ts'

type Offer = Detail['offers'][number]
type OffersProps = { readonly incident: Detail; readonly open: Open }

/** What is offered to me, on top of the room: one press, and it is mine. */
export function OffersToMe({ incident, open }: OffersProps) {
  const { person } = useMe()
  return incident.offers
    .filter(({ toId }) => toId === person.id)
    .map((offer) => <OfferToMe key={offer.id} incident={incident} offer={offer} open={open} />)
}

function OfferToMe({ incident, offer, open }: OffersProps & { readonly offer: Offer }) {
  const say = useWords('incidentStory')
  const room = useWords('incidentRoom')
  const accept = useAction('acceptOffer', { done: say('offer.accepted') })
  const role = room(`role.${offer.role}`)
  return (
    <Notice tone="warning" icon="handover" title={say('offer.toYou', { name: offer.from, role })}>
      {offer.note === '' ? null : <p className={styles.note}>{offer.note}</p>}
      <p>
        {say('offer.toYouSay', { name: offer.from })} <Time at={offer.offeredAt} />
      </p>
      <div className={styles.answers}>
        <Button
          tone="primary"
          size="large"
          icon="check"
          busy={accept.busy}
          unavailable={useWhyNotWork(incident)}
          onPress={() => accept.run({ incidentId: incident.id, offerId: offer.id })}
        >
          {say('offer.accept')}
        </Button>
        <Button
          size="large"
          unavailable={useWhyNotChange(incident)}
          onPress={() => open({ dialog: 'decline_offer', offerId: offer.id, role: offer.role, from: offer.from })}
        >
          {say('offer.decline')}
        </Button>
      </div>
    </Notice>
  )
}

/** One that waits for its answer, among the people. */
export function OfferRow({ incident, offer }: { readonly incident: Detail; readonly offer: Offer }) {
  const say = useWords('incidentStory')
  const room = useWords('incidentRoom')
  const { person } = useMe()
  const unavailable = useWhyNotChange(incident)
  const withdraw = useAction('withdrawOffer', { done: say('offer.withdrawn') })
  const isMine = offer.fromId === person.id
  return (
    <Row
      lead={<Avatar name={offer.to} />}
      title={say('offer.waiting', { role: room(`role.${offer.role}`), name: offer.to })}
      meta={
        <>
          <span>{say('offer.by', { name: offer.from })}</span>
          <Time at={offer.offeredAt} />
        </>
      }
      wrapTrail={isMine}
      trail={
        isMine ? (
          <Button
            size="small"
            busy={withdraw.busy}
            unavailable={unavailable}
            onPress={() => withdraw.run({ incidentId: incident.id, offerId: offer.id })}
          >
            {say('offer.withdraw')}
          </Button>
        ) : undefined
      }
    />
  )
}
