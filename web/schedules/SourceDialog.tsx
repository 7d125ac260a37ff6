import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { useWords } from '../words/words.ts'
import { isChosen, WhereFields } from './WhereFields.tsx'
import type { Where } from './WhereFields.tsx'

/** Asks for the place of a calendar of this schedule: of a new one, or another place for one that is read already. */
export function SourceDialog({ scheduleId, sourceId, onDone, onClose }: SourceDialogProps) {
  const say = useWords('calendars')
  const [where, setWhere] = useState<Where>({ url: '' })
  const create = useAction('createCalendarSource', { inForm: true })
  const move = useAction('moveCalendarSource', { inForm: true })
  const { busy, problem } = sourceId === null ? create : move
  const read = async () => {
    const source =
      sourceId === null
        ? await create.run({ scheduleId, ...where })
        : await move.run({ scheduleId, sourceId, ...where })
    if (source) onDone(source)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say(sourceId === null ? 'add' : 'move')}
      about={say('addAbout')}
      actions={
        <Button
          tone="primary"
          busy={busy}
          unavailable={isChosen(where) ? undefined : say('where.missing')}
          onPress={read}
        >
          {say('readIt')}
        </Button>
      }
    >
      <Form onSubmit={read}>
        <WhereFields where={where} problem={problem} onChange={setWhere} />
      </Form>
    </Dialog>
  )
}

type SourceDialogProps = {
  readonly scheduleId: string
  /** Null: a new one. */
  readonly sourceId: string | null
  readonly onDone: (source: EndpointOutput<'createCalendarSource'>) => void
  readonly onClose: () => void
}
