// Every setting Baton has, once: its variable, its sentence, its default. docs/settings.md is made from this and checked.
import * as z from 'zod'
import { resolve } from 'node:path'
import { nearest } from '../domain/configuration/nearest.ts'
import { evidenceRows } from './evidence-settings.ts'
import { mailRows, whyMailIsHalfSet } from './mail-settings.ts'
import { phoneRows } from './phone-settings.ts'
import { whole } from './setting-shapes.ts'
import { watchRows } from './watch-settings.ts'

const port = whole(0, 65_535)
const isOn = z.stringbool({ error: 'it is true or false' })
const url = z.url({ protocol: /^https?$/, error: 'it is an address such as https://baton.example.com' })

type Setting<S extends z.ZodType> = {
  readonly variable: string
  readonly says: string
  readonly shape: S
  readonly isSecret?: boolean
  /** How the default reads in the manual when it is not a plain value. */
  readonly defaultSays?: string
}
const setting = <S extends z.ZodType>(row: Setting<S>) => row

export const settingRows = {
  port: setting({
    variable: 'BATON_PORT',
    says: 'The port the web, the API and intake listen on.',
    shape: port.default(4000),
  }),
  host: setting({
    variable: 'BATON_HOST',
    says: 'The address to listen on; 0.0.0.0 for every interface.',
    shape: z.string().min(1).default('127.0.0.1'),
  }),
  url: setting({
    variable: 'BATON_URL',
    says: 'The address people and mails use to reach Baton, without a path.',
    shape: url.refine(hasNoPath, 'it has no path, no "?" and no "#"').optional(),
    defaultSays: 'http://localhost:<port>',
  }),
  data: setting({
    variable: 'BATON_DATA',
    says: 'The folder of the embedded database and the secret key.',
    shape: z.string().min(1).optional(),
    defaultSays: '.baton in the current folder; /var/lib/baton when that cannot be used by an unprivileged user',
  }),
  databaseUrl: setting({
    variable: 'DATABASE_URL',
    says: 'A PostgreSQL of version 15 or later to use instead of the embedded one.',
    shape: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'it starts with postgres:// or postgresql://')
      .optional(),
    isSecret: true,
    defaultSays: 'none: the embedded database',
  }),
  connections: setting({
    variable: 'BATON_DATABASE_CONNECTIONS',
    says: 'How many database connections one node may hold.',
    shape: whole(4, 200).default(16),
  }),
  adminToken: setting({
    variable: 'BATON_ADMIN_TOKEN',
    says: 'A token with the rights of an admin, accepted from the environment, for automation.',
    shape: z.string().min(20, 'it has at least 20 characters').optional(),
    isSecret: true,
    defaultSays: 'none',
  }),
  secretKey: setting({
    variable: 'BATON_SECRET_KEY',
    says: 'The key that seals stored secrets and signs links. All nodes on one database need the same.',
    shape: z.string().min(32, 'it has at least 32 characters').optional(),
    isSecret: true,
    defaultSays: 'made at the first start and kept in the data folder',
  }),
  smtpUrl: setting({
    variable: 'BATON_SMTP_URL',
    says: 'The mail server: smtp://user:password@host:587 or smtps://host:465.',
    shape: z
      .string()
      .regex(/^smtps?:\/\//, 'it starts with smtp:// or smtps://')
      .optional(),
    isSecret: true,
    defaultSays: 'none: mail is kept in the outbox and marked as not sent',
  }),
  mailFrom: setting({
    variable: 'BATON_MAIL_FROM',
    says: 'The sender of mails.',
    shape: z.string().regex(/@/, 'it has an e-mail address in it').default('Baton <baton@localhost>'),
  }),
  ...mailRows,
  ntfyUrl: setting({ variable: 'BATON_NTFY_URL', says: 'The ntfy server.', shape: url.default('https://ntfy.sh') }),
  ...phoneRows,
  slackToken: setting({
    variable: 'BATON_SLACK_TOKEN',
    says: 'The token of a bot of Slack that may write to members (xoxb-...).',
    shape: z.string().min(8, 'it has at least 8 characters').optional(),
    isSecret: true,
    defaultSays: 'none: nobody is paged over Slack',
  }),
  slackSigningSecret: setting({
    variable: 'BATON_SLACK_SIGNING_SECRET',
    says: 'The signing secret of the app of Slack: with it, members answer by a button instead of a link.',
    shape: z.string().min(8, 'it has at least 8 characters').optional(),
    isSecret: true,
    defaultSays: 'none: pages over Slack are answered by a link',
  }),
  slackUrl: setting({
    variable: 'BATON_SLACK_URL',
    says: 'The API of Slack.',
    shape: url.default('https://slack.com/api'),
  }),
  telegramToken: setting({
    variable: 'BATON_TELEGRAM_TOKEN',
    says: 'The token of a bot of Telegram (123456:ABC...). Its updates must reach BATON_URL over https.',
    shape: z
      .string()
      .regex(/^\d+:[\w-]+$/, 'it looks like 123456:ABC-def')
      .optional(),
    isSecret: true,
    defaultSays: 'none: nobody is paged over Telegram',
  }),
  telegramBot: setting({
    variable: 'BATON_TELEGRAM_BOT',
    says: 'The user name of that bot, without @: people begin a chat with it.',
    shape: z
      .string()
      .regex(/^\w{5,32}$/, 'it has 5 to 32 letters, digits and underscores')
      .optional(),
    defaultSays: 'none',
  }),
  telegramUrl: setting({
    variable: 'BATON_TELEGRAM_URL',
    says: 'The API of Telegram.',
    shape: url.default('https://api.telegram.org'),
  }),
  pushoverToken: setting({
    variable: 'BATON_PUSHOVER_TOKEN',
    says: 'The token of an application of Pushover.',
    shape: z
      .string()
      .regex(/^[A-Za-z0-9]{30}$/, 'it has 30 letters and digits')
      .optional(),
    isSecret: true,
    defaultSays: 'none: nobody is paged over Pushover',
  }),
  pushoverUrl: setting({
    variable: 'BATON_PUSHOVER_URL',
    says: 'The API of Pushover.',
    shape: url.default('https://api.pushover.net'),
  }),
  egressAllow: setting({
    variable: 'BATON_EGRESS_ALLOW',
    says: 'Hosts and networks inside your own network that webhooks and ntfy may reach, separated by commas: 10.0.0.0/8, hooks.internal.',
    shape: z
      .string()
      .default('')
      .transform((text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      ),
    defaultSays: 'none: only public addresses over https',
  }),
  diagnostics: setting({
    variable: 'BATON_DIAGNOSTICS',
    says: 'How much program output: fatal, error, warn, info, debug.',
    shape: z.enum(['fatal', 'error', 'warn', 'info', 'debug'], 'it is one of these').default('info'),
  }),
  nodeName: setting({
    variable: 'BATON_NODE_NAME',
    says: 'The name of this node in page trails and metrics.',
    shape: z.string().min(1).max(100).optional(),
    defaultSays: 'the host name',
  }),
  trustProxy: setting({
    variable: 'BATON_TRUST_PROXY',
    says: 'Read the caller address from X-Forwarded-For; only behind a proxy that sets it.',
    shape: isOn.default(false),
  }),
  sessionDays: setting({
    variable: 'BATON_SESSION_DAYS',
    says: 'How long a browser stays signed in without being used.',
    shape: whole(1, 365).default(30),
  }),
  lookAheadWeeks: setting({
    variable: 'BATON_LOOK_AHEAD_WEEKS',
    says: 'How many weeks before it happens a gap in a schedule is found and shown.',
    shape: whole(1, 52).default(8),
  }),
  proofDays: setting({
    variable: 'BATON_PROOF_DAYS',
    says: 'After how many days a verified contact is to be verified again; 0 for never. Its owner is asked two weeks before.',
    shape: whole(0, 730).default(90),
  }),
  checksLinks: setting({
    variable: 'BATON_LINK_CHECKS',
    says: 'Ask once a day whether the addresses in the kit and in the catalog still answer.',
    shape: isOn.default(true),
  }),
  ...evidenceRows,
  ...watchRows,
  metricsToken: setting({
    variable: 'BATON_METRICS_TOKEN',
    says: 'A bearer token that /metrics asks for.',
    shape: z.string().min(16, 'it has at least 16 characters').optional(),
    isSecret: true,
    defaultSays: 'none: /metrics answers whoever can reach it',
  }),
  pgBin: setting({
    variable: 'BATON_PG_BIN',
    says: 'A folder with postgres and initdb to use for the embedded database instead of the packaged ones.',
    shape: z.string().min(1).optional(),
    defaultSays: 'the packaged binaries, then those of the system',
  }),
} as const

type Rows = typeof settingRows
type Read = { [K in keyof Rows]: z.output<Rows[K]['shape']> }

export type Settings = Omit<Read, 'url' | 'data' | 'nodeName'> & {
  readonly url: string
  readonly data: string
  readonly nodeName: string
  /** Demo: what no provider would carry counts as delivered to the outbox. */
  readonly isDemo: boolean
}

/** A setting that cannot be used: the sentence names it, and Baton does not start. */
export class SettingRefused extends Error {}

/** Reads the settings from the environment; throws the first that is wrong, in one sentence. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  given: { readonly hostName: string; readonly isDemo: boolean },
): Settings {
  refuseUnknown(env)
  const read = Object.fromEntries(
    Object.entries(settingRows).map(([key, row]) => [key, readOne(row, env[row.variable])]),
  ) as Read
  const half = whyMailIsHalfSet(read)
  if (half) throw new SettingRefused(half)
  return {
    ...read,
    url: (read.url ?? `http://localhost:${read.port}`).replace(/\/+$/, ''),
    data: resolve(read.data ?? '.baton'),
    nodeName: read.nodeName ?? given.hostName,
    isDemo: given.isDemo,
  }
}

function readOne(row: Setting<z.ZodType>, text: string | undefined): unknown {
  const result = row.shape.safeParse(text === '' ? undefined : text)
  if (result.success) return result.data
  const reason = result.error.issues[0]?.message
  const shown = row.isSecret ? 'its value' : `"${text}"`
  throw new SettingRefused(`${row.variable} cannot be ${shown}: ${reason}. (${row.says})`)
}

/** A misspelt setting is a setting that silently does nothing. */
function refuseUnknown(env: Readonly<Record<string, string | undefined>>): void {
  const known = new Set<string>(Object.values(settingRows).map((row) => row.variable))
  const doors = ['BATON_NODE', 'BATON_TOKEN', 'BATON_SERVER', 'BATON_CONFIG']
  for (const name of Object.keys(env)) {
    if (!name.startsWith('BATON_') || known.has(name) || doors.includes(name)) continue
    const meant = nearest(name, known)
    const hint = meant ? ` Did you mean ${meant}?` : ''
    throw new SettingRefused(`${name} is not a setting of Baton.${hint} docs/settings.md lists them all.`)
  }
}

function hasNoPath(text: string): boolean {
  return URL.canParse(text) && new URL(text).href.replace(/\/+$/, '') === new URL(text).origin
}
