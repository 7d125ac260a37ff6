import type { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { useWords } from '../words/words.ts'
import { newRotation } from './draft.ts'
import type { RotationDraft } from './draft.ts'
import { RotationForm } from './RotationForm.tsx'
import { withPut } from './schedule-draft.ts'
import { toLocalText } from './zoned.ts'

/** All rotations of the schedule as forms, and the way to one more. */
export function RotationsPart({ rotations, zone, problem, onChange }: RotationsPartProps) {
  const say = useWords('schedules')
  const add = () => {
    const rotation = newRotation({
      key: `new ${rotations.length} ${Date.now()}`,
      name: say('rotation.newName', { number: rotations.length + 1 }),
      zone,
      today: toLocalText(zone, Date.now()).slice(0, 10),
    })
    onChange([...rotations, rotation])
  }
  if (rotations.length === 0) {
    return (
      <Card>
        <Empty
          icon="again"
          title={say('rotation.none')}
          action={
            <Button tone="primary" icon="plus" onPress={add}>
              {say('rotation.add')}
            </Button>
          }
        >
          {say('rotation.noneSay')}
        </Empty>
      </Card>
    )
  }
  return (
    <>
      {rotations.map((rotation, at) => (
        <RotationForm
          key={rotation.key}
          rotation={rotation}
          problemAt={(field) => problem?.of(`rotations.${at}.${field}`)}
          onChange={(changed) => onChange(withPut(rotations, rotation.key, changed))}
          onRemove={() => onChange(withPut(rotations, rotation.key, null))}
        />
      ))}
      <div>
        <Button icon="plus" onPress={add}>
          {say('rotation.add')}
        </Button>
      </div>
    </>
  )
}

type RotationsPartProps = {
  readonly rotations: readonly RotationDraft[]
  /** What a new one begins with. */
  readonly zone: string
  readonly problem: Problem | null
  readonly onChange: (rotations: readonly RotationDraft[]) => void
}
