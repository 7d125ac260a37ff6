// The way out of this node, as its settings have it.
import { SettingRefused, type Settings } from '../settings.ts'
import { Egress } from './egress.ts'
import { egressRules, whyNotAllowable } from './egress-rules.ts'

/** `also` are hosts that another setting names. Baton itself is never called. */
export function setUpEgress(settings: Settings, also: readonly string[] = []): Egress {
  const wrong = settings.egressAllow.map(whyNotAllowable).find((sentence) => sentence !== null)
  if (wrong) throw new SettingRefused(`${wrong}.`)
  return new Egress(egressRules([...settings.egressAllow, ...also], ownUrls(settings)))
}

export function ownUrls({ url, port }: Pick<Settings, 'url' | 'port'>): readonly string[] {
  return [url, `http://127.0.0.1:${port}`, `http://localhost:${port}`]
}
