import { lazy, Suspense, useState } from 'react'
import { paths } from '../paths.ts'
import { useAction } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { Menu } from '../ui/Menu.tsx'
import { useWords } from '../words/words.ts'
import type { PolicyTold } from './draft.ts'

const RemoveDialog = lazy(async () => ({ default: (await import('../people/RemoveDialog.tsx')).RemoveDialog }))

/** The less frequent: removing a policy that nothing uses. */
export function PolicyMenu({ policy, mayNot }: { readonly policy: PolicyTold; readonly mayNot: string | undefined }) {
  const say = useWords('escalation')
  const go = useGo()
  const [isAsking, setAsking] = useState(false)
  const remove = useAction('removePolicy', { inForm: true, done: say('remove.done', { name: policy.name }) })
  const send = async () => {
    if (await remove.run({ policyId: policy.id })) go(paths.policies)
  }
  return (
    <>
      <Menu
        label={say('more')}
        icon="more"
        items={[
          {
            say: say('remove.title'),
            icon: 'trash',
            danger: true,
            unavailable: mayNot,
            onPress: () => setAsking(true),
          },
        ]}
      />
      {isAsking ? (
        <Suspense>
          <RemoveDialog
            title={say('remove.ask', { name: policy.name })}
            about={say('remove.about')}
            confirm={say('remove.title')}
            problem={remove.problem}
            busy={remove.busy}
            onRemove={send}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
