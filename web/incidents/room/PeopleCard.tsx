import { offeredRoles } from '../../../domain/incidents/offers.ts'
import type { IncidentRole } from '../../../domain/incidents/roles.ts'
import { incidentRoles } from '../../../domain/incidents/roles.ts'
import { useAction } from '../../query.tsx'
import { useMe } from '../../shell/me.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/Menu.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange, useWhyNotWork } from '../may.ts'
import type { Detail } from '../may.ts'
import { OfferRow } from './Offers.tsx'
import type { Open } from './opened.ts'
import styles from './PeopleCard.module.css'

type Engaged = Detail['people'][number]

/** Who works on it and as what, who was asked, and who is no longer on it. */
export function PeopleCard({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentRoom')
  const isOffered = ({ personId, role, engagement }: Engaged) =>
    engagement === 'asked' && incident.offers.some((offer) => offer.toId === personId && offer.role === role)
  const now = incident.people.filter((person) => isOnIt(person) && !isOffered(person))
  const former = incident.people.filter((person) => !isOnIt(person))
  return (
    <Card title={say('people.title')} flush actions={<TakePart incident={incident} />}>
      {now.length === 0 ? <p className={styles.none}>{say('people.none')}</p> : null}
      <Rows label={say('people.title')}>
        {now.map((engaged) => (
          <PersonRow key={keyOf(engaged)} incident={incident} engaged={engaged} open={open} />
        ))}
        {incident.offers.map((offer) => (
          <OfferRow key={offer.id} incident={incident} offer={offer} />
        ))}
      </Rows>
      <div className={styles.call}>
        <CallButton incident={incident} open={open} />
      </div>
      {former.length > 0 ? (
        <div className={styles.former}>
          <Fold say={say('people.former', { count: former.length })}>
            <ul className={styles.gone}>
              {former.map((engaged) => (
                <li key={keyOf(engaged)}>
                  {engaged.name} · {say(`role.${engaged.role}`)} · {say(`people.engagement.${engaged.engagement}`)}
                </li>
              ))}
            </ul>
          </Fold>
        </div>
      ) : null}
    </Card>
  )
}

function isOnIt({ engagement }: Engaged): boolean {
  return engagement === 'accepted' || engagement === 'asked'
}

function CallButton({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentRoom')
  return (
    <Button
      icon="ringing"
      wide
      unavailable={useWhyNotWork(incident)}
      onPress={() => open({ dialog: 'call', role: 'responder' })}
    >
      {say('people.call')}
    </Button>
  )
}

/** I join, or take one of the roles that I do not have. */
function TakePart({ incident }: { readonly incident: Detail }) {
  const say = useWords('incidentRoom')
  const { person } = useMe()
  const unavailable = useWhyNotWork(incident)
  const join = useAction('joinIncident', { done: say('people.joined') })
  const mine = incident.people.filter(({ personId, engagement }) => personId === person.id && engagement === 'accepted')
  const has = (role: IncidentRole) => mine.some((each) => each.role === role)
  const items: readonly MenuItem[] = incidentRoles
    .filter((role) => !has(role))
    .map((role) => ({
      say: say(`role.${role}`),
      onPress: () => join.run({ incidentId: incident.id, role }),
      unavailable,
    }))
  return (
    <>
      {mine.length === 0 ? (
        <Button
          size="small"
          tone="primary"
          icon="plus"
          busy={join.busy}
          unavailable={unavailable}
          onPress={() => join.run({ incidentId: incident.id })}
        >
          {say('people.join')}
        </Button>
      ) : null}
      <Menu label={say('people.take')} size="small" items={items}>
        {say('people.take')}
      </Menu>
    </>
  )
}

function PersonRow({ incident, engaged, open }: PersonRowProps) {
  const say = useWords('incidentRoom')
  const story = useWords('incidentStory')
  const { person } = useMe()
  const isMine = engaged.personId === person.id
  const isAsked = engaged.engagement === 'asked'
  const whyNotWork = useWhyNotWork(incident)
  const whyNotChange = useWhyNotChange(incident)
  const join = useAction('joinIncident', { done: say('people.joined') })
  const offered = offeredRoles.find((role) => role === engaged.role)
  const items: readonly MenuItem[] = [
    ...(isMine && offered && !isAsked && !incident.offers.some(({ role }) => role === offered)
      ? [
          {
            say: story('offer.do', { role: say(`role.${offered}`) }),
            icon: 'handover' as const,
            unavailable: whyNotWork,
            onPress: () => open({ dialog: 'offer', role: offered }),
          },
        ]
      : []),
    {
      say: say(isMine ? 'people.leave' : 'people.standDown'),
      icon: 'leave',
      unavailable: whyNotChange,
      onPress: () => open({ dialog: 'stand_down', personId: engaged.personId, name: engaged.name }),
    },
  ]
  return (
    <Row
      lead={<Avatar name={engaged.name} />}
      title={engaged.name}
      meta={
        <>
          <span>{say(`role.${engaged.role}`)}</span>
          {isAsked ? (
            <span>{engaged.askedBy ? say('people.asked', { name: engaged.askedBy }) : say('people.askedOnly')}</span>
          ) : null}
          <Time at={isAsked ? engaged.askedAt : engaged.changedAt} />
        </>
      }
      wrapTrail={isAsked && isMine}
      trail={
        isAsked && isMine ? (
          <>
            <Button
              size="small"
              tone="primary"
              icon="check"
              busy={join.busy}
              unavailable={whyNotWork}
              onPress={() => join.run({ incidentId: incident.id, role: engaged.role })}
            >
              {say('people.accept')}
            </Button>
            <Button
              size="small"
              unavailable={whyNotChange}
              onPress={() => open({ dialog: 'decline', role: engaged.role })}
            >
              {say('people.cannot')}
            </Button>
          </>
        ) : (
          <Menu label={say('people.more', { name: engaged.name })} icon="more" size="small" items={items} />
        )
      }
    />
  )
}

function keyOf({ personId, role }: Engaged): string {
  return `${personId} ${role}`
}

type PersonRowProps = { readonly incident: Detail; readonly engaged: Engaged; readonly open: Open }
