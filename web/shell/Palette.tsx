/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role,
   jsx-a11y/click-events-have-key-events -- the pattern of a combobox with rich rows, which has no native element;
   its keys are heard by the input */
import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { useWords } from '../words/words.ts'
import { useGo } from './go.ts'
import { useAllKeys } from './keys.ts'
import { places } from './places.ts'
import styles from './Palette.module.css'

type Found = {
  readonly id: string
  readonly group: string
  readonly say: string
  readonly icon: IconName
  readonly keys?: string
  readonly run: () => unknown
}

/** Anything by name: places, what this screen can do, alerts and the log. Arrows move, Enter chooses. */
export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const say = useWords('shell')
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const found = useFound(text.trim())
  const at = Math.min(chosen, found.length - 1)
  const id = useId()
  const run = (entry: Found | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setChosen((at + step + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(found[at])
    else return
    event.preventDefault()
  }
  return (
    <Dialog open onClose={onClose} title={say('palette.title')} bare>
      <div className={styles.ask}>
        <Icon name="search" />
        <input
          className={styles.input}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setChosen(0)
          }}
          onKeyDown={press}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
          aria-label={say('palette.label')}
          placeholder={say('search')}
          autoComplete="off"
          spellCheck={false}
        />
        <Kbd keys="Escape" />
      </div>
      <ul className={styles.list} id={`${id}-list`} role="listbox" aria-label={say('palette.title')}>
        {found.map((entry, position) => (
          <PaletteRow
            key={entry.id}
            id={`${id}-${position}`}
            entry={entry}
            heading={entry.group === found[position - 1]?.group ? null : entry.group}
            isChosen={position === at}
            onPoint={() => setChosen(position)}
            onPress={() => run(entry)}
          />
        ))}
      </ul>
      {found.length === 0 ? <p className={styles.nothing}>{say('palette.nothing', { text })}</p> : null}
    </Dialog>
  )
}

function PaletteRow({ id, entry, heading, isChosen, onPoint, onPress }: PaletteRowProps) {
  return (
    <>
      {heading ? (
        <li className={styles.group} role="presentation">
          {heading}
        </li>
      ) : null}
      <li
        id={id}
        role="option"
        aria-selected={isChosen}
        className={classes(styles.entry, isChosen && styles.chosen)}
        ref={(element) => {
          if (isChosen) element?.scrollIntoView({ block: 'nearest' })
        }}
        onPointerMove={onPoint}
        onClick={onPress}
      >
        <Icon name={entry.icon} />
        <span className={styles.say}>{entry.say}</span>
        {entry.keys ? <Kbd keys={entry.keys} /> : null}
      </li>
    </>
  )
}

/** What fits the text, in the order a responder wants it. */
function useFound(text: string): readonly Found[] {
  const say = useWords('shell')
  const go = useGo()
  const keys = useAllKeys()
  const alerts = useLoaded(
    'listAlerts',
    { state: 'all', search: text, limit: 6 },
    { enabled: text.length > 1, keep: true },
  )
  const incidents = useLoaded(
    'listIncidents',
    { state: 'all', search: text, limit: 4 },
    { enabled: text.length > 1, keep: true },
  )
  const fits = (entry: Found) => entry.say.toLowerCase().includes(text.toLowerCase())
  const onScreen = keys
    .filter((key) => (key.group ?? 'screen') === 'screen')
    .map((key) => ({
      id: key.keys,
      group: say('palette.do'),
      say: key.say,
      icon: 'forward' as const,
      keys: key.keys,
      run: key.run,
    }))
  const toGo = places.map((place) => ({
    id: place.name,
    group: say('palette.go'),
    say: say(`place.${place.name}`),
    icon: place.icon,
    keys: place.keys,
    run: () => go(place.href),
  }))
  const me = {
    id: 'me',
    group: say('palette.go'),
    say: say('place.me'),
    icon: 'person' as const,
    run: () => go(paths.me),
  }
  const declare = {
    id: 'declare',
    group: say('palette.go'),
    say: say('palette.declare'),
    icon: 'critical' as const,
    run: () => go(paths.declareIncident),
  }
  const commands = [...onScreen, ...toGo, me, declare].filter(fits)
  if (text.length < 2) return commands
  const foundAlerts = (alerts.data?.alerts ?? []).map((alert) => ({
    id: `alert ${alert.id}`,
    group: say('palette.alerts'),
    say: alert.summary,
    icon: 'bell' as const,
    run: () => go(paths.alert(alert.id)),
  }))
  const foundIncidents = (incidents.data?.incidents ?? []).map((incident) => ({
    id: `incident ${incident.id}`,
    group: say('palette.incidents'),
    say: incident.title,
    icon: 'critical' as const,
    run: () => go(paths.incident(incident.id)),
  }))
  const everywhere = {
    id: 'search',
    group: say('place.search'),
    say: say('palette.inAll', { text }),
    icon: 'search' as const,
    run: () => go(paths.searchFor(text)),
  }
  return [...commands, ...foundIncidents, ...foundAlerts, everywhere]
}

type PaletteRowProps = {
  readonly id: string
  readonly entry: Found
  readonly heading: string | null
  readonly isChosen: boolean
  readonly onPoint: () => void
  readonly onPress: () => void
}
