import type { Plan } from '../../domain/configuration/diff.ts'
import { sourceActions } from '../intake/actions.ts'
import { eachChanged, idOf, type Making, type NewKey } from './make.ts'

/** Adds and changes sources. The keys of new ones are in the answer, and nowhere else. */
export async function makeSources(plan: Plan, making: Making): Promise<NewKey[]> {
  const keys: NewKey[] = []
  const { ctx, stored } = making
  await eachChanged('sources', plan, making, async ({ key: slug, before, after }) => {
    const { name, dialect, mapping, mailRules, floodLimit, enabled } = after
    if (before) {
      const isEnabled = enabled === before.enabled ? undefined : enabled
      const sourceId = idOf(stored, 'sources', slug)
      await sourceActions.changeSource(ctx, { sourceId, name, mapping, mailRules, floodLimit, isEnabled })
      return
    }
    const serviceId = idOf(stored, 'services', after.service)
    const asked = { slug, name, serviceId, dialect, mapping, mailRules, floodLimit, keyForm: 'plain' } as const
    const made = await sourceActions.createSource(ctx, asked)
    stored.ids.sources.set(slug, made.source.id)
    keys.push({ slug, key: made.key })
    if (!enabled) await sourceActions.changeSource(ctx, { sourceId: made.source.id, isEnabled: false })
  })
  return keys
}
