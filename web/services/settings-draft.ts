// How a service's alerts become pages, while it is being written. Numbers stay text until they are whole.
import type { GroupingKind } from '../../domain/services/grouping.ts'
import { usualAlertSettings } from '../../domain/services/usual.ts'
import type { EndpointOutput } from '../api.ts'

export type Service = EndpointOutput<'listServices'>['services'][number]

export type SettingsDraft = {
  readonly grouping: GroupingKind
  readonly groupLabels: readonly string[]
  readonly groupMinutes: string
  readonly watchMinutes: string
  readonly floodLimit: string
  readonly dependsOn: readonly string[]
}

type Settings = Pick<Service, keyof SettingsDraft>

/** Of a service that is there, or what a new one begins with. */
export function asSettingsDraft(service: Settings = usualAlertSettings): SettingsDraft {
  const { grouping, groupLabels, groupMinutes, watchMinutes, floodLimit, dependsOn } = service
  return {
    grouping,
    groupLabels,
    groupMinutes: String(groupMinutes),
    watchMinutes: String(watchMinutes),
    floodLimit: String(floodLimit),
    dependsOn,
  }
}

export type SettingsFault = 'labels_missing' | 'group_minutes' | 'watch_minutes' | 'flood_limit'

export function settingsFaults(draft: SettingsDraft): readonly SettingsFault[] {
  const faults: SettingsFault[] = []
  if (draft.grouping === 'labels' && draft.groupLabels.length === 0) faults.push('labels_missing')
  if (wholeNumber(draft.groupMinutes, mostMinutes) === null) faults.push('group_minutes')
  if (wholeNumber(draft.watchMinutes, mostMinutes) === null) faults.push('watch_minutes')
  if (wholeNumber(draft.floodLimit, mostAlerts) === null) faults.push('flood_limit')
  return faults
}

/** What is saved; asked once nothing is wrong. */
export function asSettings(draft: SettingsDraft) {
  return {
    grouping: draft.grouping,
    groupLabels: [...draft.groupLabels],
    groupMinutes: wholeNumber(draft.groupMinutes, mostMinutes) ?? usualAlertSettings.groupMinutes,
    watchMinutes: wholeNumber(draft.watchMinutes, mostMinutes) ?? usualAlertSettings.watchMinutes,
    floodLimit: wholeNumber(draft.floodLimit, mostAlerts) ?? usualAlertSettings.floodLimit,
    dependsOn: [...draft.dependsOn],
  }
}

export function isUsual(draft: SettingsDraft): boolean {
  return JSON.stringify(asSettings(draft)) === JSON.stringify(asSettings(asSettingsDraft()))
}

const mostMinutes = 1440
const mostAlerts = 1_000_000

/** Which whole number from 0 to `most` is written? Null when it is none of them. */
export function wholeNumber(text: string, most: number): number | null {
  const number = /^\d{1,8}$/.test(text.trim()) ? Number(text.trim()) : most + 1
  return number <= most ? number : null
}
