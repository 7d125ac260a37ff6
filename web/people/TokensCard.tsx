import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useAction, useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { State } from '../ui/State.tsx'
import { Time, useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { RoleBadge } from './marks.tsx'

const CreateTokenDialog = lazy(async () => ({ default: (await import('./CreateTokenDialog.tsx')).CreateTokenDialog }))

/** My personal tokens: for the command line and for scripts that act as me. */
export function TokensCard() {
  const say = useWords('people')
  const tokens = useLoaded('listTokens', {})
  const [isMaking, setMaking] = useState(false)
  const make = (
    <Button size="small" icon="plus" onPress={() => setMaking(true)}>
      {say('token.make')}
    </Button>
  )
  return (
    <>
      <Card
        title={say('token.title')}
        about={
          <>
            {say('token.about')} <a href={paths.reference}>{say('token.reference')}</a>
          </>
        }
        actions={make}
        flush
      >
        <Loaded
          query={tokens}
          isEmpty={(answer) => answer.tokens.length === 0}
          empty={
            <Empty icon="key" title={say('token.none')} action={make}>
              {say('token.noneSay')}
            </Empty>
          }
        >
          {(answer) => (
            <Rows label={say('token.title')}>
              {answer.tokens.map((token) => (
                <TokenRow key={token.id} token={token} />
              ))}
            </Rows>
          )}
        </Loaded>
      </Card>
      {isMaking ? (
        <Suspense>
          <CreateTokenDialog onClose={() => setMaking(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

function TokenRow({ token }: { readonly token: EndpointOutput<'listTokens'>['tokens'][number] }) {
  const say = useWords('people')
  const revoke = useAction('revokeToken', { done: say('token.ended') })
  const now = useNow()
  const isOver = token.expiresAt !== null && Date.parse(token.expiresAt) <= now.getTime()
  return (
    <Row
      lead={<Icon name="key" />}
      title={token.name}
      meta={
        <>
          <code>…{token.hint}</code>
          <span>
            {token.usedAt ? (
              <>
                {say('token.used')} <Time at={token.usedAt} />
              </>
            ) : (
              say('token.neverUsed')
            )}
          </span>
          <span>
            {token.expiresAt ? (
              <>
                {say('token.expires')} <Time at={token.expiresAt} as="day" />
              </>
            ) : (
              say('token.neverExpires')
            )}
          </span>
        </>
      }
      trail={
        <>
          {isOver ? (
            <State tone="warning" icon="clock">
              {say('token.over')}
            </State>
          ) : (
            <RoleBadge role={token.atMost} />
          )}
          <Button
            size="small"
            tone="quiet"
            icon="trash"
            busy={revoke.busy}
            onPress={() => revoke.run({ tokenId: token.id })}
          >
            {say('token.end')}
          </Button>
        </>
      }
    />
  )
}
