// One good request for every endpoint about the kit, and about runbooks in incidents.
import type { Requests, Things } from './requests.ts'

export function kitRequests({ teamId, incidentId, bookmarkId, runbookId }: Things): Requests {
  const run = { incidentId, runId: 999_999 }
  return {
    readKit: { teamId },
    createBookmark: { teamId, name: 'Graphs', url: 'https://graphs.example.com', kind: 'dashboard' },
    changeBookmark: { bookmarkId, version: 1, name: 'Changed' },
    verifyBookmark: { bookmarkId },
    removeBookmark: { bookmarkId },
    exportKit: { teamId },
    importKit: { teamId, text: '- [Graphs](https://graphs.example.com)\n', dryRun: true },
    getRunbook: { runbookId },
    createRunbook: { teamId, title: 'Made', body: '- [ ] Look' },
    saveRunbook: { runbookId, version: 1, body: '- [ ] Look twice' },
    verifyRunbook: { runbookId },
    removeRunbook: { runbookId },
    listRunbookVersions: { runbookId },
    getRunbookVersion: { runbookId, version: 1 },
    restoreRunbookVersion: { runbookId, version: 1, seen: 1 },
    renewKitSecret: { teamId },
    listRuns: { incidentId },
    openRunbook: { incidentId, runbookId },
    tickStep: { ...run, step: 1 },
    untickStep: { ...run, step: 1 },
    callStep: { ...run, step: 1 },
  }
}
