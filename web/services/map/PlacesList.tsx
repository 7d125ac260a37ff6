import { PriorityMark } from '../../alerts/marks.tsx'
import { Card } from '../../ui/Card.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { State } from '../../ui/State.tsx'
import { useWords } from '../../words/words.ts'
import styles from './PlacesList.module.css'
import { echoAt, healthOf, worstFirst } from './reading.ts'
import type { Health, Place, Reading } from './reading.ts'
import { useTold } from './use-told.ts'

/** The map as a list, for a phone and for who reads it aloud: what is hurt now, what stands on that, what is calm. */
export function PlacesList({ reading, places, chosen, onChoose }: PlacesListProps) {
  const say = useWords('serviceMap')
  const inOrder = worstFirst(reading, places)
  const of = (...healths: readonly Health[]) => inOrder.filter((place) => healths.includes(healthOf(reading, place)))
  const parts = [
    { name: 'now', places: of('hurt') },
    { name: 'downstream', places: of('downstream') },
    { name: 'calm', places: of('muted', 'calm') },
  ] as const
  return (
    <div className={styles.parts}>
      {parts.map(({ name, places: shown }) =>
        shown.length === 0 && name !== 'now' ? null : (
          <Card key={name} title={say(`list.${name}`)} flush>
            {shown.length === 0 ? (
              <p className={styles.none}>{say('list.none')}</p>
            ) : (
              <Rows label={say(`list.${name}`)}>
                {shown.map((place) => (
                  <PlaceRow
                    key={place.id}
                    place={place}
                    reading={reading}
                    isChosen={place.id === chosen}
                    onChoose={onChoose}
                  />
                ))}
              </Rows>
            )}
          </Card>
        ),
      )}
    </div>
  )
}

function PlaceRow({ place, reading, isChosen, onChoose }: PlaceRowProps) {
  const say = useWords('serviceMap')
  const told = useTold(reading)
  const health = healthOf(reading, place)
  const echo = echoAt(reading, place.id)
  const downstream = told.downstream(place)
  return (
    <Row
      id={place.id}
      title={place.name}
      lead={place.worst ? <PriorityMark priority={place.worst} /> : null}
      chosen={isChosen}
      onPress={() => onChoose(place.id)}
      meta={
        <>
          {reading.causeAt.has(place.id) ? (
            <State tone="critical" icon="now" look="plain">
              {say('legend.cause')}
            </State>
          ) : null}
          {echo ? (
            <State tone="critical" icon="sound" look="plain">
              {say('mark.echo', { name: reading.place.get(echo.ofServiceId)?.name ?? '' })}
            </State>
          ) : null}
          {downstream && !echo ? <span>{downstream}</span> : null}
          {health === 'muted' ? <span>{say('mark.muted', { count: place.openAlerts })}</span> : null}
        </>
      }
    />
  )
}

type PlacesListProps = {
  readonly reading: Reading
  readonly places: readonly Place[]
  readonly chosen: string | null
  readonly onChoose: (serviceId: string) => void
}

type PlaceRowProps = Pick<PlacesListProps, 'reading' | 'onChoose'> & {
  readonly place: Place
  readonly isChosen: boolean
}
