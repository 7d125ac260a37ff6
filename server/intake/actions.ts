import type { intakeApi } from '../../domain/intake/api.ts'
import type { MailRules } from '../../domain/intake/mail-rules.ts'
import { commit, entry, said } from '../commit.ts'
import type { Action, Actions, Context } from '../context.ts'
import { brokenConstraint } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { replyDomainOf } from '../mail-settings.ts'
import type { Batches } from './batches.ts'
import { waitAnewFor } from './heartbeats/actions.ts'
import { addKey } from './key-store.ts'
import { aboutSource, findSources, oneSource } from './store.ts'

/** With the test alert, which takes the same door that real events pass. */
export function intakeActions(batches: Batches): Actions<keyof typeof intakeApi> {
  return { ...sourceActions, sendTestAlert: testAlert(batches) }
}

/** Sources. */
export const sourceActions: Actions<Exclude<keyof typeof intakeApi, 'sendTestAlert'>> = {
  async listSources({ db }) {
    return { sources: await findSources(db) }
  },

  async getSource({ db, settings }, { sourceId }) {
    const source = await oneSource(db, sourceId)
    const { open } = await db
      .selectFrom('alert')
      .select((each) => each.fn.countAll<number>().as('open'))
      .where('source_id', '=', sourceId)
      .where('state', '!=', 'closed')
      .executeTakeFirstOrThrow()
    return { source, openAlerts: open, mailDomain: replyDomainOf(settings) }
  },

  async createSource(ctx, { slug, name, serviceId, dialect, mapping, mailRules, keyForm, floodLimit }) {
    const id = ctx.newId()
    return commit(ctx, async (tx) => {
      const service = await tx
        .selectFrom('service')
        .select(['name', 'team_id'])
        .where('id', '=', serviceId)
        .executeTakeFirst()
      if (!service) refuse('unknown_reference', {}, [{ path: 'serviceId', say: 'There is no such service.' }])
      await tx
        .insertInto('source')
        .values({
          id,
          slug,
          name,
          service_id: serviceId,
          dialect,
          mapping: mapping ? JSON.stringify(mapping) : null,
          mail_rules: mailRulesText(mailRules),
          flood_limit: floodLimit,
          created_at: ctx.now,
        })
        .execute()
        .catch((error: unknown) => {
          if (brokenConstraint(error) === 'source_slug_key') refuse('slug_taken', { slug })
          throw error
        })
      const key =
        (await addKey(tx, { sourceId: id, form: keyForm, by: ctx.actor, now: ctx.now })) ?? refuse('too_many_keys')
      const source = await oneSource(tx, id)
      const about = { teamId: service.team_id, subject: `source:${id}` }
      return said({ source, key }, entry(ctx, 'source_created', { name, service: service.name }, about), ['sources'])
    })
  },

  async changeSource(ctx, { sourceId, name, mapping, mailRules, floodLimit, isEnabled }) {
    return commit(ctx, async (tx) => {
      const before = await oneSource(tx, sourceId)
      await tx
        .updateTable('source')
        .set({
          name: name ?? before.name,
          flood_limit: floodLimit ?? before.floodLimit,
          ...(mapping === undefined ? {} : { mapping: mapping ? JSON.stringify(mapping) : null }),
          ...(mailRules === undefined ? {} : { mail_rules: mailRulesText(mailRules) }),
          ...(isEnabled === undefined ? {} : { disabled_at: isEnabled ? null : ctx.now }),
        })
        .where('id', '=', sourceId)
        .execute()
      if (isEnabled && !before.isEnabled) await waitAnewFor(tx, sourceId, ctx.now)
      const source = await oneSource(tx, sourceId)
      const kind =
        isEnabled === undefined || isEnabled === before.isEnabled
          ? 'source_changed'
          : isEnabled
            ? 'source_enabled'
            : 'source_disabled'
      return said(source, entry(ctx, kind, { name: source.name }, aboutSource(source)), ['sources'])
    })
  },

  async removeSource(ctx, { sourceId }) {
    return commit(ctx, async (tx) => {
      const source = await oneSource(tx, sourceId)
      await tx.deleteFrom('source').where('id', '=', sourceId).execute()
      return said({ done: true } as const, entry(ctx, 'source_removed', { name: source.name }, aboutSource(source)), [
        'sources',
      ])
    })
  },
}

function testAlert(batches: Batches): Action<'sendTestAlert'> {
  return async (ctx, { sourceId }) => {
    const source = await oneSource(ctx.db, sourceId)
    if (!source.isEnabled) refuse('test_would_page')
    const key = `baton-test:${ctx.newId()}`
    const by = nameOf(ctx)
    await batches.accept(source, [
      {
        action: 'trigger',
        key,
        summary: `Test alert from ${source.name}, asked for by ${by}`,
        priority: 'P2',
        from: 'Baton',
        labels: { test: 'true' },
        links: [],
        details: JSON.stringify({ test: true, source: source.slug, by }),
        startsAt: null,
        endsAt: null,
        groupKey: null,
        notes: [],
      },
    ])
    const alert = await ctx.db
      .selectFrom('alert')
      .select('id')
      .where('source_id', '=', sourceId)
      .where('key', '=', key)
      .executeTakeFirst()
    ctx.announce(['alerts', 'log'])
    return { alertId: alert?.id ?? refuse('not_found') }
  }
}

/** Rules that say nothing are none. */
function mailRulesText(rules: MailRules | null | undefined): string | null {
  return rules && Object.keys(rules).length > 0 ? JSON.stringify(rules) : null
}
function nameOf({ actor }: Context): string {
  return actor.kind === 'person' || actor.kind === 'automation' ? actor.name : 'Baton'
}
