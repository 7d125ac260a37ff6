import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Card } from '../ui/Card.tsx'
import { Empty, Skeleton } from '../ui/faces.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Columns, Screen } from '../ui/Screen.tsx'
import { Table } from '../ui/Table.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { FindingsCard } from './FindingsCard.tsx'
import { SharesCard } from './SharesCard.tsx'
import type { BalanceTold, PersonTold } from './shares.ts'
import styles from './BalanceScreen.module.css'
import { lengthWords, momentWords, unbroken } from './span-words.ts'

/** How a schedule is shared by its people, and what should change. */
export function BalanceScreen({ scheduleId }: { readonly scheduleId: string }) {
  const say = useWords('balance')
  const schedules = useWords('schedules')
  const schedule = useLoaded('getSchedule', { scheduleId })
  const balance = useLoaded('getBalance', { scheduleId })
  const name = schedule.data?.name ?? schedules('one')
  return (
    <Screen title={say('of', { name })} back={{ href: paths.schedule(scheduleId), say: name }} about={say('about')}>
      {balance.data && schedule.data ? (
        <Known balance={balance.data} scheduleId={scheduleId} teamId={schedule.data.teamId} />
      ) : (
        <Card>
          {balance.data ? (
            <Loaded query={schedule}>{() => null}</Loaded>
          ) : (
            <Loaded query={balance} skeleton={<Skeleton lines={6} />}>
              {() => null}
            </Loaded>
          )}
        </Card>
      )}
    </Screen>
  )
}

function Known({ balance, scheduleId, teamId }: KnownProps) {
  const say = useWords('balance')
  if (balance.people.length === 0) {
    return (
      <Card>
        <Empty icon="people" title={say('nobody')} tall>
          {say('nobodySay')}
        </Empty>
      </Card>
    )
  }
  return (
    <>
      {balance.isCut ? <Notice tone="warning">{say('cut')}</Notice> : null}
      <Columns aside={<FindingsCard findings={balance.findings} scheduleId={scheduleId} teamId={teamId} />}>
        <SharesCard balance={balance} />
      </Columns>
      <EachCard balance={balance} />
    </>
  )
}

/** What bars do not tell: shifts, other roles, the longest time on end and the shortest rest. */
function EachCard({ balance }: { readonly balance: BalanceTold }) {
  const say = useWords('balance')
  const language = useLanguage()
  const zone = useMe().person.zone
  const hours = (count: number) => (count === 0 ? say('none') : hoursWords(count, language))
  const both = (tell: (figures: PersonTold['worked']) => string) => (person: PersonTold) => {
    const [worked, planned] = [tell(person.worked), tell(person.planned)]
    if (worked === planned && worked === say('none')) return worked
    return (
      <dl className={styles.both}>
        <dt>{say('worked')}</dt>
        <dd>{worked}</dd>
        <dt>{say('planned')}</dt>
        <dd>{planned}</dd>
      </dl>
    )
  }
  const rest = ({ shortestRest }: PersonTold['worked']) =>
    shortestRest === null
      ? say('none')
      : `${hoursWords(shortestRest.hours, language)} (${unbroken(momentWords(Date.parse(shortestRest.from), language, zone))})`
  const number = new Intl.NumberFormat(language)
  return (
    <Card title={say('each')} flush>
      <Table
        label={say('each')}
        rows={balance.people}
        keyOf={({ personId }) => personId}
        columns={[
          { key: 'person', head: say('person'), render: ({ name }) => name },
          {
            key: 'shifts',
            head: say('shifts'),
            render: both(({ primary, secondary }) => number.format(primary.shifts + secondary.shifts)),
          },
          { key: 'secondary', head: say('secondary'), render: both(({ secondary }) => hours(secondary.hours)) },
          { key: 'shadow', head: say('shadow'), render: both(({ shadow }) => hours(shadow.hours)), notOnPhone: true },
          { key: 'longest', head: say('longest'), render: both(({ longestHours }) => hours(longestHours)) },
          { key: 'rest', head: say('rest'), render: both(rest) },
        ]}
      />
    </Card>
  )
}

/** "6 days, 4 hr": hours in their two largest units. */
function hoursWords(hours: number, language: string): string {
  return lengthWords({ from: 0, until: hours * 3_600_000 }, language)
}

type KnownProps = { readonly balance: BalanceTold; readonly scheduleId: string; readonly teamId: string }
