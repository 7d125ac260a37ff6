import { memo } from 'react'
import { classes } from '../../ui/classes.ts'
import { strokesOf } from '../../ui/Icon.tsx'
import styles from './Drawing.module.css'
import { placeSize } from './layout.ts'
import type { Point } from './layout.ts'
import type { Health, Place } from './reading.ts'
import { shortened } from './reading.ts'

/** One service on the drawing: its name, its worst open priority, and what the map thinks of it. Colour is never the only sign. */
export const PlaceMark = memo(function PlaceMark({
  place,
  at,
  health,
  role,
  look,
  label,
  onChoose,
  isNext,
}: MarkProps) {
  const { width, height } = placeSize
  const sign = role === 'cause' ? 'now' : role === 'echo' ? 'sound' : health === 'downstream' ? 'link' : null
  const most = 19 - (place.worst ? 4 : 0) - (sign ? 2 : 0)
  return (
    <g
      transform={`translate(${at.x - width / 2} ${at.y - height / 2})`}
      className={classes(
        styles.place,
        styles[health],
        place.worst ? styles[place.worst] : null,
        role === 'cause' && styles.cause,
        look === 'chosen' && styles.chosen,
        look === 'dim' && styles.dim,
        look === 'foreign' && styles.foreign,
      )}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- there is no button inside of a drawing
      role="button"
      tabIndex={isNext ? 0 : -1}
      aria-label={label}
      aria-pressed={look === 'chosen'}
      data-service={place.id}
      onClick={() => onChoose(place.id)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onChoose(place.id)
      }}
    >
      <title>{label}</title>
      {role === 'cause' ? (
        <rect className={styles.halo} x={-5} y={-5} width={width + 10} height={height + 10} rx={13} />
      ) : null}
      <rect className={styles.box} width={width} height={height} rx={8} />
      {place.worst ? (
        <text className={styles.priority} x={12} y={height / 2}>
          {`${place.worst} `}
        </text>
      ) : null}
      <text className={styles.name} x={place.worst ? 38 : 12} y={height / 2}>
        {shortened(place.name, most)}
      </text>
      {sign ? (
        <path
          className={styles.sign}
          transform={`translate(${width - 26} ${height / 2 - 9}) scale(0.75)`}
          d={strokesOf(sign)}
        />
      ) : null}
    </g>
  )
})

type MarkProps = {
  readonly place: Place
  readonly at: Point
  readonly health: Health
  readonly role: 'cause' | 'echo' | null
  readonly look: 'chosen' | 'dim' | 'foreign' | null
  /** Everything that the drawing says of it, in words. */
  readonly label: string
  readonly onChoose: (serviceId: string) => void
  /** It is the one that Tab reaches. */
  readonly isNext: boolean
}
