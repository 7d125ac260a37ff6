import { useState } from 'react'
import { paths } from '../paths.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { State } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { DeliveryLine } from './DeliveryLine.tsx'
import styles from './PageTrail.module.css'
import { turnsOf } from './trail.ts'
import type { Delivery, Page, Turn } from './trail.ts'

const shownTurns = 4

/** Who was tried, how, and what came back: each page of an alert, firing by firing. */
export function PageTrail({ pages, alertId }: { readonly pages: readonly Page[]; readonly alertId: number }) {
  const say = useWords('paging')
  if (pages.length === 0) return <p className={styles.calm}>{say('trail.none')}</p>
  return (
    <div className={styles.pages}>
      {pages
        .toSorted((a, b) => b.id - a.id)
        .map((page) => (
          <PageShown key={page.id} page={page} alertId={alertId} isOnly={pages.length === 1} />
        ))}
    </div>
  )
}

function PageShown({
  page,
  alertId,
  isOnly,
}: {
  readonly page: Page
  readonly alertId: number
  readonly isOnly: boolean
}) {
  const say = useWords('paging')
  const words = useWords('turns')
  const turns = turnsOf(page)
  const [isWhole, setWhole] = useState(false)
  const hidden = isWhole ? 0 : Math.max(0, turns.length - shownTurns)
  const { tone, icon } = pageStates[page.state]
  return (
    <section className={styles.page} aria-label={say('trail.page', { id: page.id })}>
      <header className={styles.head}>
        <h3 className={styles.plan}>
          {page.plan === 'policy' && page.policyId ? (
            <a href={paths.policy(page.policyId)}>{say('plan.policy', { name: page.policyName })}</a>
          ) : page.plan === 'person' ? (
            say('plan.person', { name: page.personName })
          ) : (
            say('plan.fallback')
          )}
        </h3>
        <State tone={tone} icon={icon}>
          {say(`pageState.${page.state}`)}
        </State>
        {isOnly ? null : (
          <span className={styles.calm}>
            <Time at={page.openedAt} as="moment" />
          </span>
        )}
      </header>
      {page.alertId === alertId ? null : (
        <p className={styles.calm}>
          <a href={paths.alert(page.alertId)}>{say('trail.together')}</a>
        </p>
      )}
      {hidden > 0 ? (
        <Button tone="quiet" size="small" icon="up" onPress={() => setWhole(true)}>
          {say('trail.earlier', { count: hidden })}
        </Button>
      ) : null}
      <ol className={styles.turns}>
        {turns.slice(hidden).map((turn) => (
          <TurnShown key={turn.turn} turn={turn} plan={page.plan} />
        ))}
      </ol>
      {page.heldUntil === null ? null : (
        <p className={styles.calm}>
          {words('heldUntil')} <Time at={page.heldUntil} as="moment" />
        </p>
      )}
      {turns.length === 0 && page.heldUntil === null ? <p className={styles.calm}>{say('trail.nobodyYet')}</p> : null}
      {page.answers.length === 0 ? null : (
        <p className={styles.calm}>
          {words('answered', {
            people: page.answers.map(({ name }) => name).join(', '),
            have: page.answers.length,
            needed: page.needs,
          })}
        </p>
      )}
      <Declines page={page} />
    </section>
  )
}

/** Who said that they cannot, when, and why; what no longer holds is from before the page came back. */
function Declines({ page }: { readonly page: Page }) {
  const say = useWords('answers')
  if (page.declines.length === 0) return null
  return (
    <ul className={styles.deliveries}>
      {page.declines.map(({ personId, personName, at, reason, holds }) => (
        <li key={`${personId} ${at}`} className={holds ? undefined : styles.calm}>
          <a href={paths.person(personId)}>{personName}</a> {say('cannot.trail')}
          {reason ? `: ${reason}` : null} · <Time at={at} as="clock" />
        </li>
      ))}
    </ul>
  )
}

function TurnShown({ turn, plan }: { readonly turn: Turn; readonly plan: Page['plan'] }) {
  const say = useWords('paging')
  const channels = useWords('channels')
  const isFallback = plan === 'fallback'
  return (
    <li className={styles.turn}>
      <p className={styles.step}>
        <strong>
          {isFallback ? say('trail.round', { count: turn.loop + 1 }) : say('trail.step', { step: turn.step + 1 })}
        </strong>
        {turn.loop > 0 && !isFallback ? <span>{say('trail.round', { count: turn.loop + 1 })}</span> : null}
        <span>
          <Time at={turn.at} as="clock" />
        </span>
      </p>
      {turn.people.map((person) => (
        <div key={person.personId} className={styles.person}>
          <p className={styles.who}>
            <Avatar name={person.name} size="small" />
            <a href={paths.person(person.personId)}>{person.name}</a>
            {plan === 'person' ? null : <Because reason={person.reason} />}
          </p>
          <ul className={styles.deliveries}>
            {person.deliveries.map((delivery) => (
              <DeliveryLine key={delivery.id} delivery={delivery} />
            ))}
          </ul>
        </div>
      ))}
      {turn.told.map((delivery) => (
        <div key={delivery.id} className={styles.person}>
          <p className={styles.who}>
            <Icon name="send" />
            <span>{delivery.reason.told?.channel}</span>
            <span className={styles.calm}>{channels('told')}</span>
          </p>
          <ul className={styles.deliveries}>
            <DeliveryLine delivery={delivery} />
          </ul>
        </div>
      ))}
    </li>
  )
}

/** Why this person. */
function Because({ reason }: { readonly reason: Delivery['reason'] }) {
  const say = useWords('paging')
  if (reason.kind === 'told') return null
  return (
    <span className={styles.calm}>
      {reason.kind === 'on_call' ? (
        <>
          {say('because.on_call', { schedule: reason.schedule })}
          {reason.until ? (
            <>
              {' '}
              ({say('because.until')} <Time at={reason.until} as="moment" />)
            </>
          ) : null}
        </>
      ) : (
        say(`because.${reason.kind}`, { schedule: reason.schedule ?? '', team: reason.team ?? '' })
      )}
    </span>
  )
}

const pageStates: Readonly<Record<Page['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  open: { tone: 'critical', icon: 'ringing' },
  acknowledged: { tone: 'info', icon: 'check' },
  snoozed: { tone: 'calm', icon: 'clock' },
  exhausted: { tone: 'critical', icon: 'critical' },
  closed: { tone: 'ok', icon: 'ok' },
}
