// Mail that comes in, put together from the settings: who takes it, and where this node listens for it.
import type { Diagnostics } from '../diagnostics.ts'
import type { Teller } from '../notices/store.ts'
import type { ForeignApi } from '../intake/foreign-api.ts'
import { replyDomainOf } from '../mail-settings.ts'
import { mailAnswered, mailAnswerTeller } from '../paging/mail-store.ts'
import { SettingRefused } from '../settings.ts'
import { alertDoor } from './alerts.ts'
import type { MailDoor } from './door.ts'
import { handedOver } from './handed-over.ts'
import { listenForMail, type MailListener, type MailListenerParts } from './listener.ts'
import { logMailDoor } from './log-mail.ts'
import { pingMailDoor } from './ping-mail.ts'
import { mailApi } from './posted.ts'
import { replyDoor, type ReplyParts } from './replies.ts'
import type { AlertParts } from './take-alert.ts'
import type { Pings } from '../intake/heartbeats/pinging.ts'

export type MailIn = {
  /** Null where no replies are taken. */
  readonly door: MailDoor | null
  /** Mail for a source, as services post it: whether or not mail comes in otherwise. */
  readonly api: ForeignApi
  /** Who puts what is told back into words. */
  readonly tellers: Readonly<Record<string, Teller>>
  readonly listen: () => Promise<MailListener | null>
}

type MailParts = Omit<ReplyParts, 'domain'> &
  Pick<AlertParts, 'intake'> & { readonly diagnostics: Diagnostics; readonly pings: Pings }

export function setUpMail(parts: MailParts): MailIn {
  const domain = replyDomainOf(parts.settings)
  const api = mailApi({ ...parts, domain })
  if (domain === null) return { door: null, api, tellers: {}, listen: async () => null }
  const doors = [
    replyDoor({ ...parts, domain }),
    pingMailDoor({ ...parts, domain }),
    logMailDoor({ ...parts, domain }),
    alertDoor({ ...parts, domain }),
  ] as const
  return {
    door: handedOver(doors, domain),
    api,
    tellers: { [mailAnswered]: mailAnswerTeller({ sealer: parts.sealer, domain }) },
    listen: () => listenOrSay({ ...parts, doors }),
  }
}

/** Listens where the settings say, or says which of them cannot be. */
export async function listenOrSay(parts: MailListenerParts): Promise<MailListener | null> {
  try {
    return await listenForMail(parts)
  } catch (error) {
    throw whyNot(error, parts.settings)
  }
}

function whyNot(error: unknown, of: MailListenerParts['settings']): unknown {
  const { mailListen, mailTlsCert, mailTlsKey } = of
  if (!(error instanceof Error)) return error
  const said = error.message
  switch ('code' in error ? error.code : '') {
    case 'EADDRINUSE':
      return new SettingRefused(`BATON_MAIL_LISTEN cannot be ${mailListen}: another program listens there.`)
    case 'EACCES':
      return new SettingRefused(`BATON_MAIL_LISTEN cannot be ${mailListen}, or its certificate not be read: ${said}.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new SettingRefused(`BATON_MAIL_LISTEN cannot be ${mailListen}: this machine has no such address.`)
    default:
      return mailTlsCert && mailTlsKey
        ? new SettingRefused(`BATON_MAIL_TLS_CERT and BATON_MAIL_TLS_KEY cannot be used: ${said}.`)
        : error
  }
}
