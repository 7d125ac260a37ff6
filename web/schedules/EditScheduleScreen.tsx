import { useRef, useState } from 'react'
import { paths } from '../paths.ts'
import { SaveProblem } from '../people/SaveProblem.tsx'
import { ZoneSelect } from '../people/ZoneSelect.tsx'
import { useAction } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { SaveBar } from '../ui/SaveBar.tsx'
import { Screen, Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { CalendarsPart } from './CalendarsPart.tsx'
import { withTurnKept } from './draft-steps.ts'
import type { ScheduleTold } from './draft.ts'
import styles from './EditScheduleScreen.module.css'
import { useIsNarrow } from '../narrow.ts'
import { Preview } from './Preview.tsx'
import { RotationsPart } from './RotationsPart.tsx'
import { draftOf, inputOf, isWholeDraft } from './schedule-draft.ts'
import type { ScheduleDraft } from './schedule-draft.ts'
import { TemporariesPart } from './TemporariesPart.tsx'

/** The schedule's rules as a form, with what they would mean beside it, before anything is saved. */
export function EditScheduleScreen({ schedule }: { readonly schedule: ScheduleTold }) {
  const say = useWords('schedules')
  const go = useGo()
  const mayNot = useWhyNot()('schedules.manage', schedule.teamId)
  // What was there when the writing began: saving over somebody else's change is refused by its version.
  const [saved] = useState(schedule)
  const [draft, setDraft] = useState(() => draftOf(saved))
  const change = useAction('changeSchedule', { inForm: true, done: say('edit.saved') })
  const { problem } = change
  const back = paths.schedule(saved.id)
  const preview = useRef<HTMLDivElement>(null)
  const isNarrow = useIsNarrow()
  const set = (part: Partial<ScheduleDraft>) => setDraft((before) => ({ ...before, ...part }))
  const isWhole = isWholeDraft(draft)
  const input = inputOf(draft)
  const isSame = JSON.stringify(input) === JSON.stringify(inputOf(draftOf(saved)))
  const save = async () => {
    if (await change.run({ scheduleId: saved.id, version: saved.version, ...input })) go(back)
  }
  const keepTurn = (rotationName: string, turn: number, personId: string) =>
    set({
      rotations: draft.rotations.map((each) =>
        each.name.trim() === rotationName ? withTurnKept(each, turn, [personId]) : each,
      ),
    })
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
                  value={draft.name}
                  onChange={(name) => set({ name })}
                  maxLength={200}
                  error={draft.name.trim() === '' ? say('fault.schedule_name_missing') : problem?.of('name')}
                />
                <ZoneSelect label={say('field.zone')} value={draft.zone} onChange={(zone) => set({ zone })} />
              </Pair>
            </Form>
          </Card>
          <RotationsPart
            rotations={draft.rotations}
            zone={draft.zone}
            problem={problem}
            onChange={(rotations) => set({ rotations })}
          />
          <TemporariesPart
            temporaries={draft.temporaries}
            zone={saved.zone}
            problem={problem}
            onChange={(temporaries) => set({ temporaries })}
          />
          <CalendarsPart
            scheduleId={saved.id}
            calendars={draft.calendars}
            problem={problem}
            onChange={(calendars) => set({ calendars })}
          />
        </Stack>
        <div ref={preview} className={styles.preview}>
          <Preview saved={saved} input={input} isWhole={isWhole} onTurnKept={keepTurn} />
        </div>
      </div>
      <SaveBar problem={<SaveProblem problem={problem} />}>
        <Button href={back}>{say('cancel')}</Button>
        {isNarrow ? <Button onPress={() => preview.current?.scrollIntoView()}>{say('preview.see')}</Button> : null}
        <Button tone="primary" busy={change.busy} unavailable={unavailable} onPress={save}>
          {say('edit.save')}
        </Button>
      </SaveBar>
    </Screen>
  )
}
