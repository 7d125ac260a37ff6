// The demo's leave: some of it falls into the next shift of whoever takes it, so that the demo shows what is told then.
import { shiftsOf } from '../../domain/schedules/leave.ts'
import type { Instant } from '../../domain/time.ts'
import type { Context } from '../context.ts'
import { leaveActions } from '../schedules/leave-actions.ts'
import { schedulesNaming } from '../schedules/people.ts'
import { loadSchedules } from '../schedules/store.ts'

type DemoLeave = {
  readonly who: string
  /** Days from today on, or from the day on which their next shift begins. */
  readonly from: 'today' | 'next shift'
  readonly afterDays: number
  readonly days: number
  readonly note: string
  /** Who entered it, when it was not they. */
  readonly by?: string
}

const planned: readonly DemoLeave[] = [
  { who: 'ana@demo.example', from: 'next shift', afterDays: 3, days: 3, note: 'Wedding in Lisbon' },
  { who: 'carla@demo.example', from: 'next shift', afterDays: 1, days: 5, note: 'Skiing with the children' },
  { who: 'ben@demo.example', from: 'today', afterDays: 40, days: 12, note: '', by: 'ana@demo.example' },
  { who: 'grace@demo.example', from: 'today', afterDays: 0, days: 3, note: 'Moving house' },
  { who: 'minjun@demo.example', from: 'next shift', afterDays: 2, days: 2, note: '가족 여행' },
  { who: 'yujin@demo.example', from: 'today', afterDays: 25, days: 5, note: '연말 휴가' },
]

type Person = { readonly id: string; readonly name: string }

/** Enters it, as the people themselves would have. */
export async function addDemoLeave(ctx: Context, people: ReadonlyMap<string, Person>): Promise<void> {
  for (const { who, from, afterDays, days, note, by } of planned) {
    const [person, author] = [people.get(who), people.get(by ?? who)]
    if (!person || !author) throw new Error(`the demo has no ${who}`)
    const { zone } = await ctx.db
      .selectFrom('person')
      .select('zone')
      .where('id', '=', person.id)
      .executeTakeFirstOrThrow()
    const start = from === 'today' ? ctx.now : await nextShiftOf(ctx, person.id)
    const first = start.toZonedDateTimeISO(zone).toPlainDate().add({ days: afterDays })
    const span = { startsOn: first.toString(), endsOn: first.add({ days: days - 1 }).toString() }
    const actor = { kind: 'person', id: author.id, name: author.name, role: 'manager', teams: {} } as const
    await leaveActions.addLeave({ ...ctx, actor }, { personId: person.id, ...span, note })
  }
}

/** When does this person's next shift begin that has not begun yet? */
async function nextShiftOf({ db, now }: Context, personId: string): Promise<Instant> {
  const schedules = await loadSchedules(db, await schedulesNaming(db, [personId]), now)
  const range = { from: now, to: now.add({ hours: 24 * 90 }) }
  const shifts = shiftsOf(personId, schedules, range, () => true)
  return shifts.find(({ startsAt }) => !startsAt.equals(now))?.startsAt ?? now
}
