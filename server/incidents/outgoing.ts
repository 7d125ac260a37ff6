// What calls addresses that people wrote down, apart from paging: snapshots, steps of runbooks, and whether links still answer.
import type { Kind } from '../engine/engine.ts'
import { LinkChecks } from '../kit/link-checks.ts'
import { RunbookCalls } from './runbook-calls.ts'
import { Snapshots, type SnapshotParts } from './snapshots.ts'

/** All of it, as the engine runs it; `drained` settles when nothing is being called any more. */
export function outgoing(parts: SnapshotParts): {
  readonly kinds: readonly Kind[]
  readonly drained: () => Promise<void>
} {
  const { isDemo, checksLinks } = parts.settings
  const all = [
    new Snapshots(parts),
    new RunbookCalls({ ...parts, isDemo }),
    new LinkChecks({ ...parts, isOff: isDemo || !checksLinks }),
  ]
  return {
    kinds: all.map((each) => each.kind()),
    drained: async () => void (await Promise.all(all.map((each) => each.drained()))),
  }
}
