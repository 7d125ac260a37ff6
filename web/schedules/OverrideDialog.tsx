import { useState } from 'react'
import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { AwayNotice } from './AwayNotice.tsx'
import type { ScheduleTold } from './draft.ts'
import { asOverrideInput, faultsOfOverride } from './override-draft.ts'
import type { OverrideDraft, OverrideKind } from './override-draft.ts'
import { OverrideEffect } from './OverrideEffect.tsx'
import { OverrideKindField } from './OverrideKindField.tsx'
import { OverridePeople } from './OverridePeople.tsx'
import { isSameClock, momentWords, zoneCity } from './span-words.ts'
import type { ShiftRole, Window } from './timeline.ts'
import { fromLocalText, toLocalText } from './zoned.ts'

/** What the form begins with. Without a kind: in the place of whoever is named, else of everybody. */
export type OverrideStart = Window & {
  readonly kind?: OverrideKind
  /** As what, of somebody who is added. */
  readonly role?: ShiftRole
  readonly personId: string
  readonly replaces: string | null
}

/** Puts somebody on call for a span, or takes somebody off; says at once what that changes. */
export function OverrideDialog({ schedule, start, onClose }: OverrideDialogProps) {
  const say = useWords('schedules')
  const language = useLanguage()
  const own = useMe().person.zone
  const add = useAction('addOverride', { inForm: true, done: say('override.added') })
  const [written, setWritten] = useState<Omit<OverrideDraft, 'span'>>({
    kind: start.kind ?? (start.replaces === null ? 'take_over' : 'replace'),
    personId: start.personId,
    replaces: start.replaces ?? '',
    role: start.role ?? 'primary',
    reason: '',
  })
  const [from, setFrom] = useState(toLocalText(own, start.from))
  const [until, setUntil] = useState(toLocalText(own, start.until))
  const draft: OverrideDraft = { ...written, span: spanOf(fromLocalText(own, from), fromLocalText(own, until)) }
  const { kind, span } = draft
  const faults = faultsOfOverride(draft)
  const set = (part: Partial<typeof written>) => setWritten({ ...written, ...part })
  const { problem } = add
  const fault = faults.personId ?? faults.replaces ?? faults.until
  const send = async () => {
    if (span && (await add.run(asOverrideInput(draft, schedule.id, span)))) onClose()
  }
  const inSchedule = (ms: number | undefined) =>
    ms === undefined || (span && isSameClock(own, schedule.zone, span))
      ? zoneCity(own)
      : say('override.both', {
          own: zoneCity(own),
          zone: zoneCity(schedule.zone),
          time: momentWords(ms, language, schedule.zone),
        })
  return (
    <Dialog open onClose={onClose} title={say('override.add')} about={say('override.about')}>
      <Form
        onSubmit={send}
        actions={
          <Button
            tone="primary"
            type="submit"
            busy={add.busy}
            unavailable={fault ? say(`override.fault.${fault}`) : undefined}
          >
            {say(kind === 'remove' ? 'override.takeOff' : 'override.put')}
          </Button>
        }
      >
        {problem && problem.errors.length === 0 ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <OverrideKindField value={kind} onChange={(next) => set({ kind: next })} />
        <OverridePeople schedule={schedule} draft={draft} faults={faults} problem={problem} onChange={set} />
        <Pair>
          <TextInput
            label={say('override.from')}
            type="datetime-local"
            value={from}
            onChange={setFrom}
            hint={inSchedule(span?.from)}
            error={problem?.of('startsAt')}
          />
          <TextInput
            label={say('override.until')}
            type="datetime-local"
            value={until}
            onChange={setUntil}
            hint={inSchedule(span?.until)}
            error={faults.until ? say(`override.fault.${faults.until}`) : problem?.of('endsAt')}
          />
        </Pair>
        {span && !faults.until && kind !== 'remove' ? <AwayNotice personId={draft.personId} span={span} /> : null}
        {span && !faults.until ? <OverrideEffect schedule={schedule} draft={draft} span={span} /> : null}
        <TextInput
          label={say('override.reason')}
          hint={say('override.reasonHint')}
          optional
          value={draft.reason}
          onChange={(reason) => set({ reason })}
          maxLength={500}
          error={problem?.of('reason')}
        />
      </Form>
    </Dialog>
  )
}

function spanOf(from: number | null, until: number | null): Window | null {
  return from === null || until === null ? null : { from, until }
}

type OverrideDialogProps = {
  readonly schedule: ScheduleTold
  readonly start: OverrideStart
  readonly onClose: () => void
}
