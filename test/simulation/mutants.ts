// Faults planted into the code itself: what the simulation must find. Each is a patch of one file, made in a copy of the tree.
import type { Patch } from '../plant.ts'
import type { Judge } from './promises.ts'
import type { Climate } from './script.ts'

export type Mutant = Patch & {
  readonly level: 1 | 2
  /** The seeds within which it must be found. */
  readonly within: number
  /** The climate in which it shows. */
  readonly climate?: Climate
}

export type Found = {
  readonly seed: number
  readonly promise: Judge['broken'][number]['promise']
  readonly says: string
}

const real = (name: string, file: string, from: string, to: string, within = 40): Mutant => ({
  name,
  level: 2,
  file,
  from,
  to,
  within,
})
const muting = (name: string, file: string, from: string, to: string): Mutant => ({
  ...real(name, file, from, to),
  climate: 'silences',
})
const model = (name: string, file: string, from: string, to: string, within = 200): Mutant => ({
  name,
  level: 1,
  file,
  from,
  to,
  within,
})

export const mutants: readonly Mutant[] = [
  real(
    'a claimed delivery whose node died is not tried again',
    'server/paging/deliveries.ts',
    `where d.state in ('queued', 'claimed') and d.priority = urgency.priority`,
    `where d.state = 'queued' and d.priority = urgency.priority`,
  ),
  real(
    'intake answers before the commit',
    'server/intake/batches.ts',
    `      const began = performance.now()\n      try {`,
    `      const began = performance.now()\n      for (const waiting of batch.members) waiting.done(null)\n      try {`,
  ),
  real('an exhausted page keeps its alerts', 'server/alerts/timers.ts', 'await moveToAlarm(tx, fired.alarmOf)', ''),
  real(
    'each try has a key of its own',
    'server/paging/compose.ts',
    'deliveryKey: `${pageId}/${turn}/',
    'deliveryKey: `${claimed.attempt}:${pageId}/${turn}/',
  ),
  real(
    'a page is due by the clock of a machine',
    'server/alerts/waiting.ts',
    'select * from page where priority = urgency.priority and due_at <= (select baton_now())',
    'select * from page where priority = urgency.priority and due_at <= clock_timestamp()',
  ),
  real(
    'an acknowledgement does not look at what it changes',
    'server/alerts/store.ts',
    `    .where('id', '=', id)\n    .where('state', 'in', statesAllowing('acknowledge'))`,
    `    .where('id', '=', id)`,
  ),
  real(
    'what was accepted waits in memory alone',
    'server/alerts/timers.ts',
    'pageFresh(parts, fresh.take(batch)).then((count) => count || pageWaiting(parts))',
    'pageFresh(parts, fresh.take(batch))',
  ),
  real(
    'a node that slept through its lease sends all the same',
    'server/paging/ready.ts',
    'return asReady(await currentOf(claimed, parts), null)',
    'return asReady(claimed, null)',
    80,
  ),
  real(
    'a page is opened by the urgency its alert had',
    'server/alerts/opening-statement.ts',
    ` and a.priority = e.priority`,
    '',
    150,
  ),
  real(
    'the first step is fired by an older roster',
    'server/alerts/opening-statement.ts',
    'select version = ${roster.version}::bigint as is_same',
    'select ${roster.version}::bigint > 0 as is_same',
  ),
  real(
    'later steps are fired by an older roster',
    'server/escalation/roster.ts',
    'return roster && roster.version >= version ? roster : null',
    'return roster && version > 0 ? roster : null',
  ),
  real(
    'a firing that reached nobody is not hurried',
    'server/paging/sender.ts',
    'if (next.hurryPage && !isRung) await hurryPage(tx, claimed.pageId, claimed.turn, now)',
    '',
  ),
  {
    ...real(
      'a snooze swallows what joined meanwhile',
      'server/escalation/answers.ts',
      `where id = \${pageId} and state in ('open', 'acknowledged', 'snoozed')
      and not exists (select 1 from alert where alert.page_id = page.id and alert.state = 'triggered')`,
      `where id = \${pageId} and state in ('open', 'acknowledged', 'snoozed')`,
      150,
    ),
    climate: 'quarrels',
  },
  real(
    'a page rings on when all that is left was answered',
    'server/escalation/answers.ts',
    'const held = await holdOpenPages(tx, pageIds, now)',
    'const held: number[] = []',
    80,
  ),
  real(
    'the last who could answer declines, and the page waits all the same',
    'server/alerts/decline.ts',
    'if (!othersHopeful) await hurryPage(tx, page.id, page.version, page.now)',
    '',
  ),
  real('something is hoped for from whoever declined', 'server/paging/deliveries.ts', '!hasDeclined &&', '', 80),
  real(
    'whoever declined is rung again by the next step',
    'server/escalation/deciding.ts',
    'declined: declines.get(page.id) }',
    'declined: undefined }',
    80,
  ),
  real(
    'whoever declined is rung by their next contact',
    'server/alerts/decline.ts',
    'await cancelDeliveriesTo(tx, { pageId: page.id, personId })',
    '',
    80,
  ),
  real(
    'an acknowledged page does not come back',
    'server/escalation/answers.ts',
    '+ make_interval(mins =>',
    '+ make_interval(days =>',
  ),
  real(
    'a page that comes back leaves its alerts answered',
    'server/alerts/timers.ts',
    `      await markTriggered(
        tx,
        returned.map((page) => page.id),
      )\n`,
    '',
    80,
  ),
  real(
    'an alert joins a page that is less urgent',
    'server/intake/raise-statement.ts',
    'and j.priority <= e.priority',
    'and j.priority > 0',
  ),
  real(
    'an alert that rises stays on its page',
    'server/intake/raise-statement.ts',
    "when a.state = 'triggered' and a.page_id is not null and excluded.priority < a.priority",
    "when a.state = 'snoozed' and excluded.priority < a.priority",
    80,
  ),
  real(
    'two pages take the same turn',
    'server/alerts/opening-statement.ts',
    '        where t.people = ${turn?.had ?? []}::uuid[]\n',
    '',
    150,
  ),
  real(
    'a held page is not asked again when the roster changes',
    'server/alerts/waiting.ts',
    ' union all select * from held',
    '',
    150,
  ),
  real(
    'one answer is enough where several must answer',
    'server/alerts/several.ts',
    'if (by.length >= needed) return null',
    'if (by.length > 0) return null',
    80,
  ),
  real(
    'a page ends with its first alert',
    'server/escalation/answers.ts',
    `\n      and not exists (select 1 from alert where alert.page_id = page.id and alert.state <> 'closed')`,
    '',
  ),
  real(
    'a step leaves the deliveries of the last one waiting',
    'server/escalation/pages.ts',
    `  await cancelDeliveries(
    tx,
    pages.map((page) => page.id),
  )\n`,
    '',
  ),
  real(
    'an answer leaves deliveries waiting',
    'server/paging/deliveries.ts',
    `where page_id = any(\${pageIds}::bigint[]) and state in ('queued', 'claimed')`,
    `where page_id = any(\${pageIds}::bigint[]) and state = 'claimed' and epoch > 1`,
  ),
  real(
    'a firing is written under the turn of the last one',
    'server/escalation/pages.ts',
    'version: page.version + 1,\n      silent',
    'version: page.version,\n      silent',
  ),
  {
    ...real(
      'what was sent is written without the epoch',
      'server/paging/deliveries.ts',
      'where d.id = o.id and d.epoch = o.epoch and',
      'where d.id = o.id and',
      150,
    ),
    climate: 'sleepers',
  },
  {
    ...real(
      'failures are written without the epoch',
      'server/paging/deliveries.ts',
      `    .where('epoch', '=', failed.epoch)\n`,
      '',
      150,
    ),
    climate: 'sleepers',
  },
  real(
    'a bundle drops one of its pages',
    'server/paging/compose.ts',
    '...others.map((one) => factsOf(one, from))',
    '...others.slice(1).map((one) => factsOf(one, from))',
    80,
  ),
  {
    ...real(
      'a bundle goes out with a page that was answered while its node slept',
      'server/paging/ready.ts',
      'return asReady(await currentOf([first, ...others], parts, askedAt), opened.bundle)',
      'return asReady([first, ...others], opened.bundle)',
      150,
    ),
    climate: 'floods',
  },
  real(
    'a flood of pages goes out one by one',
    'domain/paging/pace.ts',
    'export const mostSinglesInAMinute = 3',
    'export const mostSinglesInAMinute = 300',
    80,
  ),
  model(
    'a bundle drops one of its pages',
    'test/simulation/level1.ts',
    'const carries = parcel.map((each) => each.key)',
    'const carries = parcel.slice(0, 1).map((each) => each.key)',
  ),
  {
    ...model(
      'a bundle goes out with a page that was answered while its node slept',
      'test/simulation/level1.ts',
      'if (now - asOf <= currentForMs) return answer(held)',
      'if (now - asOf <= currentForMs || held.length > 1) return answer(held)',
    ),
    climate: 'floods',
  },
  model(
    'a firing that reached nobody is not hurried',
    'domain/paging/next-attempt.ts',
    'hurryPage: around.waiting === 0 && !around.othersHopeful',
    'hurryPage: false',
  ),
  model(
    'a page is hurried while somebody may still be reached',
    'domain/paging/next-attempt.ts',
    'hurryPage: around.waiting === 0 && !around.othersHopeful',
    'hurryPage: true',
  ),
  model(
    'an alert that rises stays on its page',
    'test/simulation/model.ts',
    'pagingDueAt: reopens || leaves ? now : open.pagingDueAt',
    'pagingDueAt: reopens ? now : open.pagingDueAt',
  ),
  model(
    'an alert that rose while its page was quiet is paged as before',
    'test/simulation/model.ts',
    '        ...page,\n        priority,\n',
    '        ...page,\n',
  ),
  model('a turn is not counted', 'test/simulation/model.ts', '    this.#turns = withTurn(this.#turns, turn)\n', ''),
  model(
    'one answer is enough where several must answer',
    'test/simulation/model.ts',
    'return (this.#answers.get(pageId)?.length ?? 0) < (this.pages.get(pageId)?.needs ?? 1)',
    'return false',
  ),
  model(
    'whatever reaches nobody is held, whichever its priority',
    'domain/escalation/hold.ts',
    ' || !mayWait(roster.policies.get(plan.policyId), ask.priority)',
    '',
  ),
  model(
    'the last who could answer declines, and the page waits all the same',
    'test/simulation/model.ts',
    'if (isHopeless) this.#hurry(',
    'if (page.version < 0) this.#hurry(',
  ),
  model(
    'something is hoped for from whoever declined',
    'test/simulation/model.ts',
    "if (isCopy || this.#declined.get(pageId)?.has(personId ?? '')) return false",
    'if (isCopy) return false',
  ),
  model(
    'an outcome is written without the epoch',
    'test/simulation/model.ts',
    'if (!delivery || delivery.epoch !== one.epoch) continue',
    'if (!delivery) continue',
  ),
  model(
    'an answer leaves deliveries waiting',
    'test/simulation/model.ts',
    `if (delivery && (delivery.state === 'queued' || delivery.state === 'claimed'))`,
    `if (delivery?.state === 'sent')`,
  ),
  model(
    'an exhausted page rings no alarm',
    'test/simulation/model.ts',
    `state: 'exhausted', dueAt: null, alarmPageId: alarm, version`,
    `state: 'exhausted', dueAt: null, version`,
  ),
  model(
    'an acknowledged page does not come back',
    'test/simulation/model.ts',
    'dueAt: now + minutes * 60_000,',
    'dueAt: now + minutes * 60_000_000,',
  ),
  model(
    'the first step is fired by an older roster',
    'test/simulation/model.ts',
    'if (by.roster.version !== this.roster.version) return null',
    '',
  ),
  model(
    'a node that slept through its lease sends all the same',
    'test/simulation/level1.ts',
    'if (now - asOf <= currentForMs) return answer(held)',
    'if (now >= asOf - currentForMs) return answer(held)',
  ),
  model(
    'what was accepted waits in memory alone',
    'test/simulation/model.ts',
    'alerts: earliest(this.#waiting.alerts, (id) => this.alerts.get(id)?.pagingDueAt)',
    'alerts: null',
  ),
  model(
    'outcomes of others are lost with the one that failed',
    'test/simulation/level1.ts',
    'if (failure && attempt < 2) return this.#write(life, sent, attempt + 1)',
    'if (failure) life.sent = []',
  ),
  model(
    'a firing is written under a turn that was',
    'test/simulation/model.ts',
    'const { id: pageId, version: turn, priority } = page',
    'const { id: pageId, priority } = page\n    const turn = 1',
  ),
  real(
    'a room that fails hurries its page',
    'server/paging/deliveries.ts',
    'if (of.personId === null) return { waiting: 0, othersHopeful: true }',
    'if (of.personId === null) return { waiting: 0, othersHopeful: false }',
  ),
  real(
    'a room that was told counts as somebody reached',
    'server/paging/deliveries.ts',
    ".where('delivery.person_id', 'is not', null)\n    .execute()",
    '.execute()',
  ),
  model('a room that fails hurries its page', 'test/simulation/model.ts', 'isRoom || around.some', 'around.some'),
  muting(
    'what is muted is not counted',
    'server/alerts/muting-store.ts',
    "from muted m join silence s on s.id = (m.muted_by ->> 'id')::uuid",
    "from muted m join silence s on s.id = (m.muted_by ->> 'id')::uuid where false",
  ),
  muting(
    'a silence that is ended early mutes on',
    'server/alerts/waiting.ts',
    'where muted_version < (select unmuting_version from roster_version) and paging_due_at',
    'where false and paging_due_at',
  ),
  muting(
    'what is muted pages later than its silence ends',
    'domain/alerts/muting.ts',
    'until: endsAt, askAt: endsAt }',
    'until: endsAt, askAt: endsAt.add({ minutes: 1 }) }',
  ),
  muting(
    'a silence mutes what it is not about',
    'domain/alerts/muting.ts',
    "if (silenceStateAt(silence, now) !== 'active' || !isMeantBy(alert, silence)) continue",
    "if (silenceStateAt(silence, now) !== 'active') continue",
  ),
  muting(
    'an alert that comes back pages in an hour',
    'server/intake/raise-statement.ts',
    'page_id = null, paging_due_at = clock.now, policy_id',
    "page_id = null, paging_due_at = clock.now + interval '1 hour', policy_id",
  ),
]
