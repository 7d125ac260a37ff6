import { useAction } from '../query.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Row } from '../ui/Rows.tsx'
import { Badge, State } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import type { Standing } from '../../domain/paging/readiness.ts'
import type { Contact } from './rules.ts'

/** One way to reach somebody: on or off, and what can be done with it. */
export function ContactRow({ personId, contact, standing, mayNotChange, onTest, onVerify }: ContactRowProps) {
  const say = useWords('people')
  const verify = useWords('verify')
  const readiness = useWords('readiness')
  const change = useAction('changeContact')
  const remove = useAction('removeContact', { done: say('contact.removed') })
  const name = useContactName()
  const { id: contactId, channel, isEnabled } = contact
  const isBrowser = channel === 'browser'
  return (
    <Row
      lead={<Icon name={channelIcons[channel]} />}
      title={name(contact)}
      meta={
        <>
          {isTold(standing) ? (
            <State tone="warning" icon="warning" look="plain">
              {readiness(`standing.${standing}`)}
            </State>
          ) : isEnabled ? (
            <State tone="ok" icon="check" look="plain">
              {say('contact.on')}
            </State>
          ) : (
            <Badge>{say('contact.off')}</Badge>
          )}
          {contact.isVerified ? null : (
            <State tone="warning" icon="warning" look="plain">
              {verify('unverified')}
            </State>
          )}
          <About contact={contact} />
        </>
      }
      wrapTrail={false}
      trail={
        <Menu
          label={say('contact.actions', { contact: name(contact) })}
          icon="more"
          size="small"
          items={[
            ...(contact.isVerified && standing !== 'lapsed'
              ? []
              : [
                  {
                    say: verify('verify'),
                    icon: 'check' as const,
                    unavailable: mayNotChange,
                    onPress: () => onVerify(contact),
                  },
                ]),
            ...(onTest && isEnabled && contact.isVerified
              ? [{ say: say('testPage.thisOne'), icon: 'ringing' as const, onPress: () => onTest(contactId) }]
              : []),
            {
              say: isEnabled ? say('contact.switchOff') : say('contact.switchOn'),
              icon: isEnabled ? 'soundOff' : 'sound',
              unavailable: mayNotChange,
              onPress: () => change.run({ personId, contactId, isEnabled: !isEnabled }),
            },
            {
              say: say('contact.remove'),
              icon: 'trash',
              danger: true,
              unavailable: mayNotChange ?? (isBrowser ? say('contact.browserStays') : undefined),
              onPress: () => remove.run({ personId, contactId }),
            },
          ]}
        />
      }
    />
  )
}

/** How a contact stands, where that is more than on or off, and is not said by its own mark. */
function isTold(
  standing: Standing | undefined,
): standing is Exclude<Standing, 'ready' | 'browser' | 'off' | 'unverified'> {
  return standing !== undefined && !['ready', 'browser', 'off', 'unverified'].includes(standing)
}

/** What a contact is called: its label, else its address; the open browser by its channel. */
export function useContactName(): (contact: Pick<Contact, 'channel' | 'label' | 'address'>) => string {
  const say = useWords('terms')
  return ({ channel, label, address }) =>
    channel === 'browser' ? say('channel.browser') : label || (channel === 'push' ? say('channel.push') : address)
}

/** What the title does not say: the address of a contact with a label, else its channel; of the browser, what it cannot do. */
function About({ contact: { channel, label, address } }: { readonly contact: Contact }) {
  const say = useWords('people')
  const terms = useWords('terms')
  if (channel === 'browser') return <span>{say('contact.browserAbout')}</span>
  // The address of a device is the push service's, and says nothing to anybody.
  return <span>{label && channel !== 'push' ? address : terms(`channel.${channel}`)}</span>
}

export const channelIcons = {
  email: 'mail',
  ntfy: 'phone',
  webhook: 'link',
  push: 'phone',
  slack: 'send',
  teams: 'send',
  mattermost: 'send',
  telegram: 'send',
  discord: 'send',
  pushover: 'phone',
  browser: 'screen',
  sms: 'message',
  voice: 'call',
} as const satisfies Readonly<Record<Contact['channel'], IconName>>

type ContactRowProps = {
  readonly personId: string
  readonly contact: Contact
  readonly standing: Standing | undefined
  readonly mayNotChange: string | undefined
  /** For one's own contacts: sends a test page over this one. */
  /** Asks for the code that proves it. */
  readonly onVerify: (contact: Contact) => unknown
  readonly onTest: ((contactId: string) => unknown) | undefined
}
