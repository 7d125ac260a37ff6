import type { ReactNode } from 'react'
import type { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'

/** Asks before something goes for good. When it is still used, it stays, and what uses it is listed. */
export function RemoveDialog({ title, about, confirm, problem, busy, onRemove, onClose }: RemoveDialogProps) {
  const say = useWords('people')
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      about={about}
      actions={
        <>
          <Button onPress={onClose}>{say('cancel')}</Button>
          <Button tone="danger" busy={busy} onPress={onRemove}>
            {confirm}
          </Button>
        </>
      }
    >
      {problem ? (
        <Notice tone="critical" title={problem.sentence}>
          {usedBy(problem).join(', ')}
        </Notice>
      ) : null}
    </Dialog>
  )
}

/** The names of what still depends on a thing that was not removed. */
function usedBy(problem: Problem): readonly string[] {
  const names = problem.facts['usedBy']
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
}

type RemoveDialogProps = {
  readonly title: string
  readonly about: ReactNode
  readonly confirm: string
  readonly problem: Problem | null
  readonly busy: boolean
  readonly onRemove: () => unknown
  readonly onClose: () => void
}
