import { expect, test } from 'vitest'
import { usualAlertSettings } from '../../domain/services/usual.ts'
import { asSettings, asSettingsDraft, isUsual, settingsFaults } from './settings-draft.ts'

test('what was told is what is saved; a new service begins with the usual', () => {
  const told = { ...usualAlertSettings, grouping: 'labels' as const, groupLabels: ['a, b'], dependsOn: ['x'] }
  expect(asSettings(asSettingsDraft(told))).toEqual(told)
  expect(isUsual(asSettingsDraft())).toBe(true)
  expect(isUsual(asSettingsDraft(told))).toBe(false)
})

test.each([
  [{ grouping: 'labels' } as const, 'labels_missing'],
  [{ groupMinutes: '1441' }, 'group_minutes'],
  [{ watchMinutes: '-1' }, 'watch_minutes'],
  [{ floodLimit: '1000001' }, 'flood_limit'],
  [{ floodLimit: '' }, 'flood_limit'],
])('what is not whole is told: %j', (part, fault) => {
  expect(settingsFaults({ ...asSettingsDraft(), ...part })).toEqual([fault])
})

test('0 is never, and whole', () => {
  expect(settingsFaults({ ...asSettingsDraft(), watchMinutes: '0', floodLimit: '0', groupMinutes: '0' })).toEqual([])
})
