import { lazy, Suspense, useState } from 'react'
import { roles } from '../../domain/permissions.ts'
import type { Role } from '../../domain/permissions.ts'
import { paths } from '../paths.ts'
import { useAction } from '../query.tsx'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { useWords } from '../words/words.ts'
import { RoleBadge } from './marks.tsx'
import type { Team } from './teams.ts'

const AddMemberDialog = lazy(async () => ({ default: (await import('./AddMemberDialog.tsx')).AddMemberDialog }))
const TeamHearingDialog = lazy(async () => ({
  default: (await import('../incidents/TeamHearingDialog.tsx')).TeamHearingDialog,
}))
const LogAddressDialog = lazy(async () => ({
  default: (await import('../log/LogAddressDialog.tsx')).LogAddressDialog,
}))
const TeamDialog = lazy(async () => ({ default: (await import('./TeamDialog.tsx')).TeamDialog }))

/** One team and its members. */
export function TeamCard({ team }: { readonly team: Team }) {
  const say = useWords('people')
  const hearing = useWords('hearing')
  const mail = useWords('logMail')
  const [open, setOpen] = useState<'member' | 'name' | 'hearing' | 'mail' | null>(null)
  const whyNot = useWhyNot()
  const mayNotChange = whyNot('teams.manage', team.id)
  const close = () => setOpen(null)
  return (
    <>
      <Card
        title={team.name}
        about={say('team.members', { count: team.members.length })}
        flush
        actions={
          <>
            <Button size="small" tone="quiet" href={paths.routes(team.id)} iconAfter="forward">
              {say('team.routes')}
            </Button>
            <Button size="small" tone="quiet" href={paths.incidentRules(team.id)} iconAfter="forward">
              {say('team.incidentRules')}
            </Button>
            <Button size="small" tone="quiet" href={paths.teamReadiness(team.id)} iconAfter="forward">
              {say('readiness')}
            </Button>
            <Button size="small" tone="quiet" onPress={() => setOpen('hearing')}>
              {hearing('team.open')}
            </Button>
            <Button
              size="small"
              tone="quiet"
              onPress={() => setOpen('mail')}
              unavailable={whyNot('log.write', team.id)}
            >
              {mail('open')}
            </Button>
            <Button size="small" tone="quiet" icon="edit" onPress={() => setOpen('name')} unavailable={mayNotChange}>
              {say('team.rename')}
            </Button>
            <Button size="small" icon="plus" onPress={() => setOpen('member')} unavailable={mayNotChange}>
              {say('team.add')}
            </Button>
          </>
        }
      >
        {team.members.length === 0 ? (
          <Empty icon="people" title={say('team.empty')}>
            {say('team.emptySay')}
          </Empty>
        ) : (
          <Rows label={say('team.membersOf', { team: team.name })}>
            {team.members.map((member) => (
              <MemberRow key={member.personId} team={team} member={member} mayNotChange={mayNotChange} />
            ))}
          </Rows>
        )}
      </Card>
      <Suspense>
        {open === 'member' ? <AddMemberDialog team={team} onClose={close} /> : null}
        {open === 'hearing' ? <TeamHearingDialog team={team} onClose={close} /> : null}
        {open === 'mail' ? <LogAddressDialog team={team} onClose={close} /> : null}
        {open === 'name' ? <TeamDialog team={team} onClose={close} /> : null}
      </Suspense>
    </>
  )
}

function MemberRow({ team, member, mayNotChange }: MemberRowProps) {
  const say = useWords('people')
  const terms = useWords('terms')
  const isMe = useMe().person.id === member.personId
  const set = useAction('setMember', { done: say('team.roleSet') })
  const remove = useAction('removeMember', { done: say('team.removed') })
  const { personId, name, role } = member
  const setRole = (value: string) => {
    const chosen = roles.find((each) => each === value)
    if (chosen && chosen !== role) return set.run({ teamId: team.id, personId, role: chosen })
    return undefined
  }
  return (
    <Row
      lead={<Avatar name={name} />}
      href={paths.person(personId)}
      title={isMe ? say('person.me', { name }) : name}
      wrapTrail={false}
      trail={
        <>
          <RoleBadge role={role} />
          {mayNotChange ? null : (
            <Menu
              label={say('team.actions', { name })}
              icon="more"
              size="small"
              items={[
                {
                  group: say('field.role'),
                  value: role,
                  options: roles.map((value) => ({ value, say: terms(`role.${value}`) })),
                  onChange: setRole,
                },
                'line',
                {
                  say: say('team.remove'),
                  icon: 'leave',
                  danger: true,
                  onPress: () => remove.run({ teamId: team.id, personId }),
                },
              ]}
            />
          )}
        </>
      }
    />
  )
}

type MemberRowProps = {
  readonly team: Team
  readonly member: { readonly personId: string; readonly name: string; readonly role: Role }
  readonly mayNotChange: string | undefined
}
