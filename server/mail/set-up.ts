// Mail that comes in, put together from the settings: who takes it, and where this node listens for it.
import type { Diagnostics } from '../diagnostics.ts'
import type { Teller } from '../notices/store.ts'
import { replyDomainOf } from '../mail-settings.ts'
import { mailAnswered, mailAnswerTeller } from '../paging/mail-store.ts'
import { SettingRefused } from '../settings.ts'
import type { MailDoor } from './door.ts'
import { listenForMail, type MailListener, type MailListenerParts } from './listener.ts'
import { pingMailDoor, pingsFirst } from './ping-mail.ts'
import { replyDoor, type ReplyParts } from './replies.ts'
import type { Pings } from '../intake/heartbeats/pinging.ts'

export type MailIn = {
  /** Null where no replies are taken. */
  readonly door: MailDoor | null
  /** Who puts what is told back into words. */
  readonly tellers: Readonly<Record<string, Teller>>
  readonly listen: () => Promise<MailListener | null>
}

export type MailInParts = Omit<ReplyParts, 'domain'> & { readonly diagnostics: Diagnostics; readonly pings: Pings }

export function setUpMail(parts: MailInParts): MailIn {
  const domain = replyDomainOf(parts.settings)
  if (domain === null) return { door: null, tellers: {}, listen: async () => null }
  const door = replyDoor({ ...parts, domain })
  const pings = pingMailDoor({ ...parts, domain })
  return {
    door: pingsFirst(pings, door, domain),
    tellers: { [mailAnswered]: mailAnswerTeller({ sealer: parts.sealer, domain }) },
    listen: () => listenOrSay({ ...parts, doors: [door, pings] }),
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
