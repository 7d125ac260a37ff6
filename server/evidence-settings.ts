// How much evidence Baton keeps.
import { whole } from './setting-shapes.ts'

export const evidenceRows = {
  evidenceFileMb: {
    variable: 'BATON_EVIDENCE_FILE_MB',
    says: 'How many megabytes one file of evidence may have, brought by somebody or answered by a webhook.',
    shape: whole(1, 100).default(10),
  },
  evidenceFiles: {
    variable: 'BATON_EVIDENCE_FILES',
    says: 'How many files one incident may keep.',
    shape: whole(1, 1_000).default(50),
  },
  evidenceIncidentMb: {
    variable: 'BATON_EVIDENCE_INCIDENT_MB',
    says: 'How many megabytes the files of one incident may have together. They lie in the database, and so in its backups.',
    shape: whole(1, 10_000).default(100),
  },
} as const
