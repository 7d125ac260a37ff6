// Contacts are proven again after a while: their person is asked by the contact itself, and told by another when it has lapsed.
import { decentHour } from '../../domain/notices/decent-hour.ts'
import { maskedAddress } from '../../domain/paging/mask.ts'
import { nextProof } from '../../domain/paging/proof.ts'
import type { Topic } from '../../domain/topics.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { Kind } from '../engine/engine.ts'
import { addEntries } from '../log/store.ts'
import { queueNotices, type Teller } from '../notices/store.ts'
import type { Sealer } from '../secrets.ts'
import { askToProve, contactLapsed, contactToProve } from './proof-notices.ts'
import { linkDays, proofToken } from './proof-link.ts'
import { claimDueProofs, moveProof, type DueProof } from './proof-store.ts'
import { contactLapsedTeller, contactToProveTeller, proveWords } from './proof-words.ts'

export type Proving = {
  readonly db: Db
  readonly node: string
  readonly days: number
  readonly announce: (topics: readonly Topic[]) => void
}

const batch = 50

/** The engine's part: contacts whose proof is to be looked at. */
export function proofKind(proving: Proving): Kind {
  return {
    name: 'proofs',
    batch,
    async step() {
      const { count, isNews } = await proving.db.transaction().execute(async (tx) => {
        const due = await claimDueProofs(tx, batch)
        let isNews = false
        for (const proof of due) isNews = (await look(tx, proof, proving)) || isNews
        return { count: due.length, isNews }
      })
      if (isNews) proving.announce(['contacts', 'log'])
      return count
    },
  }
}

async function look(tx: Db, proof: DueProof, { node, days }: Proving): Promise<boolean> {
  const { contactId, personId, name, zone, channel, now } = proof
  const next = nextProof(proof, days, now)
  await moveProof(tx, contactId, next)
  if (next.do === 'wait' || !proof.isInUse) return false
  // No phone rings for housekeeping: of a number that is called, its person is asked by another way.
  const asking = channel === 'voice' ? contactToProve : askToProve
  const kind = next.do === 'ask' ? asking : contactLapsed
  await queueNotices(tx, [{ personId, kind, subject: contactId, dueAt: decentHour(now, zone) }])
  if (next.do === 'ask') return false
  const facts = { name, channel, address: maskedAddress(proof), days }
  const by = { actor: { kind: 'engine', node }, now } as const
  await addEntries(tx, [entry(by, 'contact_lapsed', facts, { subject: `person:${personId}` })])
  return true
}

/** Who puts these notices into words: the one that goes to the contact itself carries the link that proves it. */
export function proofTellers(sealer: Sealer): Readonly<Record<string, Teller>> {
  return {
    [contactToProve]: contactToProveTeller,
    [contactLapsed]: contactLapsedTeller,
    [askToProve]: async (db, { subject: contactId, language }, now) => {
      const contact = await db
        .selectFrom('contact')
        .select('address')
        .where('id', '=', contactId)
        .where('is_enabled', '=', true)
        .where('verified_at', 'is not', null)
        .executeTakeFirst()
      if (!contact) return null
      const endsAt = now.add({ hours: linkDays * 24 })
      const token = proofToken(sealer, { contactId, address: contact.address, endsAt })
      return { ...proveWords[language], path: `/prove/${token}` }
    },
  }
}
