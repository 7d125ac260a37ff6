import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { TeamFilter, useTeamFilter } from '../people/TeamFilter.tsx'
import { useTeams, useTeamsWhere } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Bar, Screen } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { minutesOf } from './draft.ts'
import type { PolicyTold } from './draft.ts'
import styles from './PoliciesScreen.module.css'
import { targetIcons, useTargetName } from './targets.ts'

/** Every escalation policy: whom it reaches in which order, and who hangs on it. */
export function PoliciesScreen() {
  const say = useWords('escalation')
  const policies = useLoaded('listPolicies', {})
  const { isShown, filter } = useTeamFilter()
  const { unavailable } = useTeamsWhere('policies.manage')
  const create = (
    <Button tone="primary" icon="plus" href={paths.policy('new')} unavailable={unavailable}>
      {say('new')}
    </Button>
  )
  return (
    <Screen title={say('title')} about={say('about')} actions={create}>
      <Bar>
        <TeamFilter filter={filter} />
      </Bar>
      <Card flush>
        <Loaded
          query={policies}
          isEmpty={(answer) => answer.policies.length === 0}
          empty={
            <Empty icon="policy" title={say('none.title')} action={create} tall>
              {say('none.say')}
            </Empty>
          }
        >
          {(answer) => (
            <Rows label={say('title')}>
              {answer.policies
                .filter((policy) => isShown(policy.teamId))
                .toSorted((a, b) => a.name.localeCompare(b.name))
                .map((policy) => (
                  <PolicyRow key={policy.id} policy={policy} all={answer.policies} />
                ))}
            </Rows>
          )}
        </Loaded>
      </Card>
    </Screen>
  )
}

function PolicyRow({ policy, all }: { readonly policy: PolicyTold; readonly all: readonly PolicyTold[] }) {
  const say = useWords('escalation')
  const { nameOf } = useTeams()
  return (
    <Row
      href={paths.policy(policy.id)}
      lead={<Icon name="policy" />}
      title={policy.name}
      meta={
        <>
          <StepChain policy={policy} />
          <span>{nameOf(policy.teamId)}</span>
          <span>{say('rounds', { count: policy.repeats + 1 })}</span>
          <span>{say('fallbackAfter', { minutes: minutesOf(policy, all) })}</span>
        </>
      }
      trail={policy.services === 0 ? say('noServices') : say('services', { count: policy.services })}
    />
  )
}

function OnlyFor({ step }: { readonly step: PolicyTold['steps'][number] }) {
  const say = useWords('escalation')
  const turns = useWords('turns')
  const { priorities, hours, inTurn, mustAnswer } = step
  const only = [
    ...(inTurn ? [turns('inTurnShort')] : []),
    ...(mustAnswer ? [turns('severalShort', { needed: mustAnswer })] : []),
    ...(priorities ?? []),
    ...(hours ? [say('only.someHours')] : []),
  ]
  return only.length === 0 ? null : <span className={styles.wait}>({only.join(', ')})</span>
}

function StepChain({ policy }: { readonly policy: PolicyTold }) {
  const say = useWords('escalation')
  const nameOf = useTargetName()
  return (
    <span className={styles.chain}>
      {policy.steps.map((step, at) => (
        <span key={at} className={styles.step}>
          {step.targets.map((target, which) => (
            <span key={which} className={styles.target}>
              <Icon name={targetIcons[target.kind]} /> {nameOf(target)}
            </span>
          ))}
          <OnlyFor step={step} />
          {at < policy.steps.length - 1 ? (
            <span className={styles.wait}>{say('waitShort', { minutes: step.waitMinutes })} →</span>
          ) : null}
        </span>
      ))}
    </span>
  )
}
