import { paths } from '../paths.ts'
import { RemoveDialog } from '../people/RemoveDialog.tsx'
import { useAction } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { useWords } from '../words/words.ts'
import type { ScheduleTold } from './draft.ts'

/** Asks before a schedule goes; one that a policy names stays. */
export function RemoveScheduleDialog({ schedule, onClose }: RemoveScheduleDialogProps) {
  const say = useWords('schedules')
  const go = useGo()
  const remove = useAction('removeSchedule', { inForm: true, done: say('remove.done', { name: schedule.name }) })
  const send = async () => {
    if (await remove.run({ scheduleId: schedule.id })) go(paths.schedules)
  }
  return (
    <RemoveDialog
      title={say('remove.ask', { name: schedule.name })}
      about={say('remove.about')}
      confirm={say('remove.title')}
      problem={remove.problem}
      busy={remove.busy}
      onRemove={send}
      onClose={onClose}
    />
  )
}

type RemoveScheduleDialogProps = { readonly schedule: ScheduleTold; readonly onClose: () => void }
