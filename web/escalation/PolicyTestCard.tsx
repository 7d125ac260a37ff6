import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { Loaded } from '../Loaded.tsx'
import { useLoaded } from '../query.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { PolicyTold } from './draft.ts'
import styles from './PolicyTestCard.module.css'

const PolicyTestDialog = lazy(async () => ({ default: (await import('./PolicyTestDialog.tsx')).PolicyTestDialog }))

type Test = NonNullable<EndpointOutput<'getPolicyTest'>['test']>

/** Whether the policy was ever played in earnest: who answered, by what and how fast. */
export function PolicyTestCard({ policy, mayNot }: PolicyTestCardProps) {
  const say = useWords('policyTest')
  const last = useLoaded('getPolicyTest', { policyId: policy.id })
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Card
        title={say('title')}
        flush
        actions={
          <Button size="small" icon="ringing" onPress={() => setAsking(true)} unavailable={mayNot}>
            {say('do')}
          </Button>
        }
      >
        <Loaded query={last}>
          {({ test }) => (test ? <Report test={test} /> : <p className={styles.line}>{say('never')}</p>)}
        </Loaded>
      </Card>
      {isAsking ? (
        <Suspense>
          <PolicyTestDialog policy={policy} onClose={() => setAsking(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

function Report({ test }: { readonly test: Test }) {
  const say = useWords('policyTest')
  const { people, answered, startedAt, endedAt, scope, by, insteadOf, alertId, priority } = test
  const count = people.length
  const isAll = answered === count
  return (
    <>
      <div className={styles.line}>
        <State
          tone={endedAt === null ? 'info' : isAll ? 'ok' : 'warning'}
          icon={endedAt === null ? 'ringing' : isAll ? 'ok' : 'warning'}
          look="plain"
        >
          {endedAt === null ? say('running', { answered, count }) : say('result', { answered, count })}
        </State>
        <p className={styles.about}>
          {say('last')} <Time at={startedAt} /> · {say('by', { name: by })} · {priority} · {say(`scopeWas.${scope}`)}
        </p>
      </div>
      <Rows label={say('title')}>
        {people.map((person) => (
          <PersonRow key={person.personId} person={person} isOver={endedAt !== null} />
        ))}
      </Rows>
      <div className={styles.line}>
        {isAll ? null : (
          <p>
            {insteadOf.length > 0
              ? say('instead', { people: insteadOf.map(({ name }) => name).join(', ') })
              : say('insteadNobody')}
          </p>
        )}
        <a href={paths.alert(alertId)}>{say('alert')}</a>
      </div>
    </>
  )
}

function PersonRow({ person, isOver }: { readonly person: Test['people'][number]; readonly isOver: boolean }) {
  const say = useWords('policyTest')
  const terms = useWords('terms')
  const { personId, name, ways, answeredAt, via, afterSeconds } = person
  const channels = [...new Set(ways.map(({ channel }) => channel))]
  return (
    <Row
      href={paths.person(personId)}
      lead={<Avatar name={name} />}
      title={name}
      meta={
        <span>
          {channels.map((channel) => terms(asKnown(`channel.${channel}`), { defaultValue: channel })).join(', ')}
        </span>
      }
      trail={
        answeredAt === null ? (
          <State tone={isOver ? 'critical' : 'info'} icon={isOver ? 'critical' : 'clock'} look="plain">
            {say(isOver ? 'notAnswered' : 'notYet')}
          </State>
        ) : (
          <State tone="ok" icon="check" look="plain">
            {say('answered', {
              seconds: afterSeconds ?? 0,
              via: say(asKnownVia(`via.${via ?? 'web'}`), { defaultValue: via ?? '' }),
            })}
          </State>
        )
      }
    />
  )
}

/** A channel of a later release has no words here, and is then called as it came. */
function asKnown(key: string): 'channel.email' {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return key as 'channel.email'
}

/** A door of a later release likewise. */
function asKnownVia(key: string): 'via.web' {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return key as 'via.web'
}

type PolicyTestCardProps = { readonly policy: PolicyTold; readonly mayNot: string | undefined }
