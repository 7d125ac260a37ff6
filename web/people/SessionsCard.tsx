import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { agentOf } from './agent.ts'

/** Where I am signed in; each browser but this one can be sent out. */
export function SessionsCard() {
  const say = useWords('people')
  const sessions = useLoaded('listSessions', {})
  return (
    <Card title={say('session.title')} about={say('session.about')} flush>
      <Loaded query={sessions}>
        {(answer) => (
          <Rows label={say('session.title')}>
            {answer.sessions
              .toSorted((a, b) => Number(b.isThisOne) - Number(a.isThisOne) || b.seenAt.localeCompare(a.seenAt))
              .map((session) => (
                <SessionRow key={session.id} session={session} />
              ))}
          </Rows>
        )}
      </Loaded>
    </Card>
  )
}

function SessionRow({ session }: { readonly session: EndpointOutput<'listSessions'>['sessions'][number] }) {
  const say = useWords('people')
  const revoke = useAction('revokeSession', { done: say('session.ended') })
  const { browser, system, isPhone } = agentOf(session.agent)
  const place = [browser, system].filter(Boolean).join(' · ')
  return (
    <Row
      lead={<Icon name={isPhone ? 'phone' : 'screen'} />}
      title={place || say('session.unknown')}
      meta={
        <>
          <span>
            {say('session.seen')} <Time at={session.seenAt} />
          </span>
          <span>
            {say('session.began')} <Time at={session.createdAt} as="moment" />
          </span>
          {session.address ? <span>{session.address}</span> : null}
        </>
      }
      trail={
        session.isThisOne ? (
          <State tone="ok" icon="check">
            {say('session.this')}
          </State>
        ) : (
          <Button size="small" icon="leave" busy={revoke.busy} onPress={() => revoke.run({ sessionId: session.id })}>
            {say('session.end')}
          </Button>
        )
      }
    />
  )
}
