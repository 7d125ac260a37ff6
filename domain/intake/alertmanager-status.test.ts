import { expect, test } from 'vitest'
import { versionMetric, statusOf } from './alertmanager-status.ts'

test('status has every field that a client reads, and the services as receivers', () => {
  const startedAt = Temporal.Instant.from('2026-11-22T10:00:00.5Z')
  const status = statusOf({ release: '1.2.3', startedAt, receivers: ['shop', 'bank'] })
  expect(status).toMatchObject({ cluster: { status: 'disabled', peers: [] }, uptime: '2026-11-22T10:00:00.500Z' })
  expect(Object.values(status.versionInfo).every((value) => typeof value === 'string')).toBe(true)
  expect(status.versionInfo.buildUser).toBe('baton 1.2.3')
  expect(status.config.original).toContain('receivers:\n- name: "shop"\n- name: "bank"\n')
  expect(versionMetric()).toContain(`version="${status.versionInfo.version}"`)
})
