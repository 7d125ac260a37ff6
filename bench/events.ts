// The same stream of alerts for both sides, about 880 bytes each as a real Prometheus sends them.

export function pagerDutyBody(key: string, n: number, run: string): string {
  return JSON.stringify({
    routing_key: key,
    event_action: 'trigger',
    dedup_key: `${run}/${n}`,
    payload: {
      summary: `HighErrorRate on api-${n % 100}: 5xx above 5 % bench#${run}/${n}#`,
      source: `10.0.${n % 250}.17:9100`,
      severity: ['critical', 'error', 'warning', 'info'][n % 4],
      component: 'checkout',
      group: 'prod-eu',
      class: 'errors',
      custom_details: {
        ...labels(n, run),
        description: 'The rate of failed requests is above its objective. See the runbook.',
      },
    },
    client: 'Prometheus',
    client_url: 'http://prometheus.internal/graph?g0.expr=rate',
  })
}

export function prometheusBody(from: number, count: number, run: string): string {
  return JSON.stringify(
    Array.from({ length: count }, (_, i) => ({
      labels: labels(from + i, run),
      annotations: {
        summary: `HighErrorRate on api-${(from + i) % 100}: 5xx above 5 % bench#${run}/${from + i}#`,
        description: 'The rate of failed requests is above its objective. See the runbook for what to look at first.',
        runbook_url: 'https://runbooks.example.com/high-error-rate',
      },
      startsAt: '2026-11-23T20:00:00.000Z',
      endsAt: '2099-11-23T21:00:00.000Z',
      generatorURL: 'http://prometheus.internal/graph?g0.expr=sum%28rate%28http_requests_total%5B5m%5D%29%29',
    })),
  )
}

function labels(n: number, run: string): Record<string, string> {
  return {
    alertname: 'HighErrorRate',
    bench_id: `${run}/${n}`,
    service: `svc-${n % 100}`,
    instance: `10.0.${n % 250}.17:9100`,
    job: 'api',
    cluster: 'prod-eu-1',
    namespace: 'checkout',
    severity: ['critical', 'error', 'warning', 'info'][n % 4] ?? 'info',
  }
}
