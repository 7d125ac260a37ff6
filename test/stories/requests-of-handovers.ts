// One good request for every endpoint about handovers and shifts.
import type { Requests, Things } from './requests.ts'

export function handoverRequests({ scheduleId, handoverId, shiftId }: Things): Requests {
  return {
    getHandoverSettings: { scheduleId },
    setHandoverSettings: { scheduleId, isOn: true, graceMinutes: 15, valveMinutes: 60 },
    listHandovers: {},
    getHandover: { handoverId },
    listBriefItems: { handoverId, section: 'alerts' },
    writeHandover: { handoverId, version: 0, words: 'Watch it' },
    signHandover: { handoverId, version: 0 },
    askHandover: { handoverId, text: 'Why?' },
    answerHandover: { handoverId, questionId: 999_999, text: 'Because' },
    acceptHandover: { handoverId, mark: 'read' },
    listWorkedShifts: {},
    getWorkedShift: { shiftId },
    reviewShift: { shiftId, weight: 3 },
    getContactCard: {},
  }
}
