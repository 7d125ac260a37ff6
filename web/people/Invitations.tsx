import { Loaded } from '../Loaded.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { RoleBadge } from './marks.tsx'
import { useTeams } from './teams.ts'

/** The links that still let somebody in; each can be taken back. */
export function Invitations({ onInvite }: { readonly onInvite: () => void }) {
  const say = useWords('people')
  const invitations = useLoaded('listInvitations', {})
  const revoke = useAction('revokeInvitation', { done: say('invitation.revoked') })
  const { nameOf } = useTeams()
  return (
    <Card title={say('invitation.title')} about={say('invitation.about')} flush>
      <Loaded
        query={invitations}
        isEmpty={(answer) => answer.invitations.length === 0}
        empty={
          <Empty
            icon="mail"
            title={say('invitation.none')}
            action={<Button onPress={onInvite}>{say('invite.title')}</Button>}
          >
            {say('invitation.noneSay')}
          </Empty>
        }
      >
        {(answer) => (
          <Rows label={say('invitation.title')}>
            {answer.invitations.map((invitation) => (
              <Row
                key={invitation.id}
                lead={<Icon name="mail" />}
                title={invitation.email ?? say('invitation.anybody')}
                meta={
                  <>
                    {invitation.invitedBy ? <span>{say('invitation.by', { name: invitation.invitedBy })}</span> : null}
                    {invitation.teamId ? <span>{nameOf(invitation.teamId)}</span> : null}
                    <span>
                      {say('invitation.expires')} <Time at={invitation.expiresAt} as="moment" />
                    </span>
                  </>
                }
                trail={
                  <>
                    <RoleBadge role={invitation.role} />
                    <Button
                      size="small"
                      tone="quiet"
                      icon="close"
                      busy={revoke.busy}
                      onPress={() => revoke.run({ invitationId: invitation.id })}
                    >
                      {say('invitation.revoke')}
                    </Button>
                  </>
                }
              />
            ))}
          </Rows>
        )}
      </Loaded>
    </Card>
  )
}
