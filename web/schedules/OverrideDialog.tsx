import { useState } from 'react'
import { PersonSelect } from '../people/PersonSelect.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import type { ScheduleTold } from './draft.ts'
import { usePersonName } from './person-name.ts'
import { isoOf, isSameClock, momentWords, spanWords, zoneCity } from './span-words.ts'
import { barsOf, gapsOf } from './timeline.ts'
import type { Window } from './timeline.ts'
import { fromLocalText, toLocalText } from './zoned.ts'

/** What the form begins with. */
export type OverrideStart = Window & { readonly personId: string; readonly replaces: string | null }

/** Puts somebody on call for a span; says at once whom that replaces. */
export function OverrideDialog({ schedule, start, onClose }: OverrideDialogProps) {
  const say = useWords('schedules')
  const language = useLanguage()
  const own = useMe().person.zone
  const add = useAction('addOverride', { inForm: true, done: say('override.added') })
  const [personId, setPersonId] = useState(start.personId)
  const [replaces, setReplaces] = useState(start.replaces ?? '')
  const [from, setFrom] = useState(toLocalText(own, start.from))
  const [until, setUntil] = useState(toLocalText(own, start.until))
  const [reason, setReason] = useState('')
  const span = spanOf(fromLocalText(own, from), fromLocalText(own, until))
  const endsFirst = span !== null && span.until <= span.from
  const { problem } = add
  const unavailable =
    personId === ''
      ? say('override.whoMissing')
      : !span
        ? say('override.timeMissing')
        : endsFirst
          ? say('override.endsFirst')
          : undefined
  const send = async () => {
    if (!span) return
    const { from: startsAt, to: endsAt } = isoOf(span)
    const input = {
      scheduleId: schedule.id,
      personId,
      replaces: replaces || null,
      startsAt,
      endsAt,
      reason: reason.trim(),
    }
    if (await add.run(input)) onClose()
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
          <Button tone="primary" type="submit" busy={add.busy} unavailable={unavailable}>
            {say('override.put')}
          </Button>
        }
      >
        {problem && problem.errors.length === 0 ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <PersonSelect
          label={say('override.who')}
          value={personId}
          onChange={setPersonId}
          error={problem?.of('personId')}
        />
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
            error={endsFirst ? say('override.endsFirst') : problem?.of('endsAt')}
          />
        </Pair>
        <ReplacesSelect
          schedule={schedule}
          without={personId}
          value={replaces}
          onChange={setReplaces}
          error={problem?.of('replaces')}
        />
        {span && !endsFirst ? <InThisSpan schedule={schedule} span={span} replaces={replaces} /> : null}
        <TextInput
          label={say('override.reason')}
          hint={say('override.reasonHint')}
          optional
          value={reason}
          onChange={setReason}
          maxLength={500}
          error={problem?.of('reason')}
        />
      </Form>
    </Dialog>
  )
}

function ReplacesSelect({ schedule, without, value, onChange, error }: ReplacesSelectProps) {
  const say = useWords('schedules')
  const nameOf = usePersonName()
  const rotating = schedule.rotations.flatMap((rotation) => rotation.turns.flat())
  const standingIn = schedule.overrides.map((override) => override.personId)
  const people = [...new Set([...rotating, ...standingIn])].filter((id) => id !== without)
  const options = people.map((id) => ({ value: id, label: nameOf(id) })).sort((a, b) => a.label.localeCompare(b.label))
  return (
    <Select
      label={say('override.replaces')}
      hint={say('override.replacesHint')}
      value={value}
      options={[{ value: '', label: say('override.everybody') }, ...options]}
      onChange={onChange}
      error={error}
    />
  )
}

/** Who is on call in the span as things stand, so that nobody is replaced by accident. */
function InThisSpan({ schedule, span, replaces }: InThisSpanProps) {
  const say = useWords('schedules')
  const terms = useWords('terms')
  const language = useLanguage()
  const own = useMe().person.zone
  const shifts = useLoaded('listShifts', { scheduleId: schedule.id, ...isoOf(span) }, { keep: true }).data?.shifts ?? []
  const bars = barsOf(shifts)
  const isEmpty = replaces !== '' && bars.length > 0 && bars.every((bar) => bar.personId !== replaces)
  const lines = [...bars, ...gapsOf(shifts)].sort((a, b) => a.from - b.from).slice(0, 6)
  return (
    <Notice tone={isEmpty ? 'warning' : 'info'} title={isEmpty ? say('override.notThen') : say('override.asItStands')}>
      <ul>
        {lines.map((bar) => (
          <li key={`${bar.kind === 'gap' ? '' : bar.role + bar.personId}${bar.from}`}>
            {bar.kind === 'gap' ? say('gap.title') : `${bar.name} (${terms(`onCallRole.${bar.role}`)})`}:{' '}
            {spanWords(bar, language, own)}
          </li>
        ))}
      </ul>
    </Notice>
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

type ReplacesSelectProps = {
  readonly schedule: ScheduleTold
  readonly without: string
  readonly value: string
  readonly onChange: (personId: string) => void
  readonly error: string | undefined
}

type InThisSpanProps = { readonly schedule: ScheduleTold; readonly span: Window; readonly replaces: string }
