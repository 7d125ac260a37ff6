import type { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'

/** Why a form was not saved, field by field; when somebody else was quicker, the way to their version. */
export function SaveProblem({ problem }: { readonly problem: Problem | null }) {
  const say = useWords('shell')
  if (!problem) return null
  return (
    <Notice
      tone="critical"
      title={problem.sentence}
      action={
        problem.code === 'changed_meanwhile' ? (
          <Button size="small" icon="again" onPress={() => location.reload()}>
            {say('failed.reload')}
          </Button>
        ) : null
      }
    >
      {problem.errors.map((error) => error.say).join(' ')}
    </Notice>
  )
}
