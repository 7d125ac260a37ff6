// What Baton says it is when it is asked as an Alertmanager: amtool asks before every command, Grafana and karma before they read.
import type { Instant } from '../time.ts'
import { wireTime } from './alertmanager-alerts.ts'

/** The release of Alertmanager whose API this is: clients choose by it what they may ask. */
export const spokenVersion = '0.28.1'

export type StatusFacts = {
  /** Baton's own release. */
  readonly release: string
  readonly startedAt: Instant
  readonly receivers: readonly string[]
}

/** Status, with a configuration that Alertmanager itself could read: one route, and the services as its receivers. */
export function statusOf({ release, startedAt, receivers }: StatusFacts) {
  return {
    cluster: { peers: [], status: 'disabled' },
    config: { original: configurationOf(receivers) },
    uptime: wireTime(startedAt),
    versionInfo: {
      branch: 'baton',
      buildDate: '',
      buildUser: `baton ${release}`,
      goVersion: '',
      revision: '',
      version: spokenVersion,
    },
  }
}

/** The one line of an Alertmanager's metrics that karma reads, to know which version it talks to. */
export function versionMetric(): string {
  return `# TYPE alertmanager_build_info gauge\nalertmanager_build_info{branch="baton",version="${spokenVersion}"} 1\n`
}

function configurationOf(receivers: readonly string[]): string {
  const names = receivers.map((name) => JSON.stringify(name)) // every JSON string is a YAML one
  return [
    '# Baton speaks the API of an Alertmanager. Whom it pages is said in its own policies.',
    'global:',
    '  resolve_timeout: 5m',
    'route:',
    `  receiver: ${names[0]}`,
    '  group_by:',
    '  - alertname',
    'receivers:',
    ...names.map((name) => `- name: ${name}`),
    'templates: []',
    '',
  ].join('\n')
}
