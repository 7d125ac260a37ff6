// What people do with handovers: write, sign, ask, answer and accept. Each is one move of the table of states, held and said at once.
import type { handoverApi } from '../../domain/handover/api.ts'
import { openItems, readMark } from '../../domain/handover/brief.ts'
import { briefToKeep } from '../../domain/handover/kept-brief.ts'
import { handoverDueAt } from '../../domain/handover/plan.ts'
import { whyNotMine, type PersonsMove } from '../../domain/handover/parties.ts'
import { afterMove, type HandoverState } from '../../domain/handover/states.ts'
import { personOf } from '../alerts/moves.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow } from '../db/tables.ts'
import type { NewEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { findBrief, findFacts } from './facts.ts'
import { tellAnswered, tellAsked, tellSigned } from './notices.ts'
import { passOn } from './passing.ts'
import { handoverShown, markOf, moverOf, partiesOf } from './shown.ts'
import {
  answerQuestion,
  endCover,
  findHandover,
  findHandovers,
  findQuestions,
  insertQuestion,
  lockHandover,
  toHandover,
  updateHandover,
  type HandoverRow,
} from './store.ts'
import { aboutHandover, handsOf } from './told.ts'

type OfHandovers = Exclude<
  keyof typeof handoverApi,
  | 'getHandoverSettings'
  | 'setHandoverSettings'
  | 'listWorkedShifts'
  | 'getWorkedShift'
  | 'reviewShift'
  | 'getContactCard'
>

const mostQuestions = 50

export const handoverActions: Actions<OfHandovers> = {
  async listHandovers({ db, actor, now }, { mine, ...query }) {
    const personId = mine && actor.kind === 'person' ? actor.id : undefined
    const rows = await findHandovers(db, { ...query, ...(personId ? { personId } : {}) })
    return { handovers: rows.map((row) => toHandover(row, now)) }
  },

  getHandover: (ctx, { handoverId }) => handoverShown(ctx.db, handoverId, ctx),

  async listBriefItems({ db, actor, now }, { handoverId, section, offset, limit }) {
    const row = (await findHandover(db, handoverId)) ?? refuse('not_found')
    const { items } = await findBrief(db, row, actor, now)
    const all = items[section]
    return { items: all.slice(offset, offset + limit), total: all.length }
  },

  writeHandover: (ctx, { handoverId, version, words, keeps }) =>
    moving(ctx, handoverId, 'write', async (tx, row) => {
      if (row.version !== version) refuse('changed_meanwhile', { version: row.version })
      if (words === row.words && isSame(keeps, row.keeps)) return []
      await updateHandover(tx, row.id, { words, keeps: [...new Set(keeps)], version: version + 1 })
      return words === row.words
        ? [entry(ctx, 'handover_written', { ...handsOf(row), text: '' }, aboutHandover(row))]
        : [entry(ctx, 'handover_written', { ...handsOf(row), text: words.slice(0, 4000) }, aboutHandover(row))]
    }),

  signHandover: (ctx, { handoverId, version }) =>
    moving(ctx, handoverId, 'sign', async (tx, row) => {
      if (row.version !== version) refuse('changed_meanwhile', { version: row.version })
      await move(tx, row, afterMove('sign', row.state), { signed_by: personOf(ctx), signed_at: ctx.now })
      await tellSigned(tx, row, ctx.now)
      return [entry(ctx, 'handover_signed', handsOf(row), aboutHandover(row))]
    }),

  askHandover: (ctx, { handoverId, text }) =>
    moving(ctx, handoverId, 'ask', async (tx, row) => {
      if ((await findQuestions(tx, row.id)).length >= mostQuestions) refuse('handover_questions_full')
      await insertQuestion(tx, { handover_id: row.id, text, asked_by: personOf(ctx), asked_at: ctx.now })
      await move(tx, row, afterMove('ask', row.state))
      await tellAsked(tx, row, ctx.now)
      return [entry(ctx, 'handover_asked', { ...handsOf(row), text }, aboutHandover(row))]
    }),

  answerHandover: (ctx, { handoverId, questionId, text }) =>
    moving(ctx, handoverId, 'answer', async (tx, row) => {
      const answer = { answer: text, answered_by: personOf(ctx), answered_at: ctx.now }
      if (!(await answerQuestion(tx, { handoverId: row.id, questionId }, answer))) refuse('handover_no_question')
      const isAnswered = (await findQuestions(tx, row.id)).every((one) => one.answered_at !== null)
      if (isAnswered) await move(tx, row, afterMove('answer', row.state))
      await tellAnswered(tx, row, ctx.now)
      return [entry(ctx, 'handover_answered', { ...handsOf(row), text }, aboutHandover(row))]
    }),

  acceptHandover: (ctx, { handoverId, mark }) =>
    commit(ctx, async (tx) => {
      const row = (await lockHandover(tx, handoverId)) ?? refuse('not_found')
      const me = personOf(ctx)
      if (row.state === 'accepted' && row.accepted_by !== null && row.accepted_by === me)
        return said(await handoverShown(tx, row.id, ctx), [])
      refuseUnlessMine(ctx, row, 'accept')
      if (me === null || !(await isActive(tx, me))) refuse('person_inactive')
      const facts = await findFacts(tx, row, ctx.actor, ctx.now)
      const items = openItems(facts)
      if (markOf(readMark(items, row.version)) !== mark) refuse('handover_changed', { version: row.version })
      const to = { personId: me, name: nameIn(ctx) }
      const from = row.from_id === null ? null : { personId: row.from_id, name: row.from_name ?? '' }
      const passed = from ? await passOn(tx, ctx, items, { from, to }) : []
      const brief = JSON.stringify(briefToKeep(facts))
      await move(tx, row, 'accepted', { accepted_by: me, accepted_at: ctx.now, brief })
      await endCover(tx, row.id)
      // A role that is offered is not theirs yet.
      const count = passed.filter(({ kind }) => kind !== 'role_offered_with_shift').length
      const accepted = entry(ctx, 'handover_accepted', { ...handsOf(row), count }, aboutHandover(row))
      return said(
        await handoverShown(tx, row.id, ctx),
        [accepted, ...passed],
        ['handovers', 'alerts', 'pages', 'incidents', 'schedules'],
      )
    }),
}

/** One move of a person, while the handover is held: of two at once the second sees what the first made of it. */
function moving(
  ctx: Context,
  handoverId: number,
  asked: PersonsMove,
  work: (tx: Db, row: HandoverRow) => Promise<readonly NewEntry[]>,
) {
  return commit(ctx, async (tx) => {
    const row = (await lockHandover(tx, handoverId)) ?? refuse('not_found')
    refuseUnlessMine(ctx, row, asked)
    const entries = await work(tx, row)
    return said(await handoverShown(tx, row.id, ctx), entries, ['handovers'])
  })
}

function refuseUnlessMine(ctx: Context, row: HandoverRow, asked: PersonsMove): void {
  const because = whyNotMine(asked, partiesOf(row), moverOf(ctx.actor, row.team_id))
  if (because === null) return
  const facts = {
    handover_accepted: { by: row.accepted_by_name, at: row.accepted_at?.toString() },
    handover_signed: { by: row.signed_by_name, at: row.signed_at?.toString() },
  }
  refuse(because, because === 'handover_accepted' || because === 'handover_signed' ? facts[because] : undefined)
}

async function move(tx: Db, row: HandoverRow, state: HandoverState, change: Partial<NewRow<'handover'>> = {}) {
  const due_at = handoverDueAt({
    state,
    endsAt: row.ends_at,
    graceAt: row.grace_at,
    toldAt: row.told_at,
    valveAt: row.valve_at,
  })
  await updateHandover(tx, row.id, { ...change, state, due_at })
}

/** Their sign-in may have begun before they were deactivated. */
async function isActive(tx: Db, personId: string): Promise<boolean> {
  const person = await tx.selectFrom('person').select('deactivated_at').where('id', '=', personId).executeTakeFirst()
  return person !== undefined && person.deactivated_at === null
}

function nameIn({ actor }: Context): string {
  return actor.kind === 'person' ? actor.name : ''
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one))
}
