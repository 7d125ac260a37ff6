import { linkKinds, type LinkKind } from '../link.ts'

/**
 * What kind of link is meant? Other catalogs leave the words to their users, so the type is asked first, then the name, the
 * icon, and the address.
 */
export function kindOf(of: {
  readonly type: string | null
  readonly icon: string | null
  readonly name: string
  readonly url: string
}): LinkKind {
  const said = linkKinds.find((kind) => kind === of.type?.toLowerCase())
  if (said) return said
  for (const text of [of.type, of.name, of.icon, of.url]) {
    const found = text === null ? undefined : signs.find(([, sign]) => sign.test(text))
    if (found) return found[0]
  }
  return 'other'
}

// Words as they stand in names and addresses, between what is no letter.
const signs: readonly (readonly [LinkKind, RegExp])[] = [
  ['runbook', word('run-?books?|play-?books?|sop|런북|장애 ?대응')],
  ['dashboard', word('dash-?boards?|grafana|metrics|monitoring|대시보드')],
  ['logs', word('logs?|logging|kibana|loki|opensearch|로그')],
  ['repository', word('repos?|repository|source|sourcecode|github|gitlab|bitbucket|저장소')],
  ['room', word('rooms?|channels?|chat|slack|mattermost|teams-channel|채널')],
]

function word(words: string): RegExp {
  return new RegExp(`(?<![a-z0-9])(?:${words})(?![a-z0-9])`, 'i')
}
