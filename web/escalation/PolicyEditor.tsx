import { useState } from 'react'
import { paths } from '../paths.ts'
import { NameFields, useNaming, useNamingMissing } from '../people/NameFields.tsx'
import { SaveProblem } from '../people/SaveProblem.tsx'
import { useTeams, useTeamsWhere } from '../people/teams.ts'
import { TeamSelect } from '../people/TeamSelect.tsx'
import { useAction } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Form } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { SaveBar } from '../ui/SaveBar.tsx'
import { Screen, Stack } from '../ui/Screen.tsx'
import { Badge } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import { asDraft, asInput, isPlayable } from './draft.ts'
import type { PolicyDraft, PolicyTold } from './draft.ts'
import styles from './PolicyEditor.module.css'
import { PolicyTestCard } from './PolicyTestCard.tsx'
import { PolicyMenu } from './PolicyMenu.tsx'
import { Rehearsal } from './Rehearsal.tsx'
import { RoundsCard } from './RoundsCard.tsx'
import { StepsCard } from './StepsCard.tsx'

/** A policy as a form, rehearsed beside it while it is written. Whoever may not change it can still try things out. */
export function PolicyEditor({ start, saved: told }: PolicyEditorProps) {
  const say = useWords('escalation')
  const { nameOf } = useTeams()
  // What was there when the writing began: saving over somebody else's change is refused by its version.
  const [saved, setSaved] = useState(told)
  const [draft, setDraft] = useState(start)
  const naming = useNaming()
  const mayNot = useWhyNot()('policies.manage', draft.teamId)
  const whole = saved ? draft : { ...draft, name: naming.name, slug: naming.slug }
  const saving = useSaving(whole, saved, (next) => {
    setSaved(next)
    setDraft(asDraft(next))
  })
  const missing = useNamingMissing()(saved ? { ...naming, name: draft.name.trim(), slug: draft.slug } : naming)
  const isSame = saved !== null && JSON.stringify(asInput(draft)) === JSON.stringify(asInput(asDraft(saved)))
  const set = (part: Partial<PolicyDraft>) => setDraft({ ...draft, ...part })
  const unavailable = mayNot ?? missing ?? (isSame ? say('same') : isPlayable(draft) ? undefined : say('notWhole'))
  return (
    <Screen
      title={saved ? saved.name : say('new')}
      back={{ href: paths.policies, say: say('title') }}
      marks={
        saved ? (
          <>
            <Badge>{nameOf(saved.teamId)}</Badge>
            <a href={paths.services}>
              {saved.services === 0 ? say('noServices') : say('services', { count: saved.services })}
            </a>
          </>
        ) : null
      }
      actions={saved ? <PolicyMenu policy={saved} mayNot={mayNot} /> : null}
    >
      {mayNot && saved ? <Notice tone="info">{say('tryOnly', { why: mayNot })}</Notice> : null}
      <div className={styles.sides}>
        <Stack>
          <Card title={say('basics')}>
            <Form onSubmit={() => undefined}>
              {saved ? (
                <TextInput
                  label={say('name')}
                  value={draft.name}
                  onChange={(name) => set({ name })}
                  maxLength={200}
                  error={saving.problem?.of('name')}
                />
              ) : (
                <NewBasics
                  naming={naming}
                  problem={saving.problem}
                  draft={draft}
                  onTeam={(teamId) => set({ teamId })}
                />
              )}
            </Form>
          </Card>
          <StepsCard steps={draft.steps} policyId={saved?.id ?? null} onChange={(steps) => set({ steps })} />
          <RoundsCard draft={draft} onChange={set} />
          {saved ? <PolicyTestCard policy={saved} mayNot={mayNot} /> : null}
        </Stack>
        <div className={styles.rehearsal}>
          <Rehearsal draft={whole} />
        </div>
      </div>
      <SaveBar problem={saving.problem?.code === 'slug_taken' ? null : <SaveProblem problem={saving.problem} />}>
        <Button href={paths.policies}>{say('cancel')}</Button>
        <Button tone="primary" busy={saving.busy} unavailable={unavailable} onPress={saving.save}>
          {saved ? say('save') : say('create')}
        </Button>
      </SaveBar>
    </Screen>
  )
}

function NewBasics({ naming, problem, draft, onTeam }: NewBasicsProps) {
  const say = useWords('escalation')
  const { teams } = useTeamsWhere('policies.manage')
  return (
    <>
      <NameFields naming={naming} problem={problem} placeholder={say('example')} />
      <TeamSelect teams={teams} value={draft.teamId} onChange={onTeam} hint={say('teamHint')} />
    </>
  )
}

/** Creates a new policy and goes to it, or changes the one that was there. */
function useSaving(draft: PolicyDraft, saved: PolicyTold | null, onSaved: (policy: PolicyTold) => void) {
  const say = useWords('escalation')
  const go = useGo()
  const create = useAction('createPolicy', { inForm: true, done: say('created') })
  const change = useAction('changePolicy', { inForm: true, done: say('saved') })
  const save = async () => {
    if (saved) {
      const { slug: _slug, teamId: _teamId, ...text } = asInput(draft)
      const changed = await change.run({ policyId: saved.id, version: saved.version, ...text })
      if (changed) onSaved(changed)
    } else {
      const made = await create.run(asInput(draft))
      if (made) go(paths.policy(made.id), { replace: true })
    }
  }
  return { save, busy: create.busy || change.busy, problem: create.problem ?? change.problem }
}

type PolicyEditorProps = { readonly start: PolicyDraft; readonly saved: PolicyTold | null }

type NewBasicsProps = Parameters<typeof NameFields>[0] & {
  readonly draft: PolicyDraft
  readonly onTeam: (teamId: string) => void
}
