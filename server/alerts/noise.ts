// The noise report: which rules page for nothing, what one of them did, and what is said of it beside an alert.
import type { noiseApi } from '../../domain/alerts/noise-api.ts'
import { noisyFrom } from '../../domain/alerts/noise.ts'
import type { Actions } from '../context.ts'
import { refuse } from '../refusal.ts'
import { findCountedUntil, findLastOf, findNoise, findRuleOf, sumNoise } from './noise-store.ts'
import { toAlert } from './shown.ts'
import { findAlert, findAlertsById } from './store.ts'

const shownAlerts = 50

export const noiseActions: Actions<keyof typeof noiseApi> = {
  async getNoise({ db }, query) {
    const [rules, total, countedUntil] = await Promise.all([
      findNoise(db, query),
      sumNoise(db, query),
      findCountedUntil(db),
    ])
    return { days: query.days, countedUntil, rules: [...rules], total }
  },

  async getRuleNoise({ db }, { ruleId, days }) {
    const [[rule], countedUntil, ids] = await Promise.all([
      findNoise(db, { ruleId, days, limit: 1 }),
      findCountedUntil(db),
      findLastOf(db, ruleId, shownAlerts),
    ])
    if (!rule) refuse('not_found')
    const alerts = await findAlertsById(db, ids)
    return { days, countedUntil, rule, alerts: alerts.map(toAlert) }
  },

  async getAlertNoise({ db }, { alertId }) {
    if (!(await findAlert(db, alertId))) refuse('not_found')
    const ruleId = await findRuleOf(db, alertId)
    const [rule] = ruleId === null ? [] : await findNoise(db, { ruleId, days: noisyFrom.days, limit: 1 })
    return { rule: rule ?? null }
  },
}
