// The doors for operators in the API document: probes, metrics, live events, the document itself.

export const operatorDoors = {
  securitySchemes: {
    metricsToken: { type: 'http', scheme: 'bearer', description: 'BATON_METRICS_TOKEN, when it is set.' },
  },
  paths: {
    '/healthz': read('isAlive', 'Does this process answer? It says nothing of the database.', [], { 200: text('ok') }),
    '/readyz': read('isReady', 'May this node be given work?', [], {
      200: text('ready, and below it what is wrong with Baton itself that another node could not do better.'),
      503: text(
        'Why not: stopping, the database does not answer, a due step is more than 30 seconds late, the engine stands still, or the disk is nearly full.',
      ),
    }),
    '/metrics': read(
      'readMetrics',
      'Metrics in the text format of Prometheus; docs/metrics.md lists them.',
      [{ metricsToken: [] }, {}],
      { 200: text('Samples, one a line.'), 401: text('The token is missing or wrong.') },
    ),
    '/api/live': read(
      'listen',
      'Server-sent events: `changed` names the topics to ask again, `ring` is a page for the open browser, `beat` keeps the line open.',
      [{ token: [] }, { session: [] }],
      {
        200: text('A stream that does not end.', 'text/event-stream'),
        401: text('Sign in first.'),
        503: text('Too many streams, or the database is away.'),
      },
    ),
    '/api/openapi.json': read('readApiDocument', 'This document.', [], {
      200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } },
    }),
  },
}

function read(operationId: string, summary: string, security: readonly object[], responses: object): object {
  return { get: { operationId, summary, tags: ['doors for operators'], security, responses } }
}

function text(says: string, type = 'text/plain'): object {
  return { description: says, content: { [type]: { schema: { type: 'string' } } } }
}
