// The address of a team's log for mail, as the examples tell it.
import type { EndpointOutput } from '../../domain/api.ts'
import type { Examples } from './openapi-example-things.ts'

const address: EndpointOutput<'getLogAddress'> = {
  mailDomain: 'baton.example.com',
  address: 'log+4k2v9q7x1m3p8r5t6w0y2a4c6e8g1j3k@baton.example.com',
  madeBy: 'Emma Fischer',
  madeAt: '2026-03-02T09:00:00Z',
}

export const logAddressExamples: Examples = {
  getLogAddress: { output: address },
  renewLogAddress: { output: address },
  removeLogAddress: { output: { ...address, address: null, madeBy: null, madeAt: null } },
}
