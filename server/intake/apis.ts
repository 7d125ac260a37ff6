// The APIs of vendors that this node speaks, in the order in which a request is offered to them.
import { alertmanagerApi, type ReaderParts } from './alertmanager-api.ts'
import type { ForeignApi } from './foreign-api.ts'
import { opsgenieHeartbeats, type OpsgenieParts as HeartbeatParts } from './heartbeats/opsgenie-door.ts'
import { pingDoor } from './heartbeats/ping-door.ts'
import { opsgenieApi, type OpsgenieParts } from './opsgenie/api.ts'
import { pagerdutyRestApi, type RestParts } from './pagerduty-rest/api.ts'

export type ApiParts = HeartbeatParts & OpsgenieParts & ReaderParts & RestParts

export function foreignApis(parts: ApiParts): readonly ForeignApi[] {
  return [
    alertmanagerApi(parts),
    pingDoor(parts),
    opsgenieHeartbeats(parts),
    opsgenieApi(parts),
    pagerdutyRestApi(parts),
  ]
}
