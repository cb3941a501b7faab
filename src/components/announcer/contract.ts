import type { Contract } from '../contract.js'

export const contract: Contract = {
  announcer: {
    is: 'The live region of `ConnectionAnnouncer`. Never hidden from screen readers, never seen.',
  },
}
