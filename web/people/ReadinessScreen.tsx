import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { useSearchParam } from '../shell/go.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Segmented } from '../ui/inputs.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Bar, Screen } from '../ui/Screen.tsx'
import { State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { channelIcons } from './ContactRow.tsx'
import type { PersonReadiness } from './readiness-words.ts'
import { useFindingWords, useStandingName } from './readiness-words.ts'
import styles from './ReadinessScreen.module.css'
import { TeamFilter, useTeamFilter } from './TeamFilter.tsx'

const icons = { urgent: 'critical', soon: 'warning', hint: 'info' } as const
const tones = { unreachable: 'critical', weak: 'warning', ready: 'ok' } as const

/** Whom nothing reaches, and what to do about it: who is on call now first. */
export function ReadinessScreen() {
  const say = useWords('readiness')
  const { filter } = useTeamFilter()
  const [show, setShow] = useSearchParam('show', 'open')
  const readiness = useLoaded('listReadiness', filter.team === 'all' ? {} : { teamId: filter.team }, { keep: true })
  const counts = readiness.data?.counts
  const open = counts ? counts.unreachable + counts.weak : 0
  const all = counts ? open + counts.ready : 0
  return (
    <Screen title={say('title')} about={say('about')}>
      <Bar>
        <TeamFilter filter={filter} />
        <Segmented
          label={say('show.label')}
          hideLabel
          value={show}
          onChange={setShow}
          options={[
            { value: 'open', label: say('show.open', { count: open }) },
            { value: 'all', label: say('show.all', { count: all }) },
          ]}
        />
      </Bar>
      <Card flush>
        <Loaded query={readiness}>
          {({ people }) => {
            const shown = people.filter(({ reach }) => show === 'all' || reach !== 'ready')
            return shown.length > 0 ? (
              <Rows label={say('title')}>
                {shown.map((person) => (
                  <PersonRow key={person.personId} person={person} />
                ))}
              </Rows>
            ) : (
              <Empty icon="ok" title={say(all > 0 ? 'fine' : 'nobody')}>
                {say(all > 0 ? 'fineSay' : 'nobodySay')}
              </Empty>
            )
          }}
        </Loaded>
      </Card>
    </Screen>
  )
}

function PersonRow({ person }: { readonly person: PersonReadiness }) {
  const say = useWords('readiness')
  const tell = useFindingWords()
  const { personId, name, reach, findings, contacts } = person
  return (
    <Row
      id={personId}
      href={paths.person(personId)}
      lead={<Avatar name={name} />}
      title={name}
      meta={
        <div className={styles.about}>
          <Needed person={person} />
          <Ways person={person} />
          {findings.length > 0 ? (
            <ul className={styles.findings}>
              {findings.map((finding) => (
                <li key={`${finding.because} ${finding.contactId ?? ''}`} className={styles[finding.urgency]}>
                  <Icon name={icons[finding.urgency]} />
                  <span>{tell(finding, contacts)}</span>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      }
      trail={
        <State tone={tones[reach]} icon={tones[reach]}>
          {say(`reach.${reach}`)}
        </State>
      }
    />
  )
}

/** What they are named for: the shift that runs or comes next, else the first of what names them. */
function Needed({ person: { isOnCallNow, needs } }: { readonly person: PersonReadiness }) {
  const say = useWords('readiness')
  const [first] = needs
  if (!first) return null
  if (isOnCallNow) return <strong>{say('need.now', { name: first.name })}</strong>
  if (first.kind !== 'on_call' || first.from === null) {
    const kind = first.kind === 'on_call' ? 'schedule' : first.kind
    return <span>{say(`need.${kind}`, { name: first.name })}</span>
  }
  return (
    <span>
      {say('need.from', { name: first.name })} <Time at={first.from} as="moment" />
    </span>
  )
}

function Ways({ person: { contacts } }: { readonly person: PersonReadiness }) {
  const say = useWords('readiness')
  const nameOf = useStandingName()
  if (contacts.length === 0) return null
  return (
    <ul className={styles.ways}>
      {contacts.map((contact) => (
        <li key={contact.id}>
          <Icon name={channelIcons[contact.channel]} />
          <span>{nameOf(contact)}</span>
          {contact.standing === 'ready' || contact.standing === 'browser' ? null : (
            <span className={styles.standing}>{say(`standing.${contact.standing}`)}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
