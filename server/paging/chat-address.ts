// Whether an address of a chat or push service can be used: each writes people and rooms in a way of its own.
import type { FieldProblem } from '../../domain/problems.ts'
import type { Settings } from '../settings.ts'
import type { NewAddress } from './contact-address.ts'
import { whyNotCalled } from './why-not-called.ts'

export type TypedChat = 'slack' | 'teams' | 'mattermost' | 'discord' | 'pushover'

/** What is wrong with this chat address or its secret? An empty list when it can be used. */
export function chatProblems(
  { channel, address, secret }: NewAddress & { readonly channel: TypedChat },
  settings: Pick<Settings, 'egressAllow' | 'url'>,
): readonly FieldProblem[] {
  switch (channel) {
    case 'slack':
      return [
        ...when(
          !/^[UWCGD][A-Z0-9]{5,20}$/.test(address),
          'address',
          'Write the id of a member or channel, such as U024BE7LH.',
        ),
        ...noSecret(secret),
      ]
    case 'pushover':
      return [
        ...when(!/^[A-Za-z0-9]{30}$/.test(address), 'address', 'A user key of Pushover has 30 letters and digits.'),
        ...noSecret(secret),
      ]
    case 'teams':
    case 'discord':
      return [...webhookProblems(address, settings), ...noSecret(secret)]
    case 'mattermost':
      return [
        ...webhookProblems(address, settings),
        ...when(
          secret !== null && !/^[a-z0-9]{26}$/.test(secret),
          'secret',
          'A user id of Mattermost has 26 small letters and digits.',
        ),
      ]
  }
}

function webhookProblems(address: string, settings: Pick<Settings, 'egressAllow' | 'url'>): readonly FieldProblem[] {
  const refused = whyNotCalled(address, settings)
  return when(refused !== null, 'address', `This address is not called: ${refused}.`)
}

function noSecret(secret: string | null): readonly FieldProblem[] {
  return when(secret !== null, 'secret', 'This channel has no secret. Leave it out.')
}

function when(isWrong: boolean, path: string, say: string): readonly FieldProblem[] {
  return isWrong ? [{ path, say }] : []
}
