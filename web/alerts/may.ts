import { isHeldByAnother } from '../../domain/alerts/held.ts'
import { whyNot as refusal } from '../../domain/alerts/states.ts'
import type { AlertMove } from '../../domain/alerts/states.ts'
import type { EndpointOutput } from '../api.ts'
import { useMe, useWhyNot } from '../shell/me.ts'
import { useWords } from '../words/words.ts'

export type Alert = EndpointOutput<'listAlerts'>['alerts'][number]

/** Asks why I may not do this to an alert now: a sentence for a button's `unavailable`, or undefined when I may. */
export function useWhyNotMove(): (move: AlertMove, alert: Alert) => string | undefined {
  const say = useWords('alerts')
  const whyNot = useWhyNot()
  const { person } = useMe()
  return (move, alert) => {
    const forbidden = whyNot('alerts.respond', alert.teamId)
    if (forbidden) return forbidden
    const refused = refusal(move, alert)
    if (refused === null) {
      const isMine = alert.state === 'triggered' && alert.answers?.by.some(({ personId }) => personId === person.id)
      return move === 'acknowledge' && isMine ? say('why.answered') : undefined
    }
    if (refused === 'alert_closed') return say('why.alert_closed')
    if (alert.acknowledgedById === person.id) return say('why.you')
    return alert.acknowledgedBy
      ? say('why.alert_already_acknowledged', { name: alert.acknowledgedBy })
      : say('why.somebody')
  }
}

/** The name of whoever else has this alert now: acting on it asks why. Null when nobody else has. */
export function useHeldBy(alert: Pick<Alert, 'state' | 'acknowledgedById' | 'acknowledgedBy'>): string | null {
  const { person } = useMe()
  return isHeldByAnother(alert, person.id) ? alert.acknowledgedBy : null
}
