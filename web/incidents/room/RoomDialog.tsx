import type { Detail } from '../may.ts'
import { AnnounceDialog } from './AnnounceDialog.tsx'
import { AskRatingDialog } from './AskRatingDialog.tsx'
import { AttachDialog } from './AttachDialog.tsx'
import { CadenceDialog } from './CadenceDialog.tsx'
import { CallDialog } from './CallDialog.tsx'
import { DecideDialog } from './DecideDialog.tsx'
import {
  EvidenceDropDialog,
  EvidenceKeepDialog,
  EvidenceMissingDialog,
  EvidenceOwnDialog,
  GapDialog,
} from './EvidenceDialogs.tsx'
import { ExportDialog } from './ExportDialog.tsx'
import { DropDialog, FollowUpDialog, FollowUpsDialog, RiskDialog } from './FollowUpDialogs.tsx'
import { HalvingDialog } from './HalvingDialog.tsx'
import { FollowersDialog } from './FollowersDialog.tsx'
import { HypothesisDialog } from './HypothesisDialog.tsx'
import { CommanderDialog, LeadDialog } from './LeadDialog.tsx'
import { DeclineDialog, StandDownDialog } from './LeaveDialogs.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { MitigateDialog } from './MitigateDialog.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import { DeclineOfferDialog, OfferDialog } from './OfferDialogs.tsx'
import type { Open, Opened } from './opened.ts'
import { ParentDialog } from './ParentDialog.tsx'
import { PartDialog } from './PartDialog.tsx'
import { PlaceDialog } from './PlaceDialog.tsx'
import { RateDialog } from './RateDialog.tsx'
import { SplitDialog } from './SplitDialog.tsx'
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
    case 'halve':
      return <HalvingDialog {...rest} />
    case 'decide':
      return <DecideDialog hypothesisId={opened.hypothesisId} to={opened.to} {...rest} />
    case 'task':
      return <TaskDialog {...rest} />
    case 'say_back':
      return <SayBackDialog taskId={opened.taskId} {...rest} />
    case 'merge':
      return <MergeDialog {...rest} />
    case 'gap':
      return <GapDialog {...rest} />
    case 'evidence_own':
      return <EvidenceOwnDialog {...rest} />
    case 'evidence_missing':
      return <EvidenceMissingDialog evidenceId={opened.evidenceId} {...rest} />
    case 'evidence_keep':
      return <EvidenceKeepDialog evidenceId={opened.evidenceId} {...rest} />
    case 'evidence_drop':
      return <EvidenceDropDialog evidenceId={opened.evidenceId} {...rest} />
    case 'offer':
      return <OfferDialog role={opened.role} {...rest} />
    case 'decline_offer':
      return <DeclineOfferDialog offerId={opened.offerId} role={opened.role} from={opened.from} {...rest} />
    case 'export':
      return <ExportDialog {...rest} />
    case 'followers':
      return <FollowersDialog {...rest} />
    case 'room':
      return <PlaceDialog {...rest} />
    case 'split':
      return <SplitDialog {...rest} />
    case 'parent':
      return <ParentDialog {...rest} />
    case 'stand_down':
      return <StandDownDialog personId={opened.personId} name={opened.name} {...rest} />
  }
}

/** What every dialog of the room is handed. */
export type InRoom = { readonly incident: Detail; readonly open: Open; readonly onClose: () => void }

type RoomDialogProps = InRoom & { readonly opened: Opened }
