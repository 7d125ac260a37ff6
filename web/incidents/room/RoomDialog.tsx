import type { Detail } from '../may.ts'
import { AnnounceDialog } from './AnnounceDialog.tsx'
import { AskRatingDialog } from './AskRatingDialog.tsx'
import { AttachDialog } from './AttachDialog.tsx'
import { CadenceDialog } from './CadenceDialog.tsx'
import { CallDialog } from './CallDialog.tsx'
import { DropDialog, FollowUpDialog, FollowUpsDialog, RiskDialog } from './FollowUpDialogs.tsx'
import { HypothesisDialog } from './HypothesisDialog.tsx'
import { CommanderDialog, LeadDialog } from './LeadDialog.tsx'
import { DeclineDialog, StandDownDialog } from './LeaveDialogs.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { MitigateDialog } from './MitigateDialog.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import type { Open, Opened } from './opened.ts'
import { PartDialog } from './PartDialog.tsx'
import { RateDialog } from './RateDialog.tsx'
import { SayBackDialog, TaskDialog } from './TaskDialogs.tsx'
import { TellDialog } from './TellDialog.tsx'

/** The dialog that is in front of the room, whichever it is. */
export default function RoomDialog({ opened, ...rest }: RoomDialogProps) {
  switch (opened.dialog) {
    case 'part':
      return <PartDialog part={opened.part} {...rest} />
    case 'rate':
      return <RateDialog {...rest} />
    case 'ask_rating':
      return <AskRatingDialog {...rest} />
    case 'lead':
      return <LeadDialog {...rest} />
    case 'commander':
      return <CommanderDialog {...rest} />
    case 'tell':
      return <TellDialog audience={opened.audience} {...rest} />
    case 'announce':
      return <AnnounceDialog {...rest} />
    case 'mitigate':
      return <MitigateDialog {...rest} />
    case 'attach':
      return <AttachDialog {...rest} />
    case 'move':
      return <MoveDialog key={opened.to} to={opened.to} {...rest} />
    case 'call':
      return <CallDialog role={opened.role} {...rest} />
    case 'decline':
      return <DeclineDialog role={opened.role} {...rest} />
    case 'follow_up':
      return <FollowUpDialog followUpId={opened.followUpId} {...rest} />
    case 'drop':
      return <DropDialog followUpId={opened.followUpId} {...rest} />
    case 'follow_ups':
      return <FollowUpsDialog {...rest} />
    case 'risk':
      return <RiskDialog {...rest} />
    case 'cadence':
      return <CadenceDialog {...rest} />
    case 'hypothesis':
      return <HypothesisDialog {...rest} />
    case 'task':
      return <TaskDialog {...rest} />
    case 'say_back':
      return <SayBackDialog taskId={opened.taskId} {...rest} />
    case 'merge':
      return <MergeDialog {...rest} />
    case 'stand_down':
      return <StandDownDialog personId={opened.personId} name={opened.name} {...rest} />
  }
}

/** What every dialog of the room is handed. */
export type InRoom = { readonly incident: Detail; readonly open: Open; readonly onClose: () => void }

type RoomDialogProps = InRoom & { readonly opened: Opened }
