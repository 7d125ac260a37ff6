import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Skeleton } from '../ui/faces.tsx'
import { Columns, Facts, Screen } from '../ui/Screen.tsx'
import { Badge } from '../ui/State.tsx'
import { Time, useNow } from '../ui/Time.tsx'
import { languageNames, useWords } from '../words/words.ts'
import { Contacts } from './Contacts.tsx'
import { RoleBadge, UnreachableMark } from './marks.tsx'
import { useTeams } from './teams.ts'

const ChangePersonDialog = lazy(async () => ({
  default: (await import('./ChangePersonDialog.tsx')).ChangePersonDialog,
}))

const LeaveCard = lazy(async () => ({ default: (await import('../schedules/LeaveCard.tsx')).LeaveCard }))
const HolidaysCard = lazy(async () => ({ default: (await import('../schedules/HolidaysCard.tsx')).HolidaysCard }))

const SkillsCard = lazy(async () => ({ default: (await import('./SkillsCard.tsx')).SkillsCard }))

type Person = EndpointOutput<'getPerson'>

/** One person: who, where, in which teams, how Baton reaches them, and when they are away. */
export function PersonScreen({ personId }: { readonly personId: string }) {
  const say = useWords('people')
  const person = useLoaded('getPerson', { personId })
  const back = { href: paths.people, say: say('title') }
  const known = person.data
  return known ? (
    <KnownPerson person={known} />
  ) : (
    <Screen title={say('person.title')} back={back}>
      <Card>
        <Loaded query={person} tall>
          {() => null}
        </Loaded>
      </Card>
    </Screen>
  )
}

function KnownPerson({ person }: { readonly person: Person }) {
  const say = useWords('people')
  const isMe = useMe().person.id === person.id
  const whyNot = useWhyNot()
  const [isChanging, setChanging] = useState(false)
  const isFormer = person.deactivatedAt !== null
  return (
    <Screen
      title={person.name}
      back={{ href: paths.people, say: say('title') }}
      marks={
        <>
          <RoleBadge role={person.role} />
          {isMe ? <Badge>{say('person.you')}</Badge> : null}
          {isFormer ? <Badge tone="warning">{say('person.former')}</Badge> : null}
          {!isFormer && person.contacts === 0 ? <UnreachableMark /> : null}
        </>
      }
      actions={
        <>
          {isMe ? <Button href={paths.me}>{say('me.title')}</Button> : null}
          <Button icon="edit" onPress={() => setChanging(true)} unavailable={whyNot('people.manage')}>
            {say('person.change')}
          </Button>
        </>
      }
    >
      <Columns aside={<AboutCard person={person} />}>
        <Contacts personId={person.id} />
        <Suspense fallback={<Skeleton lines={3} />}>
          <SkillsCard person={person} />
          <LeaveCard person={person} />
          <HolidaysCard person={person} />
        </Suspense>
      </Columns>
      {isChanging ? (
        <Suspense>
          <ChangePersonDialog person={person} onClose={() => setChanging(false)} />
        </Suspense>
      ) : null}
    </Screen>
  )
}

function AboutCard({ person }: { readonly person: Person }) {
  const say = useWords('people')
  const terms = useWords('terms')
  const { nameOf } = useTeams()
  const now = useNow()
  const teams = person.teams.map((team) => `${nameOf(team.teamId)} (${terms(`role.${team.role}`)})`)
  return (
    <Card title={say('person.about')}>
      <Facts
        facts={[
          { name: say('field.email'), value: <a href={`mailto:${person.email}`}>{person.email}</a> },
          {
            name: say('person.localTime'),
            value: (
              <>
                <Time at={now.toISOString()} as="clock" zone={person.zone} />
                <br />
                {person.zone.replaceAll('_', ' ')}
              </>
            ),
          },
          { name: say('field.language'), value: languageNames[person.language] },
          {
            name: say('field.teams'),
            value: teams.length > 0 ? <a href={paths.teams}>{teams.join(', ')}</a> : say('person.noTeams'),
          },
        ]}
      />
    </Card>
  )
}
