import { useState } from 'react'
import { PersonSelect } from '../people/PersonSelect.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { Segmented, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { faultsOfCalendar, sayingsOf, withMeaning } from './calendar-draft.ts'
import type { CalendarDraft, SourceTold } from './calendar-draft.ts'
import { usePersonName } from './person-name.ts'
import { roles } from './roles.ts'
import { SourceDialog } from './SourceDialog.tsx'
import { SourceState } from './SourceState.tsx'
import styles from './SourceState.module.css'

/** A calendar that fills a layer: as what and how high it counts, what was read of it, and whom its events mean. */
export function CalendarForm({ scheduleId, calendar, source, problemAt, onChange, onRemove }: CalendarFormProps) {
  const say = useWords('calendars')
  const words = useWords('schedules')
  const terms = useWords('terms')
  const [isMoving, setIsMoving] = useState(false)
  const faults = faultsOfCalendar(calendar)
  const set = (part: Partial<CalendarDraft>) => onChange({ ...calendar, ...part })
  return (
    <Card
      title={calendar.name || say('one')}
      actions={
        <IconButton icon="trash" size="small" label={say('remove', { name: calendar.name })} onPress={onRemove} />
      }
    >
      <Form onSubmit={() => undefined}>
        {source ? <SourceState source={source} /> : null}
        <div>
          <Button size="small" icon="link" onPress={() => setIsMoving(true)}>
            {say(source?.kind === 'none' ? 'give' : 'move')}
          </Button>
        </div>
        <Pair>
          <TextInput
            label={words('field.name')}
            value={calendar.name}
            onChange={(name) => set({ name })}
            maxLength={200}
            error={faults.name ? words(`fault.${faults.name}`) : problemAt('name')}
          />
          <TextInput
            label={words('rotation.layer')}
            hint={say('layerHint')}
            inputMode="numeric"
            value={calendar.layer}
            onChange={(layer) => set({ layer })}
            error={faults.layer ? words(`fault.${faults.layer}`) : problemAt('layer')}
          />
        </Pair>
        <Segmented
          label={words('rotation.role')}
          value={calendar.role}
          onChange={(role) => set({ role })}
          options={roles.map((role) => ({ value: role, label: terms(`onCallRole.${role}`) }))}
        />
        {source ? <Sayings calendar={calendar} source={source} onChange={onChange} /> : null}
      </Form>
      {isMoving ? (
        <SourceDialog
          scheduleId={scheduleId}
          sourceId={calendar.sourceId}
          onDone={() => setIsMoving(false)}
          onClose={() => setIsMoving(false)}
        />
      ) : null}
    </Card>
  )
}

/** What its events say, and whom each saying means: found out, or chosen here. */
function Sayings({
  calendar,
  source,
  onChange,
}: Pick<CalendarFormProps, 'calendar' | 'onChange'> & { readonly source: SourceTold }) {
  const say = useWords('calendars')
  const nameOf = usePersonName()
  const sayings = sayingsOf(source.said, calendar.people)
  const unknown = sayings.filter(({ isNobody }) => isNobody).length
  if (sayings.length === 0) return null
  return (
    <fieldset className={styles.sayings}>
      <legend>{say('said.title')}</legend>
      <p className={styles.hint}>{say('said.about')}</p>
      {unknown > 0 ? <Notice tone="warning">{say('said.nobody', { count: unknown })}</Notice> : null}
      <ul className={styles.sayings}>
        {sayings.map(({ text, personIds, events, nextAt, meant }) => (
          <li key={text} className={styles.saying}>
            <PersonSelect
              label={text || say('said.nothing')}
              value={meant}
              none={
                personIds.length > 0
                  ? say('said.found', { names: personIds.map(nameOf).join(', ') })
                  : say('said.nobodyYet')
              }
              onChange={(personId) => onChange({ ...calendar, people: withMeaning(calendar.people, text, personId) })}
            />
            <p className={styles.hint}>
              {say('said.events', { count: events })}
              {nextAt ? (
                <>
                  {' · '}
                  <Time at={nextAt} />
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

type CalendarFormProps = {
  readonly scheduleId: string
  readonly calendar: CalendarDraft
  readonly source: SourceTold | undefined
  readonly problemAt: (field: string) => string | undefined
  readonly onChange: (calendar: CalendarDraft) => void
  readonly onRemove: () => void
}
