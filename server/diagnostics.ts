import pino from 'pino'

export type Diagnostics = pino.Logger

/** Program output as JSON lines on stderr, with whatever could be a secret taken out. */
export function makeDiagnostics(level: string): Diagnostics {
  const secret = ['password', 'token', 'key', 'secret', 'authorization', 'cookie', 'databaseUrl', 'smtpUrl', 'address']
  return pino(
    {
      level,
      base: null,
      redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '(removed)' },
      serializers: { err: (error: unknown) => withoutSecrets(pino.stdSerializers.err(asError(error))) },
    },
    pino.destination({ fd: 2, sync: false }),
  )
}

/** Text that may quote a request or a connection string, with credentials taken out. */
export function scrub(text: string): string {
  return text
    .replace(/\b(postgres(?:ql)?|smtps?|https?):\/\/[^\s/@]*@/gi, '$1://(removed)@')
    .replace(/\b(?:btn|cal|inv|ses|whsec)_[A-Za-z0-9_+/=-]{8,}/g, '(removed)')
    .replace(/\/(in|answer|answers|calendar|welcome)\/[A-Za-z0-9._~-]+/g, '/$1/(removed)')
    .replace(/("?(?:routing_key|service_key|password|token|apiKey)"?\s*[:=]\s*"?)[^"&,\s}]+/gi, '$1(removed)')
}

function withoutSecrets(error: pino.SerializedError): pino.SerializedError {
  return { ...error, message: scrub(error.message), stack: scrub(error.stack) }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
