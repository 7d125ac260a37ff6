// The APIs of vendors that Baton speaks, in the order in which they are asked whether a request is theirs.
import { alertmanagerApi, type ReaderParts } from './alertmanager-api.ts'
import type { ForeignApi } from './foreign-api.ts'

export function foreignApis(parts: ReaderParts): readonly ForeignApi[] {
  return [alertmanagerApi(parts)]
}
