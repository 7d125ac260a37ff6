import { useAction } from '../query.tsx'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { OverrideTold, ScheduleTold } from './draft.ts'
import type { OverrideStart } from './OverrideDialog.tsx'
import { usePersonName } from './person-name.ts'
import { SpanText } from './SpanText.tsx'

/** Who stands in for whom, now and ahead. */
export function OverridesCard({ schedule, onAdd }: OverridesCardProps) {
  const say = useWords('schedules')
  const me = useMe().person.id
  const mayNot = useWhyNot()('schedules.override', schedule.teamId)
  const now = useNow().getTime()
  const nextHour = Math.ceil(now / hourMs) * hourMs
  const add = () => onAdd({ personId: me, replaces: null, from: nextHour, until: nextHour + 8 * hourMs })
  const button = (
    <Button size="small" icon="plus" onPress={add} unavailable={mayNot}>
      {say('override.add')}
    </Button>
  )
  return (
    <Card title={say('override.title')} actions={schedule.overrides.length > 0 ? button : null} flush>
      {schedule.overrides.length === 0 ? (
        <Empty icon="handover" title={say('override.none')} action={button}>
          {say('override.noneSay')}
        </Empty>
      ) : (
        <Rows label={say('override.title')}>
          {schedule.overrides
            .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))
            .map((override) => (
              <OverrideRow key={override.id} schedule={schedule} override={override} mayNot={mayNot} />
            ))}
        </Rows>
      )}
    </Card>
  )
}

function OverrideRow({ schedule, override, mayNot }: OverrideRowProps) {
  const say = useWords('schedules')
  const terms = useWords('terms')
  const nameOf = usePersonName()
  const remove = useAction('removeOverride', { done: say('override.removed') })
  const { id: overrideId, personId, reason } = override
  const whatItDoes = (of: OverrideTold) => {
    switch (of.kind) {
      case 'take_over':
        return say('override.insteadOfAll')
      case 'replace':
        return say('override.insteadOf', { name: nameOf(of.replaces) })
      case 'add':
        return say('override.addedAs', { role: terms(`onCallRole.${of.role}`) })
      case 'remove':
        return say('override.takenOff')
    }
  }
  const name = nameOf(personId)
  return (
    <Row
      lead={<Avatar name={name} />}
      title={name}
      meta={
        <>
          <SpanText
            from={Date.parse(override.startsAt)}
            until={Date.parse(override.endsAt)}
            scheduleZone={schedule.zone}
          />
          <span>{whatItDoes(override)}</span>
          {reason ? <span>{reason}</span> : null}
        </>
      }
      wrapTrail={false}
      trail={
        <IconButton
          icon="trash"
          size="small"
          label={say('override.remove', { name })}
          busy={remove.busy}
          unavailable={mayNot}
          onPress={() => remove.run({ scheduleId: schedule.id, overrideId })}
        />
      }
    />
  )
}

const hourMs = 3_600_000

type OverridesCardProps = { readonly schedule: ScheduleTold; readonly onAdd: (start: OverrideStart) => void }
type OverrideRowProps = {
  readonly schedule: ScheduleTold
  readonly override: OverrideTold
  readonly mayNot: string | undefined
}
