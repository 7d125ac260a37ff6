import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Checkbox, Segmented, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import type { ScheduleTold } from './draft.ts'
import { SpanText } from './SpanText.tsx'
import { useTroubleWords } from './trouble-words.ts'
import { spanOfTrouble } from './troubles.ts'
import type { TroubleGroup } from './troubles.ts'

/** Takes a trouble as it is, with the reason for whoever looks next. */
export function AcceptDialog({ schedule, group, onClose }: AcceptDialogProps) {
  const say = useWords('troubles')
  const words = useTroubleWords()
  const accept = useAction('acceptTroubles', { inForm: true, done: say('done') })
  const [which, setWhich] = useState<'first' | 'all'>(group.all.length > 1 ? 'all' : 'first')
  const [reason, setReason] = useState('')
  const [everyWeek, setEveryWeek] = useState(group.first.kind === 'nobody_on_call' && group.all.length > 3)
  const { problem } = accept
  const chosen = which === 'all' ? group.all : [group.first]
  const canRepeat = group.first.until !== null
  const send = async () => {
    if (reason.trim() === '') return
    const troubles = chosen.map(({ troubleId, from, until }) => ({ troubleId, from, until }))
    const asked = { scheduleId: schedule.id, troubles, reason, everyWeek: everyWeek && canRepeat }
    if (await accept.run(asked)) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('accept.title')} about={say('accept.about')}>
      <Form
        onSubmit={send}
        actions={
          <Button
            tone="primary"
            type="submit"
            busy={accept.busy}
            unavailable={reason.trim() === '' ? say('accept.needsReason') : undefined}
          >
            {say('accept.do')}
          </Button>
        }
      >
        {problem && problem.errors.length === 0 ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <div>
          <p>
            <strong>{words(group.first, schedule.id)}</strong>
          </p>
          <SpanText {...spanOfTrouble(group.first)} scheduleZone={schedule.zone} />
        </div>
        {group.all.length > 1 ? (
          <Segmented
            label={say('accept.which')}
            value={which}
            onChange={setWhich}
            options={[
              { value: 'first', label: say('accept.first') },
              { value: 'all', label: say('accept.all', { count: group.all.length }) },
            ]}
          />
        ) : null}
        <TextInput
          label={say('accept.reason')}
          hint={say('accept.reasonHint')}
          value={reason}
          onChange={setReason}
          maxLength={500}
          error={problem?.of('reason')}
        />
        {canRepeat ? (
          <Checkbox
            label={say('accept.everyWeek')}
            hint={say('accept.everyWeekHint')}
            checked={everyWeek}
            onChange={setEveryWeek}
          />
        ) : null}
      </Form>
    </Dialog>
  )
}

type AcceptDialogProps = {
  readonly schedule: ScheduleTold
  readonly group: TroubleGroup
  readonly onClose: () => void
}
