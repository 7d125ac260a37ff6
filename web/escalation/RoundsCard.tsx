import { waitingPriorities } from '../../domain/escalation/waiting.ts'
import { Card } from '../ui/Card.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import { isReturnWrong } from './draft.ts'
import type { PolicyDraft } from './draft.ts'

const mostRounds = 10

/** How often all steps are gone through, and when a page that somebody took but nobody closed comes back. */
export function RoundsCard({ draft, onChange }: RoundsCardProps) {
  const say = useWords('escalation')
  const turns = useWords('turns')
  const rounds = Array.from({ length: mostRounds }, (_, at) => at + 1)
  return (
    <Card title={say('afterwards')}>
      <Form onSubmit={() => undefined}>
        <Pair>
          <Select
            label={say('roundsLabel')}
            hint={say('roundsHint')}
            value={String(draft.repeats + 1)}
            options={rounds.map((count) => ({ value: String(count), label: say('rounds', { count }) }))}
            onChange={(count) => onChange({ repeats: Number(count) - 1 })}
          />
          <TextInput
            label={say('returnLabel')}
            hint={say('returnHint')}
            inputMode="numeric"
            value={draft.returnAfterMinutes}
            onChange={(returnAfterMinutes) => onChange({ returnAfterMinutes })}
            error={isReturnWrong(draft) ? say('returnWrong') : undefined}
          />
        </Pair>
        <Select
          label={turns('wait')}
          hint={turns('waitHint')}
          value={draft.mayWaitFrom ?? ''}
          options={[
            { value: '', label: turns('never') },
            ...waitingPriorities.map((value) => ({ value, label: turns(`from.${value}`) })),
          ]}
          onChange={(from) => onChange({ mayWaitFrom: waitingPriorities.find((each) => each === from) ?? null })}
        />
      </Form>
    </Card>
  )
}

type RoundsCardProps = {
  readonly draft: PolicyDraft
  readonly onChange: (part: Pick<Partial<PolicyDraft>, 'repeats' | 'returnAfterMinutes' | 'mayWaitFrom'>) => void
}
