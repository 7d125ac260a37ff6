import { useState } from 'react'
import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { Segmented, TextArea, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { LeavePerson } from './LeaveCard.tsx'
import { askedSpan, faultOfLeave, leaveDraft, withFirst } from './leave-draft.ts'
import type { LeaveDraft, ToldLeave } from './leave-draft.ts'
import { LeaveEffect } from './LeaveEffect.tsx'
import { zoneCity } from './span-words.ts'

/** Enters leave, or changes it; says at once which shifts fall into it. */
export function LeaveDialog({ person, leave, onClose }: LeaveDialogProps) {
  const say = useWords('leave')
  const isMe = useMe().person.id === person.id
  const now = useNow().getTime()
  const add = useAction('addLeave', { inForm: true, done: say('added') })
  const change = useAction('changeLeave', { inForm: true, done: say('changed') })
  const [draft, setDraft] = useState(() => leaveDraft(leave, person.zone))
  const hasBegun = leave !== null && Date.parse(leave.startsAt) < now
  const fault = faultOfLeave(draft, person.zone, now)
  const asked = fault ? null : askedSpan(draft, person.zone)
  const { problem } = leave ? change : add
  const send = async () => {
    if (!asked) return
    const input = { personId: person.id, ...asked, note: draft.note.trim() }
    const sent = leave ? await change.run({ ...input, leaveId: leave.id }) : await add.run(input)
    if (sent) onClose()
  }
  const title = leave ? say('form.change') : isMe ? say('form.add') : say('form.addFor', { name: person.name })
  // What is still empty is not told as wrong before anything is chosen.
  const isTold = fault !== null && fault !== 'missing' && fault !== 'timeMissing'
  return (
    <Dialog open onClose={onClose} title={title} {...(hasBegun ? { about: say('form.begun') } : {})}>
      <Form
        onSubmit={send}
        actions={
          <Button
            tone="primary"
            type="submit"
            busy={add.busy || change.busy}
            unavailable={fault ? say(`form.fault.${fault}`) : undefined}
          >
            {say('form.save')}
          </Button>
        }
      >
        {problem ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <Segmented
          label={say('form.how')}
          value={draft.how}
          onChange={(how) => setDraft({ ...draft, how })}
          options={[
            { value: 'days', label: say('form.days') },
            { value: 'times', label: say('form.times') },
          ]}
        />
        <LeaveSpanFields
          draft={draft}
          zone={person.zone}
          hasBegun={hasBegun}
          error={isTold ? say(`form.fault.${fault}`) : undefined}
          onChange={setDraft}
        />
        {asked ? <LeaveEffect person={person} leaveId={leave?.id} asked={asked} /> : null}
        <TextArea
          label={say('form.note')}
          hint={isMe ? say('form.noteHint') : say('form.noteHintOther', { name: person.name })}
          optional
          value={draft.note}
          onChange={(note) => setDraft({ ...draft, note })}
          rows={2}
          maxLength={500}
        />
      </Form>
    </Dialog>
  )
}

function LeaveSpanFields({ draft, zone, hasBegun, error, onChange }: LeaveSpanFieldsProps) {
  const say = useWords('leave')
  const hint = say('form.zone', { zone: zoneCity(zone) })
  return draft.how === 'days' ? (
    <Pair>
      <TextInput
        label={say('form.first')}
        type="date"
        value={draft.first}
        onChange={(first) => onChange(withFirst(draft, first))}
        disabled={hasBegun}
        hint={hint}
      />
      <TextInput
        label={say('form.last')}
        type="date"
        value={draft.last}
        min={draft.first}
        onChange={(last) => onChange({ ...draft, last })}
        error={error}
      />
    </Pair>
  ) : (
    <Pair>
      <TextInput
        label={say('form.from')}
        type="datetime-local"
        value={draft.from}
        onChange={(from) => onChange({ ...draft, from })}
        disabled={hasBegun}
        hint={hint}
      />
      <TextInput
        label={say('form.until')}
        type="datetime-local"
        value={draft.until}
        onChange={(until) => onChange({ ...draft, until })}
        error={error}
      />
    </Pair>
  )
}

type LeaveDialogProps = {
  readonly person: LeavePerson
  /** Null: it is entered. */
  readonly leave: ToldLeave | null
  readonly onClose: () => void
}
type LeaveSpanFieldsProps = {
  readonly draft: LeaveDraft
  readonly zone: string
  readonly hasBegun: boolean
  readonly error: string | undefined
  readonly onChange: (draft: LeaveDraft) => void
}
