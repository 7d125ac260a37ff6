import { Button, IconButton } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { FieldError } from '../ui/Field.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { withPut } from './schedule-draft.ts'
import { spanWords, zoneCity } from './span-words.ts'
import { faultsOfTemporary, freeSpans, momentOf, nextShift } from './temporary-draft.ts'
import type { TemporaryDraft } from './temporary-draft.ts'
import styles from './TemporaryForm.module.css'
import { TemporaryShift } from './TemporaryShift.tsx'

/** A period that is planned by hand: its name, its bounds, and who has which shift in it. */
export function TemporaryForm({ temporary, zone, problemAt, onChange, onRemove }: TemporaryFormProps) {
  const say = useWords('schedules')
  const { name, from, until, shifts } = temporary
  const faults = faultsOfTemporary(temporary)
  const set = (part: Partial<TemporaryDraft>) => onChange({ ...temporary, ...part })
  const wrong = (field: keyof typeof faults, sent: string) => {
    const fault = faults[field]
    return fault ? say(`fault.${fault}`) : problemAt(sent)
  }
  const clock = say('temporary.clock', { zone: zoneCity(zone) })
  const add = () => set({ shifts: [...shifts, nextShift(temporary, { key: `new ${Date.now()}`, zone })] })
  return (
    <Card
      title={name || say('temporary.one')}
      actions={<IconButton icon="trash" size="small" label={say('temporary.remove', { name })} onPress={onRemove} />}
    >
      <Form onSubmit={() => undefined}>
        <p className={styles.hint}>{say('temporary.about')}</p>
        <TextInput
          label={say('field.name')}
          value={name}
          onChange={(text) => set({ name: text })}
          maxLength={200}
          error={wrong('name', 'name')}
        />
        <Pair>
          <TextInput
            label={say('override.from')}
            type="datetime-local"
            hint={clock}
            value={from.text}
            onChange={(text) => set({ from: momentOf(zone, text) })}
            error={wrong('from', 'startsAt')}
          />
          <TextInput
            label={say('override.until')}
            type="datetime-local"
            hint={clock}
            value={until.text}
            onChange={(text) => set({ until: momentOf(zone, text) })}
            error={wrong('until', 'endsAt')}
          />
        </Pair>
        <fieldset className={styles.shifts}>
          <legend>{say('temporary.shifts')}</legend>
          {shifts.map((shift, at) => (
            <TemporaryShift
              key={shift.key}
              shift={shift}
              number={at + 1}
              temporary={temporary}
              zone={zone}
              problemAt={(field) => problemAt(`shifts.${at}.${field}`)}
              onChange={(changed) => set({ shifts: withPut(shifts, shift.key, changed) })}
            />
          ))}
          <FieldError id="" error={wrong('shifts', 'shifts')} />
          <div>
            <Button size="small" icon="plus" onPress={add}>
              {say('temporary.addShift')}
            </Button>
          </div>
        </fieldset>
        {shifts.length > 0 ? <FreeTime temporary={temporary} zone={zone} /> : null}
      </Form>
    </Card>
  )
}

/** The times that its shifts leave free: in them nobody is on call, whatever the rotations say. */
function FreeTime({ temporary, zone }: Pick<TemporaryFormProps, 'temporary' | 'zone'>) {
  const say = useWords('schedules')
  const language = useLanguage()
  const free = freeSpans(temporary)
  if (free.length === 0) return null
  const shown = free.slice(0, most)
  return (
    <Notice tone="warning" title={say('temporary.free')}>
      <ul>
        {shown.map((span) => (
          <li key={span.from}>{spanWords(span, language, zone)}</li>
        ))}
      </ul>
      {free.length > most ? <p>{say('gaps.more', { count: free.length - most })}</p> : null}
    </Notice>
  )
}

const most = 5

type TemporaryFormProps = {
  readonly temporary: TemporaryDraft
  /** On whose wall clock its times are written. */
  readonly zone: string
  readonly problemAt: (field: string) => string | undefined
  readonly onChange: (temporary: TemporaryDraft) => void
  readonly onRemove: () => void
}
