import { endAfter } from '../../domain/intake/key-life.ts'
import type { keysApi } from '../../domain/intake/keys-api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import { refuse } from '../refusal.ts'
import { addKey, endKeys, findKeys, findSigning, revokeKey } from './key-store.ts'
import { receivedActions } from './received-actions.ts'
import { secretBytes, secretContext } from './signatures.ts'
import { aboutSource, oneSource } from './store.ts'

/** The keys and signatures of sources, and what came in by them. */
export const keyActions: Actions<keyof typeof keysApi> = {
  ...receivedActions,

  async rotateSourceKey(ctx, { sourceId, overlap, form }) {
    return commit(ctx, async (tx) => {
      const before = await oneSource(tx, sourceId)
      await endKeys(tx, sourceId, overlap, ctx.now)
      const key = await addKey(tx, { sourceId, form, by: ctx.actor, now: ctx.now })
      if (key === null) refuse('too_many_keys')
      const hint = key.slice(-4)
      const { name } = before
      const told =
        overlap === 'none'
          ? entry(ctx, 'source_key_rotated', { name }, aboutSource(before))
          : entry(ctx, 'source_key_added', { name, hint }, aboutSource(before))
      return said({ source: { ...before, keyHint: hint }, key }, told, ['sources'])
    })
  },

  async listSourceKeys({ db }, { sourceId }) {
    await oneSource(db, sourceId)
    return { keys: await findKeys(db, sourceId), signing: await findSigning(db, sourceId) }
  },

  async revokeSourceKey(ctx, { sourceId, keyId }) {
    return commit(ctx, async (tx) => {
      const source = await oneSource(tx, sourceId)
      const revoked = await revokeKey(tx, { sourceId, keyId }, ctx.now)
      if (!revoked) {
        const isKnown = (await findKeys(tx, sourceId)).some(({ id }) => id === keyId)
        refuse(isKnown ? 'key_ended' : 'not_found')
      }
      const facts = { name: source.name, hint: revoked.hint }
      return said({ done: true }, entry(ctx, 'source_key_revoked', facts, aboutSource(source)), ['sources'])
    })
  },

  async setSourceSigning(ctx, { sourceId, signing, secret, overlap }) {
    return commit(ctx, async (tx) => {
      const source = await oneSource(tx, sourceId)
      if (secret !== undefined && secretBytes(secret) === null) refuse('secret_unreadable')
      const sealed = secret === undefined ? null : ctx.sealer.seal(secret, secretContext(sourceId))
      const before = await tx
        .selectFrom('source_signing')
        .select('secret')
        .where('source_id', '=', sourceId)
        .forUpdate()
        .executeTakeFirst()
      const present = sealed ?? before?.secret ?? refuse('secret_missing')
      const told = { signing: JSON.stringify(signing), secret: present, changed_at: ctx.now }
      const isKept = sealed !== null && before !== undefined && overlap !== 'none'
      const kept = {
        secret_before: isKept ? before.secret : null,
        secret_before_until: isKept ? endAfter(overlap, null, ctx.now) : null,
      }
      await tx
        .insertInto('source_signing')
        .values({ source_id: sourceId, ...told, secret_before: null, secret_before_until: null })
        // Where only the place of the signature changes, a secret that is being replaced goes on being replaced.
        .onConflict((same) => same.column('source_id').doUpdateSet({ ...told, ...(sealed === null ? {} : kept) }))
        .execute()
      const now = (await findSigning(tx, sourceId)) ?? refuse('not_found')
      const facts = { name: source.name, scheme: signing.scheme }
      return said(now, entry(ctx, 'source_signing_set', facts, aboutSource(source)), ['sources'])
    })
  },

  async removeSourceSigning(ctx, { sourceId }) {
    return commit(ctx, async (tx) => {
      const source = await oneSource(tx, sourceId)
      const removed = await tx
        .deleteFrom('source_signing')
        .where('source_id', '=', sourceId)
        .returning('source_id')
        .executeTakeFirst()
      const told = removed ? [entry(ctx, 'source_signing_ended', { name: source.name }, aboutSource(source))] : []
      return said({ done: true }, told, ['sources'])
    })
  },
}
