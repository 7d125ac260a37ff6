import { paths } from '../paths.ts'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { State } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
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
  const isGood = handover.ready.every(({ is }) => is === 'good')
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
          {isGood ? null : <Button href={paths.me}>{say('ready.toContacts')}</Button>}
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
      return is === 'good' ? say('ready.leave') : say('ready.leave_bad', { detail })
  }
}

const looks: Readonly<Record<Found['is'], { readonly tone: Tone; readonly icon: IconName }>> = {
  good: { tone: 'ok', icon: 'ok' },
  soon: { tone: 'warning', icon: 'warning' },
  bad: { tone: 'critical', icon: 'critical' },
}
