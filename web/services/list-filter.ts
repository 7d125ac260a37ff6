import { asTier, type Tier } from '../../domain/services/tier.ts'
import type { Service } from './settings-draft.ts'

/** Which services are looked at: a text somewhere in what they are called or are, and a tier. */
export type ServiceFilter = { readonly text: string; readonly tier: Tier | 'none' | 'any' }

export function isAsked(
  service: Pick<Service, 'name' | 'slug' | 'description' | 'tier'>,
  filter: ServiceFilter,
): boolean {
  const { text, tier } = filter
  const isOfTier = tier === 'any' || (tier === 'none' ? service.tier === null : service.tier === tier)
  const said = `${service.name}\n${service.slug}\n${service.description}`.toLowerCase()
  return (
    isOfTier &&
    text
      .toLowerCase()
      .split(/\s+/)
      .every((word) => said.includes(word))
  )
}

/** The tier as it stands in the address. */
export function tierAsked(text: string): ServiceFilter['tier'] {
  return text === 'none' ? 'none' : (asTier(Number(text)) ?? 'any')
}
