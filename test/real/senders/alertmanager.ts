// Debian's Alertmanager with one receiver of each kind that takes an address: the same alerts go by all of them.
// `sns_configs` is not among them: its `api_url` is that of the SNS service, which takes a signed Publish and answers in XML, while
// Baton is what a topic of SNS sends to.
import type { Baton } from '../baton.ts'
import { startAlertmanager } from '../monitors.ts'
import { makeService } from '../team.ts'
import { eventually, type Trial } from '../trial.ts'

type Way = {
  readonly name: string
  readonly dialect: 'alertmanager' | 'pagerduty' | 'opsgenie' | 'victorops'
  readonly receiver: (baton: string, key: string) => string
  /** One alert for each member of a group, or one for the group. */
  readonly alerts: 'members' | 'group'
}

const ways: readonly Way[] = [
  {
    name: 'webhook',
    dialect: 'alertmanager',
    receiver: (baton, key) => `webhook_configs: [{ url: '${baton}/in/${key}' }]`,
    alerts: 'members',
  },
  {
    name: 'pagerduty',
    dialect: 'pagerduty',
    receiver: (baton, key) =>
      `pagerduty_configs: [{ url: '${baton}/v2/enqueue', routing_key: '${key}', severity: '{{ .CommonLabels.severity }}' }]`,
    alerts: 'group',
  },
  {
    name: 'opsgenie',
    dialect: 'opsgenie',
    receiver: (baton, key) =>
      `opsgenie_configs: [{ api_url: '${baton}/', api_key: '${key}', priority: P1, update_alerts: true }]`,
    alerts: 'group',
  },
  {
    name: 'victorops',
    dialect: 'victorops',
    receiver: (baton, key) =>
      `victorops_configs: [{ api_url: '${baton}/integrations/generic/20131114/alert/', api_key: '${key}', routing_key: shop }]`,
    alerts: 'group',
  },
]

type Made = Way & { readonly serviceId: string; readonly key: string }
type Team = { readonly teamId: string; readonly policyId: string }

/** Fires two of a group by every receiver, fires them again, resolves them; what Baton shows is what was sent. */
export async function alertmanagerSends(trial: Trial, baton: Baton, team: Team): Promise<void> {
  const made: Made[] = []
  for (const way of ways)
    made.push({
      ...way,
      ...(await makeService(baton, { slug: way.name, ...team, dialect: way.dialect, grouping: 'none' })),
    })
  const url = await startAlertmanager(trial, 'alertmanager', configuration(baton, made))
  const post = async (alerts: readonly object[]) => {
    const answer = await fetch(`${url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alerts),
    })
    if (!answer.ok) throw new Error(`Alertmanager refuses: ${answer.status} ${await answer.text()}`)
  }
  const member = (instance: string, more: object = {}) => ({
    labels: { alertname: 'DiskFull', instance, severity: 'critical', city: 'Zürich' },
    annotations: { summary: `The disk of ${instance} is full: <b>95 %</b>` },
    generatorURL: `http://prom.example.com/graph?g0.expr=${instance}`,
    ...more,
  })
  const of = async ({ serviceId }: Made) => (await baton.call('listAlerts', { serviceId, state: 'all' })).alerts
  await post([member('db1')])
  for (const one of made) {
    const isThere = await eventually(20_000, async () => (await of(one)).length === 1)
    const [alert] = await of(one)
    trial.check(isThere && alert?.state === 'triggered', `${one.name}: raises "${alert?.summary}"`)
    trial.check(alert?.priority === 'P1', `${one.name}: critical is P1 (${alert?.priority})`)
  }
  await post([member('db1'), member('db2')])
  for (const one of made) {
    const wanted = one.alerts === 'members' ? 2 : 1
    const isSo = await eventually(20_000, async () => {
      const alerts = await of(one)
      return alerts.length === wanted && (wanted === 2 || (alerts[0]?.count ?? 0) > 1)
    })
    const alerts = await of(one)
    trial.check(isSo, `${one.name}: the second of the group makes ${alerts.length}: ${alerts.map(({ summary, count }) => `"${summary}" (${count})`).join(', ')}`) // prettier-ignore
    const detail = await baton.call('getAlert', { alertId: alerts.at(-1)?.id ?? 0 })
    trial.check(/db1/.test(detail.details), `${one.name}: what was sent is with the alert`)
  }
  for (const one of made) {
    const before = (await of(one)).length
    const isRepeated = await eventually(20_000, async () => (await of(one)).every(({ count }) => count > 2))
    const alerts = await of(one)
    const counts = alerts.map(({ count }) => count).join(', ')
    trial.check(isRepeated && alerts.length === before, `${one.name}: repeats are counted (${counts}) and open nothing`)
  }
  const endsAt = new Date().toISOString()
  await post([member('db1', { endsAt }), member('db2', { endsAt })])
  for (const one of made) {
    const isOver = await eventually(30_000, async () => (await of(one)).every(({ state }) => state === 'closed'))
    const because = new Set((await of(one)).map(({ closedBecause }) => closedBecause))
    trial.check(
      isOver && because.size === 1,
      `${one.name}: resolved, it is closed (because: ${[...because].join(', ')})`,
    )
  }
  const metrics = await (await fetch(`${url}/metrics`)).text()
  for (const { name } of made) {
    const figure = (kind: string) =>
      Number(new RegExp(`^${kind}\\{integration="${name}"[^}]*\\} (\\d+)`, 'm').exec(metrics)?.[1] ?? -1)
    const [sent, failed] = ['alertmanager_notifications_total', 'alertmanager_notifications_failed_total'].map(figure)
    trial.check((sent ?? 0) > 0 && failed === 0, `${name}: Alertmanager counts ${sent} sent and ${failed} failed`)
  }
}

/** All the alerts go by each of the receivers. */
function configuration(baton: Baton, made: readonly Made[]): string {
  const routes = made.map(({ name }) => `    - { receiver: ${name}, continue: true }`).join('\n')
  const receivers = made.map((one) => `  - name: ${one.name}\n    ${one.receiver(baton.url, one.key)}`).join('\n')
  return `route:
  receiver: ${made[0]?.name}
  group_by: [alertname]
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 2s
  routes:
${routes}
receivers:
${receivers}
`
}
