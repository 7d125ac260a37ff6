// The APIs of vendors that this node speaks, in the order in which a request is offered to them.
import type { ForeignApi } from './foreign-api.ts'
import { opsgenieHeartbeats, type OpsgenieParts } from './heartbeats/opsgenie-door.ts'
import { pingDoor } from './heartbeats/ping-door.ts'

export type ApiParts = OpsgenieParts

export function foreignApis(parts: ApiParts): readonly ForeignApi[] {
  return [pingDoor(parts), opsgenieHeartbeats(parts)]
}
