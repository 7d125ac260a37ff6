import { useAction } from '../../query.tsx'
import { useMe } from '../../shell/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/Menu.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { State } from '../../ui/State.tsx'
import type { Tone } from '../../ui/State.tsx'
import { Time, useNow } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange, useWhyNotWork } from '../may.ts'
import type { Detail } from '../may.ts'
import styles from './ActionsCard.module.css'
import type { Open } from './opened.ts'
import { inOrderOfDue, isTaskLate, isTaskOpen } from './records.ts'
import type { Task } from './records.ts'

/** Who was asked for what within how many minutes, and whether they said it back. */
export function TasksCard({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentRecords')
  const unavailable = useWhyNotWork(incident)
  return (
    <Card
      title={say('tasks.title')}
      flush
      actions={
        <Button icon="plus" unavailable={unavailable} onPress={() => open({ dialog: 'task' })}>
          {say('tasks.give')}
        </Button>
      }
    >
      {incident.tasks.length === 0 ? (
        <p className={styles.none}>{say('tasks.none')}</p>
      ) : (
        <Rows label={say('tasks.title')}>
          {inOrderOfDue(incident.tasks).map((task) => (
            <TaskRow key={task.id} incident={incident} task={task} open={open} />
          ))}
        </Rows>
      )}
    </Card>
  )
}

function TaskRow({ incident, task, open }: TaskRowProps) {
  const say = useWords('incidentRecords')
  const isLate = isTaskLate(task, useNow())
  const { state, text, owner, readBack, dueAt, doneAt } = task
  return (
    <Row
      title={text}
      meta={
        <>
          <State {...states[state]} look="plain">
            {say(`tasks.state.${state}`)}
          </State>
          <span>{owner}</span>
          {isLate ? (
            <State tone="critical" icon="clock" look="plain">
              {say('tasks.late')} <Time at={dueAt} />
            </State>
          ) : isTaskOpen(task) ? (
            <span>
              {say('tasks.due')} <Time at={dueAt} />
            </span>
          ) : doneAt ? (
            <Time at={doneAt} />
          ) : null}
          {readBack ? <q>{readBack}</q> : null}
        </>
      }
      wrapTrail={isTaskOpen(task)}
      trail={<Moves incident={incident} task={task} open={open} />}
    />
  )
}

/** Whoever it was given to says it back first; then it is done, or dropped. */
function Moves({ incident, task, open }: TaskRowProps) {
  const say = useWords('incidentRecords')
  const { person } = useMe()
  const unavailable = useWhyNotChange(incident)
  const change = useAction('changeTask')
  const { id: taskId, state, text, ownerId } = task
  const move = (to: 'done' | 'dropped' | 'taken') => change.run({ incidentId: incident.id, taskId, state: to })
  const sayBack = () => open({ dialog: 'say_back', taskId })
  const isMine = ownerId === person.id
  const isGiven = state === 'given'
  const items: readonly MenuItem[] = isTaskOpen(task)
    ? [
        ...(isGiven && !isMine
          ? [{ say: say('tasks.sayBack'), icon: 'message' as const, unavailable, onPress: sayBack }]
          : []),
        { say: say('tasks.drop'), icon: 'close', unavailable, onPress: () => move('dropped') },
      ]
    : [{ say: say('tasks.reopen'), icon: 'again', unavailable, onPress: () => move('taken') }]
  return (
    <>
      {isGiven && isMine ? (
        <Button size="small" tone="primary" icon="message" unavailable={unavailable} onPress={sayBack}>
          {say('tasks.sayBack')}
        </Button>
      ) : null}
      {isTaskOpen(task) ? (
        <Button size="small" icon="check" busy={change.busy} unavailable={unavailable} onPress={() => move('done')}>
          {say('tasks.done')}
        </Button>
      ) : null}
      <Menu label={say('more', { text })} icon="more" size="small" items={items} />
    </>
  )
}

const states: Readonly<Record<Task['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  given: { tone: 'warning', icon: 'clock' },
  taken: { tone: 'info', icon: 'person' },
  done: { tone: 'ok', icon: 'check' },
  dropped: { tone: 'calm', icon: 'close' },
}

type TaskRowProps = { readonly incident: Detail; readonly task: Task; readonly open: Open }
