import { RemoveDialog } from '../people/RemoveDialog.tsx'
import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { LeavePerson } from './LeaveCard.tsx'
import type { ToldLeave } from './leave-draft.ts'

/** Asks before leave is taken back. */
export function DropLeaveDialog({ person, leave, onClose }: DropLeaveDialogProps) {
  const say = useWords('leave')
  const isMe = useMe().person.id === person.id
  const hasBegun = Date.parse(leave.startsAt) < useNow().getTime()
  const remove = useAction('removeLeave', { inForm: true, done: say('removed') })
  const drop = async () => {
    if (await remove.run({ personId: person.id, leaveId: leave.id })) onClose()
  }
  const about = hasBegun ? say('drop.begun') : isMe ? say('drop.say') : say('drop.sayOther', { name: person.name })
  return (
    <RemoveDialog
      title={say('drop.title')}
      about={about}
      confirm={say('drop.confirm')}
      problem={remove.problem}
      busy={remove.busy}
      onRemove={drop}
      onClose={onClose}
    />
  )
}

type DropLeaveDialogProps = {
  readonly person: LeavePerson
  readonly leave: ToldLeave
  readonly onClose: () => void
}
