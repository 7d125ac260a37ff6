import { priorities } from '../../domain/paging/priority.ts'
import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Checkbox, Segmented } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import type { PolicyTold } from './draft.ts'

const scopes = ['first', 'whole'] as const

/** Whom to page as a test, and how urgently. A P1 that would wake somebody at night asks once more. */
export function PolicyTestDialog({ policy, onClose }: { readonly policy: PolicyTold; readonly onClose: () => void }) {
  const say = useWords('policyTest')
  const [scope, setScope] = useState<(typeof scopes)[number]>('first')
  const [priority, setPriority] = useState<(typeof priorities)[number]>('P1')
  const [evenAtNight, setEvenAtNight] = useState(false)
  const test = useAction('testPolicy', {
    inForm: true,
    done: ({ people }) => say('begun', { count: people.length }),
  })
  const isNight = test.problem?.code === 'policy_test_at_night'
  const begin = async () => {
    if (await test.run({ policyId: policy.id, scope, priority, evenAtNight })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('ask', { name: policy.name })} about={say('askAbout')}>
      <Form
        onSubmit={begin}
        actions={
          <>
            <Button tone="quiet" onPress={onClose}>
              {say('cancel')}
            </Button>
            <Button tone="primary" type="submit" icon="ringing" busy={test.busy}>
              {say('begin')}
            </Button>
          </>
        }
      >
        {test.problem ? (
          <Notice
            tone={isNight ? 'warning' : 'critical'}
            {...(isNight ? { title: nightOf(say, test.problem.facts) } : {})}
          >
            {test.problem.sentence}
          </Notice>
        ) : null}
        <Segmented
          label={say('scope')}
          value={scope}
          onChange={setScope}
          options={scopes.map((value) => ({ value, label: say(value) }))}
        />
        <p>{say(`${scope}Say`)}</p>
        <Segmented
          label={say('priority')}
          value={priority}
          onChange={setPriority}
          options={priorities.map((value) => ({ value, label: value }))}
        />
        {isNight || evenAtNight ? (
          <Checkbox label={say('evenAtNight')} checked={evenAtNight} onChange={setEvenAtNight} />
        ) : null}
      </Form>
    </Dialog>
  )
}

function nightOf(say: ReturnType<typeof useWords<'policyTest'>>, facts: Readonly<Record<string, unknown>>): string {
  const people = Array.isArray(facts['people']) ? facts['people'].map(String) : []
  return say('night', { people: people.join(', ') })
}
