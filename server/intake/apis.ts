// The APIs of vendors that this node speaks, each one a door.
import type { ForeignApi } from './foreign-api.ts'
import { opsgenieApi, type OpsgenieParts } from './opsgenie/api.ts'

export function foreignApis(parts: OpsgenieParts): readonly ForeignApi[] {
  return [opsgenieApi(parts)]
}
