// The kit as the examples tell it: error graphs that no longer answer, and a runbook that is gone through in the incident.
import type { EndpointOutput } from '../../domain/api.ts'
import { ben, serviceId, teamId, type Examples } from './openapi-example-things.ts'

type Bookmark = EndpointOutput<'createBookmark'>
type Runbook = EndpointOutput<'getRunbook'>

const bookmark: Bookmark = {
  id: 31,
  teamId,
  serviceId,
  name: 'Error graphs',
  url: 'https://graphs.example.com/d/checkout',
  kind: 'dashboard',
  note: 'Look at the second row first: it tells which region it is',
  tags: ['errors'],
  owner: { id: ben, name: 'Ben Hughes' },
  verified: { at: '2026-02-20T10:00:00.000Z', by: 'Ben Hughes' },
  version: 2,
  changedBy: 'Ben Hughes',
  changedAt: '2026-02-20T10:00:00.000Z',
  check: {
    state: 'failing',
    detail: 'HTTP 404',
    failingSince: '2026-03-01T04:00:00.000Z',
    checkedAt: '2026-03-02T04:10:00.000Z',
  },
}

const { check: _, ...told } = bookmark
const head: Omit<Runbook, 'body' | 'removedAt'> = {
  id: 8,
  teamId,
  serviceId,
  title: 'Checkout is slow',
  tags: ['errors'],
  owner: told.owner,
  version: 3,
  steps: 2,
  verified: told.verified,
  changedBy: told.changedBy,
  changedAt: told.changedAt,
}

const body = '- [ ] Look at the graphs\n- [ ] [Drain the node](hook:https://ops.example.com/drain)'
const runbook: Runbook = { ...head, body, removedAt: null }

const version = {
  version: 3,
  title: 'Checkout is slow',
  by: 'Ben Hughes',
  at: '2026-02-20T10:00:00.000Z',
  restoredFrom: null,
}

const runs: EndpointOutput<'listRuns'> = {
  runs: [
    {
      id: 5,
      runbookId: 8,
      version: 3,
      newerVersion: null,
      title: 'Checkout is slow',
      body,
      openedBy: 'Ana Silva',
      openedAt: '2026-03-02T09:20:00.000Z',
      steps: 2,
      ticks: [{ step: 1, personId: ben, by: 'Ben Hughes', at: '2026-03-02T09:21:00.000Z' }],
      calls: [
        {
          id: 12,
          step: 2,
          name: 'Drain the node',
          by: 'Ben Hughes',
          at: '2026-03-02T09:22:00.000Z',
          state: 'answered',
          answer: 'HTTP 200: drained',
          endedAt: '2026-03-02T09:22:02.000Z',
        },
      ],
    },
  ],
  offered: [],
}

export const kitExamples: Examples = {
  readKit: {
    output: {
      bookmarks: [bookmark],
      links: [
        {
          serviceId,
          serviceName: 'Checkout',
          teamId,
          name: 'Runbook',
          url: 'https://wiki.example.com/runbooks/checkout',
          kind: 'runbook',
          check: { state: 'ok', detail: '', failingSince: null, checkedAt: '2026-03-02T04:12:00.000Z' },
        },
      ],
      runbooks: [head],
    },
  },
  createBookmark: {
    input: { teamId, serviceId, name: 'Error graphs', url: bookmark.url, kind: 'dashboard', tags: ['errors'] },
    output: { ...bookmark, version: 1, verified: null },
  },
  changeBookmark: {
    input: { bookmarkId: 31, version: 1, url: 'https://graphs.example.com/d/checkout' },
    output: bookmark,
  },
  verifyBookmark: { output: bookmark },
  exportKit: {
    output: {
      fileName: 'kit-payments.md',
      text: '# Kit of Payments\n\n## Checkout\n\n### Bookmarks\n\n- [Error graphs](https://graphs.example.com/d/checkout)\n',
      leftOut: 0,
    },
  },
  importKit: {
    input: { teamId, text: '## Checkout\n\n- [Error graphs](https://graphs.example.com/d/checkout)\n', dryRun: true },
    output: {
      format: 'markdown',
      things: [
        {
          is: 'bookmark',
          name: 'Error graphs',
          url: 'https://graphs.example.com/d/checkout',
          kind: 'other',
          serviceId,
          tags: [],
          does: 'add',
          why: null,
        },
      ],
      added: 1,
      there: 0,
      refused: 0,
      isKept: false,
    },
  },
  getRunbook: { output: runbook },
  createRunbook: { input: { teamId, serviceId, title: 'Checkout is slow', body }, output: { ...runbook, version: 1 } },
  saveRunbook: { input: { runbookId: 8, version: 2, body }, output: runbook },
  verifyRunbook: { output: runbook },
  listRunbookVersions: { output: { versions: [version] } },
  getRunbookVersion: { output: { ...version, body } },
  restoreRunbookVersion: { input: { runbookId: 8, version: 1, seen: 2 }, output: runbook },
  renewKitSecret: { output: { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' } },
  listRuns: { output: runs },
  openRunbook: { input: { incidentId: 42, runbookId: 8 }, output: runs },
  tickStep: { output: runs },
  untickStep: { output: { ...runs, runs: runs.runs.map((run) => ({ ...run, ticks: [] })) } },
  callStep: { output: runs },
}
