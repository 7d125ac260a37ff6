import { Select } from '../ui/inputs.tsx'
import { Pair } from '../ui/Form.tsx'
import { useWords } from '../words/words.ts'
import { mostAnswers } from './draft.ts'
import type { StepDraft } from './draft.ts'

/** Whether a step reaches its people at once or in turn, and how many of them must answer. */
export function HowFields({ step, number, onChange }: HowFieldsProps) {
  const say = useWords('turns')
  const counts = Array.from({ length: mostAnswers }, (_, at) => at + 1)
  return (
    <Pair>
      <Select
        label={say('how', { number })}
        value={step.inTurn ? 'inTurn' : 'atOnce'}
        options={(['atOnce', 'inTurn'] as const).map((value) => ({ value, label: say(value) }))}
        onChange={(how) => onChange({ inTurn: how === 'inTurn' })}
      />
      <Select
        label={say('answers', { number })}
        hint={step.mustAnswer > 1 ? say('severalHint') : undefined}
        value={String(step.mustAnswer)}
        options={counts.map((needed) => ({
          value: String(needed),
          label: needed === 1 ? say('one') : say('several', { needed }),
        }))}
        onChange={(needed) => onChange({ mustAnswer: Number(needed) })}
      />
    </Pair>
  )
}

type HowFieldsProps = {
  readonly step: StepDraft
  readonly number: string
  readonly onChange: (part: Partial<Pick<StepDraft, 'inTurn' | 'mustAnswer'>>) => void
}
