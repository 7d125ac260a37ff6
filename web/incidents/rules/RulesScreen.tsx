import { lazy, Suspense, useState } from 'react'
import { Loaded } from '../../Loaded.tsx'
import { paths } from '../../paths.ts'
import { TeamSelect } from '../../people/TeamSelect.tsx'
import { useTeams } from '../../people/teams.ts'
import { useAction, useLoaded } from '../../query.tsx'
import { useGo } from '../../shell/go.ts'
import { useWhyNot } from '../../shell/me.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Empty } from '../../ui/faces.tsx'
import { showNotice } from '../../ui/notices.ts'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Bar, Screen } from '../../ui/Screen.tsx'
import { Badge } from '../../ui/State.tsx'
import { useWords } from '../../words/words.ts'
import type { Rule, Written } from './draft.ts'
import { useRuleWords } from './rule-words.ts'
import styles from './RulesScreen.module.css'

const RuleDialog = lazy(() => import('./RuleDialog.tsx'))

/** By which rules alerts of a team become incidents, in the order in which they are asked. */
export function RulesScreen({ teamId }: { readonly teamId: string }) {
  const say = useWords('incidentRules')
  const { teams, nameOf } = useTeams()
  const go = useGo()
  const told = useLoaded('getIncidentRules', { teamId })
  const mayNot = useWhyNot()('incidents.manage', teamId)
  const [open, setOpen] = useState<Rule | 'new' | null>(null)
  const rules = told.data?.rules ?? []
  const save = useSave(teamId, told.data?.version)
  const add = (
    <Button tone="primary" icon="plus" unavailable={mayNot} onPress={() => setOpen('new')}>
      {say('new')}
    </Button>
  )
  return (
    <Screen
      title={say('title')}
      documentTitle={say('of', { name: nameOf(teamId) })}
      about={say('about')}
      back={{ href: paths.incidents, say: say('back') }}
      actions={add}
    >
      {teams.length > 1 ? (
        <Bar>
          <TeamSelect teams={teams} value={teamId} onChange={(id) => go(paths.incidentRules(id))} />
        </Bar>
      ) : null}
      <Card flush>
        <Loaded
          query={told}
          isEmpty={(answer) => answer.rules.length === 0}
          empty={
            <Empty icon="critical" title={say('none.title')} action={add} tall>
              {say('none.say')}
            </Empty>
          }
        >
          {(answer) => (
            <Rows label={say('title')}>
              {answer.rules.map((rule, at) => (
                <RuleRow
                  key={rule.id}
                  rule={rule}
                  number={at + 1}
                  isLast={at === answer.rules.length - 1}
                  mayNot={mayNot}
                  onOpen={() => setOpen(rule)}
                  onMove={(to) => save.run(withMoved(answer.rules, at, at + to))}
                  onRemove={() => save.run(answer.rules.filter((each) => each !== rule))}
                />
              ))}
            </Rows>
          )}
        </Loaded>
      </Card>
      {open ? (
        <Suspense>
          <RuleDialog
            key={open === 'new' ? 'new' : open.id}
            rule={open === 'new' ? null : open}
            teamId={teamId}
            busy={save.busy}
            problem={save.problem}
            onSave={async (written) => {
              if (await save.run(withWritten(rules, written))) setOpen(null)
            }}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      ) : null}
    </Screen>
  )
}

/** Everything is one list with one version: of two who save at once the second hears of the first, and sees theirs. */
function useSave(teamId: string, version: string | undefined) {
  const say = useWords('incidentRules')
  const set = useAction('setIncidentRules', { inForm: true, done: say('form.saved') })
  const told = useLoaded('getIncidentRules', { teamId })
  const run = async (rules: readonly (Rule | Written)[]) => {
    const written = rules.map((rule) => ('teamId' in rule ? withoutTeam(rule) : rule))
    const saved = await set.run({ teamId, rules: written, ...(version ? { version } : {}) })
    if (!saved) {
      const { data } = await told.refetch()
      if (data && data.version !== version) showNotice({ tone: 'critical', say: say('changed') })
    }
    return saved
  }
  return { run, busy: set.busy, problem: set.problem }
}

function withoutTeam({ id, name, when, does, groupLabels, declares, isEnabled }: Rule): Written {
  return { id, name, when, does, groupLabels, declares, isEnabled }
}

function withWritten(rules: readonly Rule[], written: Written): readonly (Rule | Written)[] {
  const isThere = rules.some(({ id }) => id === written.id)
  return isThere ? rules.map((rule) => (rule.id === written.id ? written : rule)) : [...rules, written]
}

function withMoved(rules: readonly Rule[], from: number, to: number): readonly Rule[] {
  const [moved] = rules.slice(from, from + 1)
  return moved ? rules.toSpliced(from, 1).toSpliced(to, 0, moved) : rules
}

function RuleRow({ rule, number, isLast, mayNot, onOpen, onMove, onRemove }: RuleRowProps) {
  const say = useWords('incidentRules')
  const words = useRuleWords()(rule)
  const { name } = rule
  return (
    <Row
      lead={<span className={styles.number}>{number}</span>}
      title={name}
      meta={
        <span className={styles.lines}>
          {rule.isEnabled ? null : <Badge tone="warning">{say('rule.off')}</Badge>}
          <span>{words.when}</span>
          <span>{words.does}</span>
        </span>
      }
      trail={
        <>
          <IconButton
            icon="up"
            size="small"
            label={say('rule.up', { name })}
            unavailable={mayNot ?? (number === 1 ? say('rule.first') : undefined)}
            onPress={() => onMove(-1)}
          />
          <IconButton
            icon="down"
            size="small"
            label={say('rule.down', { name })}
            unavailable={mayNot ?? (isLast ? say('rule.last') : undefined)}
            onPress={() => onMove(1)}
          />
          <IconButton
            icon="edit"
            size="small"
            label={say('rule.change', { name })}
            unavailable={mayNot}
            onPress={onOpen}
          />
          <IconButton
            icon="trash"
            size="small"
            label={say('rule.remove', { name })}
            unavailable={mayNot}
            onPress={onRemove}
          />
        </>
      }
    />
  )
}

type RuleRowProps = {
  readonly rule: Rule
  readonly number: number
  readonly isLast: boolean
  readonly mayNot: string | undefined
  readonly onOpen: () => void
  readonly onMove: (to: -1 | 1) => unknown
  readonly onRemove: () => unknown
}
