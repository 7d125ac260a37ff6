import { egressRules, targetOf } from '../egress/egress-rules.ts'
import type { Settings } from '../settings.ts'

/** Why would Baton not call this address? Null when it would. */
export function whyNotCalled(address: string, settings: Pick<Settings, 'egressAllow' | 'url'>): string | null {
  const target = targetOf(address, egressRules(settings.egressAllow, [settings.url]))
  if ('refused' in target) return target.refused
  // A written address that the operator allowed has passed; a name must be allowed by name.
  const isAllowed = target.isTrustedName || /^\[?[\d.:a-f]+\]?$/i.test(target.url.hostname)
  if (!target.needsTrust || isAllowed) return null
  return 'only https on port 443 or 8443 is called, unless BATON_EGRESS_ALLOW lists the host'
}
