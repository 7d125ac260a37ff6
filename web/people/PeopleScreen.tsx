import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { useSearchParam } from '../shell/go.ts'
import { useKeys } from '../shell/keys.ts'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Segmented, TextInput } from '../ui/inputs.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Bar, Screen } from '../ui/Screen.tsx'
import { Badge } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import { Invitations } from './Invitations.tsx'
import { RoleBadge, UnreachableMark } from './marks.tsx'
import styles from './PeopleScreen.module.css'
import { useTeams } from './teams.ts'

const InviteDialog = lazy(async () => ({ default: (await import('./InviteDialog.tsx')).InviteDialog }))

type Person = EndpointOutput<'listPeople'>['people'][number]

/** Who is here, what they may do, and whom nothing reaches. */
export function PeopleScreen() {
  const say = useWords('people')
  const whyNot = useWhyNot()
  const people = useLoaded('listPeople', {})
  const [show, setShow] = useSearchParam('show', 'active')
  const [text, setText] = useState('')
  const [isInviting, setInviting] = useState(false)
  const mayNotInvite = whyNot('people.manage')
  const invite = () => setInviting(true)
  useKeys(mayNotInvite ? [] : [{ keys: 'i', say: say('invite.title'), run: invite }])
  const everybody = people.data?.people ?? []
  const count = (is: string) => everybody.filter((person) => isShown(person, is)).length
  return (
    <Screen
      title={say('title')}
      about={say('about')}
      actions={
        <>
          <Button tone="quiet" href={paths.readiness} iconAfter="forward">
            {say('readiness')}
          </Button>
          <Button tone="primary" icon="plus" keys="i" onPress={invite} unavailable={mayNotInvite}>
            {say('invite.title')}
          </Button>
        </>
      }
    >
      <Bar>
        <div className={styles.find}>
          <TextInput
            label={say('find')}
            hideLabel
            placeholder={say('find')}
            icon="search"
            type="search"
            value={text}
            onChange={setText}
          />
        </div>
        <Segmented
          label={say('show.label')}
          hideLabel
          value={show}
          onChange={setShow}
          options={[
            { value: 'active', label: say('show.active', { count: count('active') }) },
            { value: 'unreachable', label: say('show.unreachable', { count: count('unreachable') }) },
            { value: 'former', label: say('show.former', { count: count('former') }) },
          ]}
        />
      </Bar>
      <Card flush>
        <Loaded query={people}>
          {(answer) => (
            <PeopleRows people={answer.people.filter((person) => isShown(person, show) && fits(person, text))} />
          )}
        </Loaded>
      </Card>
      {mayNotInvite ? null : <Invitations onInvite={invite} />}
      {isInviting ? (
        <Suspense>
          <InviteDialog onClose={() => setInviting(false)} />
        </Suspense>
      ) : null}
    </Screen>
  )
}

function PeopleRows({ people }: { readonly people: readonly Person[] }) {
  const say = useWords('people')
  if (people.length === 0) {
    return (
      <Empty icon="people" title={say('nobody.title')}>
        {say('nobody.say')}
      </Empty>
    )
  }
  return (
    <Rows label={say('title')}>
      {people
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
    </Rows>
  )
}

function PersonRow({ person }: { readonly person: Person }) {
  const say = useWords('people')
  const { nameOf } = useTeams()
  const isMe = useMe().person.id === person.id
  const teams = person.teams.map((team) => nameOf(team.teamId)).filter(Boolean)
  const isFormer = person.deactivatedAt !== null
  return (
    <Row
      href={paths.person(person.id)}
      lead={<Avatar name={person.name} />}
      title={isMe ? say('person.me', { name: person.name }) : person.name}
      meta={
        <>
          <span>{person.email}</span>
          {teams.length > 0 ? <span>{teams.join(', ')}</span> : null}
        </>
      }
      trail={
        <>
          {isFormer ? (
            <Badge>{say('person.former')}</Badge>
          ) : person.contacts === 0 ? (
            <UnreachableMark />
          ) : (
            <span>{say('person.contacts', { count: person.contacts })}</span>
          )}
          <RoleBadge role={person.role} />
        </>
      }
    />
  )
}

function isShown(person: Person, show: string): boolean {
  const isActive = person.deactivatedAt === null
  if (show === 'former') return !isActive
  return isActive && (show !== 'unreachable' || person.contacts === 0)
}

function fits(person: Person, text: string): boolean {
  return `${person.name} ${person.email}`.toLowerCase().includes(text.trim().toLowerCase())
}
