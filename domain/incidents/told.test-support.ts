// An incident on the wire, as tests of what is told of it have it.
import type { IncidentOnWire } from './incident.ts'
import type { Names } from './names.ts'

const at = (time: string) => `2026-03-03T${time}:00.000Z`

/** Names as the terminal has them. */
export const plainNames: Names = (_, name) => name.replaceAll('_', ' ')

/** In mitigation for a while: two tried, one being done, one task late, one hypothesis open, an update due. */
export const cardsFail: IncidentOnWire = {
  id: 42,
  teamId: '0190aaaa-0000-7000-8000-000000000001',
  title: 'Card payments fail',
  state: 'mitigation',
  moves: 2,
  priority: 'P2',
  isRated: true,
  isPrivate: false,
  services: [{ id: '0190aaaa-0000-7000-8000-000000000005', name: 'Checkout' }],
  lead: { personId: '0190aaaa-0000-7000-8000-000000000003', name: 'Ana' },
  responders: 2,
  openAlerts: 1,
  declaredBy: 'Ana',
  declaredAt: at('09:10'),
  stateAt: at('09:20'),
  mitigatedAt: null,
  resolvedAt: null,
  endedAt: null,
  mergedInto: null,
  what: 'NordBank declines',
  impact: 'One in nine payments',
  since: at('09:00'),
  serviceUnknownBecause: '',
  commanderNotNeededBecause: '',
  fix: '',
  lastSteps: '',
  people: [
    {
      personId: '0190aaaa-0000-7000-8000-000000000003',
      name: 'Ana',
      role: 'lead',
      engagement: 'accepted',
      askedBy: null,
      askedAt: at('09:10'),
      changedAt: at('09:10'),
    },
    {
      personId: '0190aaaa-0000-7000-8000-000000000004',
      name: 'Ben',
      role: 'expert',
      engagement: 'accepted',
      askedBy: 'Ana',
      askedAt: at('09:12'),
      changedAt: at('09:13'),
    },
  ],
  offers: [
    {
      id: 9,
      role: 'lead',
      fromId: '0190aaaa-0000-7000-8000-000000000003',
      from: 'Ana',
      toId: '0190aaaa-0000-7000-8000-000000000004',
      to: 'Ben',
      note: '',
      offeredAt: at('10:20'),
    },
  ],
  audiences: [{ audience: 'users', notNeededBecause: 'nobody noticed', by: 'Ana', at: at('09:15') }],
  actions: [
    action(1, { text: 'Roll back', state: 'done', effect: 'did_not', doneAt: at('09:30') }),
    action(2, { text: 'Retry\nless', state: 'done', effect: 'helped', doneAt: at('09:50') }),
    action(3, { text: 'Other acquirer', state: 'about_to', by: 'Ben' }),
  ],
  evidence: [
    evidence(61, {
      name: 'Heap dump',
      state: 'kept',
      file: { name: 'heap.txt', type: 'text', bytes: 2_900 },
      by: 'Ana',
    }),
    evidence(62, { name: 'Thread dump', state: 'missing', note: 'The pod\nwas gone', by: 'Ben' }),
    evidence(63, { name: 'Graph' }),
  ],
  ratings: [],
  alerts: [],
  links: [],
  isFollowUpWanted: false,
  isFollowUpOwed: true,
  risk: null,
  room: { url: '', channel: null, isOwn: false },
  updateEveryMinutes: null,
  updateDueAt: at('10:15'),
  updates: [
    {
      id: 1,
      audience: 'stakeholders',
      stage: 'triage',
      text: 'We know.',
      by: 'Ana',
      at: at('09:15'),
      nextAt: null,
      isStill: false,
      isToParts: false,
    },
  ],
  hypotheses: [
    {
      id: 1,
      text: 'Their host',
      test: '',
      serviceId: null,
      outcome: 'open',
      note: '',
      by: 'Ben',
      at: at('09:30'),
      decidedAt: null,
    },
    {
      id: 2,
      text: 'Our DNS',
      test: '',
      serviceId: null,
      outcome: 'refuted',
      note: '',
      by: 'Ben',
      at: at('09:31'),
      decidedAt: at('09:40'),
    },
  ],
  tasks: [
    {
      id: 1,
      text: 'Call NordBank',
      ownerId: '0190aaaa-0000-7000-8000-000000000004',
      owner: 'Ben',
      readBack: '',
      state: 'taken',
      givenBy: 'Ana',
      givenAt: at('09:40'),
      dueAt: at('10:00'),
      doneAt: null,
    },
  ],
  followUps: [],
  owed: {
    triage: [],
    coordination: [],
    mitigation: [
      { debt: 'action', isPaid: true },
      { debt: 'mitigated', isPaid: false },
    ],
    resolution: [],
    follow_up: [],
  },
}

type Action = IncidentOnWire['actions'][number]

type Evidence = IncidentOnWire['evidence'][number]

function evidence(id: number, rest: Partial<Evidence> & Pick<Evidence, 'name'>): Evidence {
  const plain = {
    how: '',
    kind: 'upload',
    service: null,
    address: '',
    link: '',
    file: null,
    note: '',
    failure: null,
  } as const
  const kept = rest.state === undefined || rest.state === 'open' ? null : at('09:35')
  return { id, ...plain, state: 'open', by: '', at: kept, ...rest }
}

function action(id: number, rest: Partial<Action>): Action {
  const plain = { text: '', serviceId: null, serviceName: null, byId: null, by: 'Ana', doneAt: null }
  return { id, ...plain, state: 'done', effect: 'unknown', announcedAt: at('09:25'), ...rest }
}
