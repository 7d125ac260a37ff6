// The demo's handovers: one that waits to be accepted by whoever looks at the demo, in English and in Korean.
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { handoverActions } from '../handover/actions.ts'
import { planDue } from '../handover/planning.ts'
import { findHandovers } from '../handover/store.ts'
import { moveDue } from '../handover/timers.ts'
import { incidentRecordActions } from '../incidents/records.ts'
import { addEntries } from '../log/store.ts'
import { addOverride } from '../schedules/overrides.ts'
import type { Stage, Scene } from './incidents.ts'

type Change = {
  readonly schedule: string
  readonly from: string
  readonly to: string
  readonly words: string
}

const changes: readonly Change[] = [
  {
    schedule: 'payments-support',
    from: 'ben@demo.example',
    to: 'ana@demo.example',
    words: `The card issue is with their bank since noon; they promised word by the evening. If it grows, take "acquirer-b" out of the rotation: it is in the runbook, third step.

The disk alert of the ledger came twice tonight and went by itself both times. I have asked for a bigger volume, so do not get up for it.

I promised Finance a line tomorrow morning on how many payments were late.`,
  },
  {
    schedule: 'mobile-support',
    from: 'yujin@demo.example',
    to: 'minjun@demo.example',
    words: `푸시 지연은 어제 늘린 워커로 가라앉았습니다. 다시 5분을 넘기면 워커를 8개까지 올려 주세요. 런북 3번 항목에 있습니다.

앱 심사가 오늘 오후에 끝날 예정이라 배포가 한 번 있을 수 있습니다. 배포 전에 저에게 알려 달라고 해 두었습니다.`,
  },
]

/** A quarter of an hour before the change: drafted, signed, and not accepted yet. */
export function handoverScenes({ db, now, as, people }: Stage): readonly Scene[] {
  return [
    {
      at: now,
      play: async () => {
        for (const change of changes) await putOnCall(db, as(change.from, now), change, people)
        await giveTask(db, as('ana@demo.example', now), idOf(people, 'ben@demo.example'))
        await planned(db, as('ana@demo.example', now))
        for (const row of await findHandovers(db, { state: 'open' })) {
          const change = changes.find(
            ({ from, to }) => idOf(people, from) === row.from_id && idOf(people, to) === row.to_id,
          )
          if (!change || row.state !== 'draft') continue
          const ctx = as(change.from, now)
          const { version } = await handoverActions.writeHandover(ctx, {
            handoverId: row.id,
            version: 0,
            words: change.words,
            keeps: [],
          })
          await handoverActions.signHandover(ctx, { handoverId: row.id, version })
        }
      },
    },
  ]
}

/** For ten hours from in a quarter of an hour on. */
async function putOnCall(db: Db, ctx: Context, change: Change, people: Stage['people']): Promise<void> {
  const schedule = await db
    .selectFrom('schedule')
    .select('id')
    .where('slug', '=', change.schedule)
    .executeTakeFirstOrThrow()
  const startsAt = ctx.now.add({ minutes: 15 }).round({ smallestUnit: 'minute' })
  const span = { startsAt, endsAt: startsAt.add({ hours: 10 }), reason: '' }
  await addOverride(ctx, { scheduleId: schedule.id, personId: idOf(people, change.to), ...span })
}

/** What Ben was asked and has not done yet: it changes hands with his shift. */
async function giveTask(db: Db, ctx: Context, ownerId: string): Promise<void> {
  const incident = await db
    .selectFrom('incident')
    .select('id')
    .where('title', '=', 'Card payments of one issuer fail in Europe')
    .executeTakeFirstOrThrow()
  await incidentRecordActions.giveTask(ctx, {
    incidentId: incident.id,
    ownerId,
    text: 'Ask NordBank for a list of the refused cards',
    minutes: 90,
  })
}

/** What the engine would do as soon as a node starts. */
async function planned(db: Db, ctx: Context): Promise<void> {
  const say = { actor: { kind: 'engine', node: 'demo' }, now: ctx.now } as const
  for (;;) {
    const { count, entries } = await planDue(db, say)
    await addEntries(db, entries)
    if (count === 0) break
  }
  while ((await moveDue(db, 'demo')) > 0);
}

function idOf(people: Stage['people'], email: string): string {
  const person = people.get(email)
  if (!person) throw new Error(`the demo has no ${email}`)
  return person.id
}
