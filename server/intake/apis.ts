// The APIs of vendors that this node speaks, each one a door.
import type { ForeignApi } from './foreign-api.ts'
import { pagerdutyRestApi, type RestParts } from './pagerduty-rest/api.ts'

export function foreignApis(parts: RestParts): readonly ForeignApi[] {
  return [pagerdutyRestApi(parts)]
}
