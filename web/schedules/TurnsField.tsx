import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { PersonSelect } from '../people/PersonSelect.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/Button.tsx'
import { FieldError } from '../ui/Field.tsx'
import { Hidden } from '../ui/Hidden.tsx'
import { Menu } from '../ui/Menu.tsx'
import { useWords } from '../words/words.ts'
import { withTurnMoved } from './draft-steps.ts'
import type { Turns } from './draft.ts'
import { usePersonName } from './person-name.ts'
import styles from './TurnsField.module.css'

/** Who takes turns, in order. The number of a turn is a handle for the arrow keys; buttons do the same for fingers. */
export function TurnsField({ turns, error, onChange }: TurnsFieldProps) {
  const say = useWords('schedules')
  const nameOf = usePersonName()
  const list = useRef<HTMLOListElement>(null)
  const [moved, setMoved] = useState<Moved | null>(null)
  const [joining, setJoining] = useState<number | null>(null)
  useEffect(() => {
    // The moved row is another element now; the focus goes with it.
    if (moved) list.current?.querySelector<HTMLElement>(`[data-at="${moved.at}"] ${moved.by}`)?.focus()
  }, [moved])
  const named = (turn: readonly string[]) => turn.map(nameOf).join(' + ')
  const move = (at: number, step: 1 | -1, by: string) => {
    const next = withTurnMoved(turns, at, step)
    if (next === turns) return
    onChange(next)
    setMoved({
      at: at + step,
      by,
      said: say('turn.moved', { name: named(turns[at] ?? []), at: at + step + 1, of: turns.length }),
    })
  }
  const put = (at: number, turn: readonly string[]) =>
    onChange(turn.length === 0 ? turns.toSpliced(at, 1) : turns.with(at, turn))
  return (
    <fieldset className={styles.turns}>
      <legend>{say('turn.title')}</legend>
      <p className={styles.hint}>{say('turn.hint')}</p>
      <ol ref={list} className={styles.list}>
        {turns.map((turn, at) => (
          <li key={at} data-at={at} className={styles.turn}>
            <Handle at={at} name={named(turn)} onMove={(step) => move(at, step, '[data-handle]')} />
            <span className={styles.people}>
              {turn.map((personId) => (
                <span key={personId} className={styles.person}>
                  <Avatar name={nameOf(personId)} size="small" /> {nameOf(personId)}
                </span>
              ))}
            </span>
            <IconButton
              icon="up"
              size="small"
              label={say('turn.up', { name: named(turn) })}
              unavailable={at === 0 ? say('turn.isFirst') : undefined}
              onPress={() => move(at, -1, 'button:nth-of-type(2)')}
            />
            <IconButton
              icon="down"
              size="small"
              label={say('turn.down', { name: named(turn) })}
              unavailable={at === turns.length - 1 ? say('turn.isLast') : undefined}
              onPress={() => move(at, 1, 'button:nth-of-type(3)')}
            />
            <Menu
              label={say('turn.actions', { name: named(turn) })}
              icon="more"
              size="small"
              items={[
                { say: say('turn.together'), icon: 'people', onPress: () => setJoining(at) },
                ...(turn.length > 1
                  ? turn.map((personId) => ({
                      say: say('turn.leave', { name: nameOf(personId) }),
                      onPress: () =>
                        put(
                          at,
                          turn.filter((each) => each !== personId),
                        ),
                    }))
                  : []),
                'line',
                { say: say('turn.remove'), icon: 'trash', danger: true, onPress: () => put(at, []) },
              ]}
            />
            {joining === at ? (
              <div className={styles.joining}>
                <PersonSelect
                  label={say('turn.togetherWith', { name: named(turn) })}
                  value=""
                  without={turn}
                  onChange={(personId) => {
                    setJoining(null)
                    if (personId) put(at, [...turn, personId])
                  }}
                />
              </div>
            ) : null}
          </li>
        ))}
      </ol>
      <PersonSelect
        label={say('turn.add')}
        value=""
        onChange={(personId) => {
          if (personId) onChange([...turns, [personId]])
        }}
      />
      <FieldError id="" error={error} />
      <output>
        <Hidden>{moved?.said}</Hidden>
      </output>
    </fieldset>
  )
}

function Handle({ at, name, onMove }: HandleProps) {
  const say = useWords('schedules')
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
    if (!step) return
    event.preventDefault()
    onMove(step)
  }
  return (
    <button
      type="button"
      data-handle
      className={styles.handle}
      aria-label={say('turn.handle', { at: at + 1, name })}
      onKeyDown={press}
    >
      {at + 1}
    </button>
  )
}

type Moved = { readonly at: number; readonly by: string; readonly said: string }

type HandleProps = { readonly at: number; readonly name: string; readonly onMove: (step: 1 | -1) => void }

type TurnsFieldProps = {
  readonly turns: Turns
  readonly error: string | undefined
  readonly onChange: (turns: Turns) => void
}
