// The door for files of incidents in the API document: they come and go as they are, and not as JSON.

const security = [{ token: [] }, { session: [] }]
const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer' } })
const inQuery = (name: string, description: string, required = false) => ({
  name,
  in: 'query',
  required,
  description,
  schema: { type: 'string' },
})
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})
const bytes = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }

export const fileDoors = {
  paths: {
    '/api/incidents/{incidentId}/evidence/files': {
      post: {
        operationId: 'bringEvidence',
        summary: 'Bring a file as evidence: its bytes are the body, as they are.',
        description:
          'What it is is told by its bytes, never by its name or the content type. The same bytes are kept once. For an entry that is kept already it is kept beside it. Permission: incidents.respond. It must be here within a minute.',
        tags: ['incidents'],
        security,
        parameters: [
          inPath('incidentId'),
          inQuery('name', 'What the file is called.', true),
          inQuery('evidenceId', 'For which entry; left out: for one of its own.'),
          inQuery('note', 'A word on it.'),
        ],
        requestBody: { required: true, content: bytes },
        responses: {
          200: { description: 'Kept; the incident as it is then, as `getIncident` answers it.' },
          409: problem('`evidence_full`: the files of this incident fill what it may have.'),
          413: problem('`evidence_too_large`: larger than BATON_EVIDENCE_FILE_MB.'),
          422: problem('`evidence_empty`: there was nothing in it.'),
          503: problem('`evidence_busy`: too many arrive at once. `Retry-After` says when.'),
        },
      },
    },
    '/api/incidents/{incidentId}/evidence/{evidenceId}/file': {
      get: {
        operationId: 'takeEvidence',
        summary: 'A kept file, as it was brought.',
        description:
          'As a download, under headers with which nothing in it runs. With `inline=1` pictures and plain text are shown instead. Permission: incidents.read.',
        tags: ['incidents'],
        security,
        parameters: [
          inPath('incidentId'),
          inPath('evidenceId'),
          inQuery('inline', '`1`: to be shown, where it can be.'),
        ],
        responses: {
          200: { description: 'The file.', content: bytes },
          404: problem('No such file, or one of an incident that you may not know of.'),
        },
      },
    },
  },
}
