import { Avatar, Named } from '../Avatar.tsx'
import { Button } from '../Button.tsx'
import { Card } from '../Card.tsx'
import { Row, Rows } from '../Rows.tsx'
import { State } from '../State.tsx'
import type { Tone } from '../State.tsx'
import { Table } from '../Table.tsx'
import { Time } from '../Time.tsx'
import type { IconName } from '../Icon.tsx'
import { useSamples } from './samples.ts'

const minute = 60_000
const start = Date.now()

export function Lists() {
  const s = useSamples()
  const rows: readonly Line[] = [
    { id: 'a', title: s.title, tone: 'critical', icon: 'ringing', state: s.triggered, person: null, minutes: 3 },
    { id: 'b', title: s.long, tone: 'info', icon: 'check', state: s.acknowledged, person: 0, minutes: 47 },
    { id: 'c', title: s.short, tone: 'calm', icon: 'clock', state: s.snoozed, person: 1, minutes: 190 },
    { id: 'd', title: s.short, tone: 'ok', icon: 'ok', state: s.closed, person: 2, minutes: 3000 },
  ]
  const nameOf = (line: Line) => (line.person === null ? undefined : s.people[line.person])
  return (
    <>
      <Card title="Rows" flush tone="critical" actions={<Button size="small">{s.all}</Button>}>
        <Rows label={s.open}>
          {rows.map((line) => (
            <Row
              key={line.id}
              href={`/ui-gallery?row=${line.id}`}
              lead={
                <State tone={line.tone} icon={line.icon} look="plain">
                  {''}
                </State>
              }
              title={line.title}
              meta={
                <>
                  <span>{s.short}</span>
                  <Time at={new Date(start - line.minutes * minute).toISOString()} />
                </>
              }
              trail={
                <State tone={line.tone} icon={line.icon}>
                  {line.state}
                </State>
              }
            />
          ))}
          <Row
            lead={<Avatar name={s.people[0] ?? ''} />}
            title={s.people[0]}
            meta={<span>{s.waiting}</span>}
            trail={
              <>
                <Button size="small">{s.snooze}</Button>
                <Button size="small" tone="primary" icon="check">
                  {s.acknowledge}
                </Button>
              </>
            }
          />
        </Rows>
      </Card>
      <Card title="Table" flush>
        <Table
          label={s.open}
          rows={rows}
          keyOf={(line) => line.id}
          href={(line) => `/ui-gallery?table=${line.id}`}
          columns={[
            { key: 'service', head: s.service, render: (line) => line.title },
            {
              key: 'state',
              head: s.state,
              narrow: true,
              render: (line) => (
                <State tone={line.tone} icon={line.icon}>
                  {line.state}
                </State>
              ),
            },
            {
              key: 'owner',
              head: s.owner,
              narrow: true,
              render: (line) => (nameOf(line) ? <Named name={nameOf(line) ?? ''} size="small" /> : null),
            },
            {
              key: 'since',
              head: s.since,
              narrow: true,
              align: 'end',
              render: (line) => <Time at={new Date(start - line.minutes * minute).toISOString()} />,
            },
          ]}
        />
      </Card>
    </>
  )
}

type Line = {
  readonly id: string
  readonly title: string
  readonly tone: Tone
  readonly icon: IconName
  readonly state: string
  readonly person: number | null
  readonly minutes: number
}
