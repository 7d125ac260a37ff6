import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Badge } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import type { RotationTold, ScheduleTold } from './draft.ts'
import { usePersonName } from './person-name.ts'
import { useHoursWords, useRhythmWords } from './rhythm.ts'

/** By which rules people take turns. */
export function RotationsCard({ schedule, editHref, mayNotChange }: RotationsCardProps) {
  const say = useWords('schedules')
  const edit = (
    <Button size="small" icon="edit" href={editHref} unavailable={mayNotChange}>
      {say('rotation.edit')}
    </Button>
  )
  return (
    <Card title={say('rotation.title')} actions={schedule.rotations.length > 0 ? edit : null} flush>
      {schedule.rotations.length === 0 ? (
        <Empty icon="again" title={say('rotation.none')} action={edit}>
          {say('rotation.noneSay')}
        </Empty>
      ) : (
        <Rows label={say('rotation.title')}>
          {schedule.rotations.map((rotation) => (
            <RotationRow key={rotation.id} rotation={rotation} />
          ))}
        </Rows>
      )}
    </Card>
  )
}

function RotationRow({ rotation }: { readonly rotation: RotationTold }) {
  const say = useWords('schedules')
  const terms = useWords('terms')
  const rhythm = useRhythmWords()
  const hours = useHoursWords()
  const nameOf = usePersonName()
  const { name, role, endsOn, turns, restrictions = [] } = rotation
  return (
    <Row
      lead={<Icon name="again" />}
      title={name}
      meta={
        <>
          <span>{rhythm(rotation)}</span>
          <span>{turns.map((turn) => turn.map(nameOf).join(' + ')).join(' → ')}</span>
          {restrictions.length > 0 ? (
            <span>{say('rotation.only', { hours: restrictions.map(hours).join('; ') })}</span>
          ) : null}
          {endsOn ? <span>{say('rotation.ends', { date: endsOn })}</span> : null}
        </>
      }
      wrapTrail={false}
      trail={role === undefined || role === 'primary' ? null : <Badge>{terms(`onCallRole.${role}`)}</Badge>}
    />
  )
}

type RotationsCardProps = {
  readonly schedule: ScheduleTold
  readonly editHref: string
  readonly mayNotChange: string | undefined
}
