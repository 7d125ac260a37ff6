import type { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { useWords } from '../words/words.ts'
import { withPut } from './schedule-draft.ts'
import { newTemporary } from './temporary-draft.ts'
import type { TemporaryDraft } from './temporary-draft.ts'
import { TemporaryForm } from './TemporaryForm.tsx'

/** All temporary schedules that have not ended as forms, and the way to one more. */
export function TemporariesPart({ temporaries, zone, problem, onChange }: TemporariesPartProps) {
  const say = useWords('schedules')
  const add = () => {
    const name = say('temporary.newName', { number: temporaries.length + 1 })
    const key = `new ${temporaries.length} ${Date.now()}`
    onChange([...temporaries, newTemporary({ key, name, zone, now: Date.now() })])
  }
  const button = (
    <Button icon="plus" onPress={add}>
      {say('temporary.add')}
    </Button>
  )
  if (temporaries.length === 0) {
    return (
      <Card>
        <Empty icon="calendar" title={say('temporary.none')} action={button}>
          {say('temporary.noneSay')}
        </Empty>
      </Card>
    )
  }
  return (
    <>
      {temporaries.map((temporary, at) => (
        <TemporaryForm
          key={temporary.key}
          temporary={temporary}
          zone={zone}
          problemAt={(field) => problem?.of(`temporaries.${at}.${field}`)}
          onChange={(changed) => onChange(withPut(temporaries, temporary.key, changed))}
          onRemove={() => onChange(withPut(temporaries, temporary.key, null))}
        />
      ))}
      <div>{button}</div>
    </>
  )
}

type TemporariesPartProps = {
  readonly temporaries: readonly TemporaryDraft[]
  readonly zone: string
  readonly problem: Problem | null
  readonly onChange: (temporaries: readonly TemporaryDraft[]) => void
}
