import { paths } from '../paths.ts'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { State } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { ContactCardButton } from './ContactCardButton.tsx'
import type { Detail } from './handover.ts'
import styles from './ReadyCard.module.css'

type Found = Detail['ready'][number]

/** Whether whoever comes can be reached and has time: what is red, they and a manager hear of before the shift. */
export function ReadyCard({ handover }: { readonly handover: Detail }) {
  const say = useWords('handover')
  const me = useMe().person.id
  if (handover.ready.length === 0 || !handover.to) return null
  const isMine = handover.to.personId === me
  const wrong = handover.ready.flatMap(({ check, is }) => (is === 'good' ? [] : [check]))
  return (
    <Card title={isMine ? say('ready.mine') : say('ready.title', { name: handover.to.name })}>
      <ul className={styles.list}>
        {handover.ready.map((found) => (
          <li key={found.check}>
            <State {...looks[found.is]} look="plain">
              <FoundWords found={found} />
            </State>
          </li>
        ))}
      </ul>
      {isMine ? (
        <div className={styles.actions}>
          {wrong.some((check) => check !== 'links') ? <Button href={paths.me}>{say('ready.toContacts')}</Button> : null}
          {wrong.includes('links') ? <Button href={paths.kit}>{say('ready.toKit')}</Button> : null}
          <ContactCardButton />
        </div>
      ) : null}
    </Card>
  )
}

function FoundWords({ found }: { readonly found: Found }) {
  const say = useWords('handover')
  const { check, is, detail } = found
  switch (check) {
    case 'active':
      return say(is === 'bad' ? 'ready.active_bad' : 'ready.active')
    case 'reachable':
      return is === 'bad'
        ? say('ready.reachable_bad')
        : is === 'soon'
          ? say('ready.reachable_soon')
          : say('ready.reachable', { count: Number(detail) })
    case 'tested':
      return is === 'good' ? say('ready.tested', { days: detail }) : say('ready.tested_soon')
    case 'leave':
      return is === 'good' ? say('ready.leave') : <LeaveWords detail={detail} />
    case 'links':
      return is === 'good' ? say('ready.links') : say('ready.links_soon', { names: detail })
  }
}

function LeaveWords({ detail }: { readonly detail: string }) {
  const say = useWords('handover')
  const [startsAt = '', endsAt = ''] = detail.split('/')
  return (
    <span>
      {say('ready.leave_bad')} <Time at={startsAt} as="moment" /> – <Time at={endsAt} as="moment" />
    </span>
  )
}

const looks: Readonly<Record<Found['is'], { readonly tone: Tone; readonly icon: IconName }>> = {
  good: { tone: 'ok', icon: 'ok' },
  soon: { tone: 'warning', icon: 'warning' },
  bad: { tone: 'critical', icon: 'critical' },
}
