import { useState } from 'react'
import { fromLocalText, toLocalText } from '../schedules/zoned.ts'
import { zoneCity } from '../schedules/span-words.ts'
import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { TextArea, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { sendByKeys } from '../ui/send-keys.ts'
import { useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { Silence } from './silence-words.tsx'

/** When a silence ends, why it is there, and how long before its end its author is told. What it mutes stays. */
export default function SilenceChangeDialog({ silence, onClose }: SilenceChangeProps) {
  const say = useWords('silences')
  const { zone } = useMe().person
  const now = useNow().getTime()
  const hasBegun = silence.state !== 'pending'
  const [startText, setStartText] = useState(toLocalText(zone, Date.parse(silence.startsAt)))
  const [endText, setEndText] = useState(toLocalText(zone, Date.parse(silence.endsAt)))
  const [reason, setReason] = useState(silence.reason)
  const [warnText, setWarnText] = useState(String(silence.warnMinutes))
  const change = useAction('changeSilence', { inForm: true, done: say('done.changed') })
  const { problem } = change
  const startsAt = fromLocalText(zone, startText)
  const endsAt = fromLocalText(zone, endText)
  const warnMinutes = /^\d{1,5}$/.test(warnText.trim()) ? Number(warnText) : null
  const isPast = endsAt !== null && endsAt <= Math.max(now, hasBegun ? 0 : (startsAt ?? 0))
  const missing =
    (endsAt === null && say('why.end')) ||
    (!hasBegun && startsAt === null && say('why.start')) ||
    (isPast && say('end.past')) ||
    (reason.trim() === '' && say('why.reason')) ||
    (warnMinutes === null && say('why.warn')) ||
    undefined
  const send = async () => {
    if (missing || endsAt === null || startsAt === null || warnMinutes === null || change.busy) return
    const changed = await change.run({
      silenceId: silence.id,
      ...(hasBegun ? {} : { startsAt: new Date(startsAt).toISOString() }),
      endsAt: new Date(endsAt).toISOString(),
      reason: reason.trim(),
      warnMinutes,
    })
    if (changed) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say(`change.${silence.kind}`)} about={say('change.about')}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it hears the keys of its fields */}
      <div onKeyDown={sendByKeys(send)}>
        <Form
          onSubmit={send}
          actions={
            <Button tone="primary" type="submit" busy={change.busy} unavailable={missing}>
              {say('change.do')}
            </Button>
          }
        >
          {problem && problem.errors.length === 0 ? <Notice tone="critical">{problem.sentence}</Notice> : null}
          <Pair>
            {hasBegun ? null : (
              <TextInput
                label={say('start.at')}
                type="datetime-local"
                value={startText}
                onChange={setStartText}
                hint={zoneCity(zone)}
                error={problem?.of('startsAt')}
              />
            )}
            <TextInput
              label={say('end.at')}
              type="datetime-local"
              value={endText}
              onChange={setEndText}
              hint={zoneCity(zone)}
              error={problem?.of('endsAt') ?? (isPast ? say('end.past') : undefined)}
            />
          </Pair>
          <TextArea
            label={say('reason')}
            required
            rows={2}
            maxLength={2000}
            value={reason}
            onChange={setReason}
            error={problem?.of('reason')}
          />
          <TextInput
            label={say('warnMinutes')}
            hint={say('warnMinutesHint')}
            type="number"
            inputMode="numeric"
            min={0}
            value={warnText}
            onChange={setWarnText}
            error={problem?.of('warnMinutes')}
          />
        </Form>
      </div>
    </Dialog>
  )
}

type SilenceChangeProps = { readonly silence: Silence; readonly onClose: () => void }
