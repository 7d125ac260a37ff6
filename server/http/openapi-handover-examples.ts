// A handover as the examples tell it: written, signed, asked about and accepted.
import type { Examples } from './openapi-example-things.ts'

const handoverId = 12

export const handoverExamples: Examples = {
  setHandoverSettings: {
    input: {
      scheduleId: '0199c0de-0000-7000-8000-000000000030',
      isOn: true,
      graceMinutes: 15,
      valveMinutes: 60,
    },
  },
  writeHandover: {
    input: {
      handoverId,
      version: 0,
      words: 'The card issue is with the bank; they call back before noon.',
      keeps: ['alert:1204'],
    },
  },
  signHandover: { input: { handoverId, version: 1 } },
  askHandover: { input: { handoverId, text: 'Whom at the bank do I call?' } },
  answerHandover: { input: { handoverId, questionId: 4, text: 'Their night desk; the number is in the kit.' } },
  acceptHandover: { input: { handoverId, mark: '9f1c8b02a77d9e60c4b0a1f2d3e4f506' } },
  reviewShift: { input: { shiftId: 311, weight: 4, fix: 'The disk alert of the ledger' } },
}
