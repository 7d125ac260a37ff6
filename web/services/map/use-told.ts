import { useMemo } from 'react'
import { useWords } from '../../words/words.ts'
import { between, echoAt, healthOf } from './reading.ts'
import type { Echo, MapAlert, Place, Reading } from './reading.ts'

/** What the map thinks, in words: of a service in one line, of why it is marked, and of an alert that is an echo. */
export function useTold(reading: Reading) {
  const say = useWords('serviceMap')
  return useMemo(() => {
    const nameOf = (id: string) => reading.place.get(id)?.name ?? ''
    const downstream = ({ id }: Place): string | null => {
      const of = reading.downstream.get(id)
      if (!of) return null
      const over = between(reading, of.path)
      return over === ''
        ? say('why.downstream', { name: nameOf(of.of) })
        : say('why.downstreamOver', { name: nameOf(of.of), over })
    }
    return {
      downstream,
      /** One line for the drawing. */
      of(place: Place): string {
        const health = healthOf(reading, place)
        const echo = echoAt(reading, place.id)
        const parts = [
          place.worst
            ? say('mark.open', { count: place.openAlerts })
            : health === 'muted'
              ? say('mark.muted', { count: place.openAlerts })
              : null,
          health === 'downstream'
            ? say('mark.downstream', { name: nameOf(reading.downstream.get(place.id)?.of ?? '') })
            : null,
          reading.causeAt.has(place.id) ? say('mark.cause') : null,
          echo ? say('mark.echo', { name: nameOf(echo.ofServiceId) }) : null,
        ].filter((part) => part !== null)
        const name = place.worst ? `${place.worst} ${place.name}` : place.name
        return `${name}: ${parts.length === 0 ? say('mark.calm') : parts.join(', ')}`
      },
      /** Why an alert is marked: of what it is an echo, or what echoes it. */
      alert({ id }: MapAlert): string | null {
        const echo = reading.echoOf.get(id)
        if (echo) return echoWords(say, reading, echo, reading.alert.get(echo.ofAlertId)?.summary ?? '')
        const cause = [...reading.causeAt.values()].flat().find(({ alertId }) => alertId === id)
        return cause ? say('why.cause', { count: cause.echoes }) : null
      },
    }
  }, [reading, say])
}

/** Of what is it an echo, and why is that thought? */
export function echoWords(say: Say, reading: Pick<Reading, 'place'>, echo: Echo, summary: string): string {
  const nameOf = (id: string) => reading.place.get(id)?.name ?? ''
  const over = between(reading, echo.path)
  const { afterSeconds } = echo
  const after =
    afterSeconds < 60
      ? say('seconds', { count: afterSeconds })
      : say('minutes', { count: Math.round(afterSeconds / 60) })
  const facts = { from: nameOf(echo.serviceId), to: nameOf(echo.ofServiceId), summary, after }
  return over === '' ? say('why.echo', facts) : say('why.echoOver', { ...facts, over })
}

type Say = ReturnType<typeof useWords<'serviceMap'>>
