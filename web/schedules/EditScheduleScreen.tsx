import { useState } from 'react'
import { paths } from '../paths.ts'
import { SaveProblem } from '../people/SaveProblem.tsx'
import { ZoneSelect } from '../people/ZoneSelect.tsx'
import { useAction } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { SaveBar } from '../ui/SaveBar.tsx'
import { Screen, Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { withTurnKept } from './draft-steps.ts'
import { asDraft, asInput, faultsOf, newRotation } from './draft.ts'
import type { RotationDraft, ScheduleTold } from './draft.ts'
import styles from './EditScheduleScreen.module.css'
import { Preview } from './Preview.tsx'
import { RotationForm } from './RotationForm.tsx'
import { toLocalText } from './zoned.ts'

/** The schedule's rules as a form, with what they would mean beside it, before anything is saved. */
export function EditScheduleScreen({ schedule }: { readonly schedule: ScheduleTold }) {
  const say = useWords('schedules')
  const go = useGo()
  const mayNot = useWhyNot()('schedules.manage', schedule.teamId)
  // What was there when the writing began: saving over somebody else's change is refused by its version.
  const [saved] = useState(schedule)
  const [name, setName] = useState(saved.name)
  const [zone, setZone] = useState(saved.zone)
  const [rotations, setRotations] = useState<readonly RotationDraft[]>(saved.rotations.map(asDraft))
  const change = useAction('changeSchedule', { inForm: true, done: say('edit.saved') })
  const back = paths.schedule(saved.id)
  const isWhole = name.trim() !== '' && rotations.every((rotation) => Object.keys(faultsOf(rotation)).length === 0)
  const input = { name: name.trim(), zone, rotations: rotations.map(asInput) }
  const isSame = JSON.stringify(input) === JSON.stringify(inputOf(saved))
  const put = (key: string, rotation: RotationDraft | null) =>
    setRotations((before) => before.flatMap((each) => (each.key === key ? (rotation ?? []) : each)))
  const add = () => {
    const today = toLocalText(zone, Date.now()).slice(0, 10)
    const rotation = newRotation({
      key: `new ${rotations.length} ${Date.now()}`,
      name: say('rotation.newName', { number: rotations.length + 1 }),
      zone,
      today,
    })
    setRotations([...rotations, rotation])
  }
  const save = async () => {
    if (await change.run({ scheduleId: saved.id, version: saved.version, ...input })) go(back)
  }
  const unavailable = mayNot ?? (isSame ? say('edit.same') : isWhole ? undefined : say('edit.notWhole'))
  return (
    <Screen title={say('edit.of', { name: saved.name })} back={{ href: back, say: saved.name }}>
      <div className={styles.sides}>
        <Stack>
          <Card title={say('edit.schedule')}>
            <Form onSubmit={() => undefined}>
              <Pair>
                <TextInput
                  label={say('field.name')}
                  value={name}
                  onChange={setName}
                  maxLength={200}
                  error={change.problem?.of('name')}
                />
                <ZoneSelect label={say('field.zone')} value={zone} onChange={setZone} />
              </Pair>
            </Form>
          </Card>
          {rotations.map((rotation, at) => (
            <RotationForm
              key={rotation.key}
              rotation={rotation}
              problemAt={(field) => change.problem?.of(`rotations.${at}.${field}`)}
              onChange={(changed) => put(rotation.key, changed)}
              onRemove={() => put(rotation.key, null)}
            />
          ))}
          {rotations.length === 0 ? (
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
          ) : (
            <div>
              <Button icon="plus" onPress={add}>
                {say('rotation.add')}
              </Button>
            </div>
          )}
        </Stack>
        <div className={styles.preview}>
          <Preview
            saved={saved}
            draft={{ slug: saved.slug, name: saved.name, teamId: saved.teamId, zone, rotations: input.rotations }}
            isWhole={isWhole}
            onTurnKept={(rotationName, turn, personId) =>
              setRotations((before) =>
                before.map((each) => (each.name.trim() === rotationName ? withTurnKept(each, turn, [personId]) : each)),
              )
            }
          />
        </div>
      </div>
      <SaveBar problem={<SaveProblem problem={change.problem} />}>
        <Button href={back}>{say('cancel')}</Button>
        <Button tone="primary" busy={change.busy} unavailable={unavailable} onPress={save}>
          {say('edit.save')}
        </Button>
      </SaveBar>
    </Screen>
  )
}

function inputOf(schedule: ScheduleTold) {
  return {
    name: schedule.name,
    zone: schedule.zone,
    rotations: schedule.rotations.map((each) => asInput(asDraft(each))),
  }
}
