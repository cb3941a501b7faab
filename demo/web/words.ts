import type { SomeWords } from 'react-api-status'

/** What people here call the parts of the back end, in all that the page says of them. */
export const WORDS: SomeWords = {
  components: {
    labels: {
      database: 'Orders',
      cache: 'Cache',
      email: 'E-mail',
      confirmations: 'Confirmations',
      'waiting-orders': 'Orders that wait',
      recommendations: 'Recommendations',
      attachments: 'Packing slips',
    },
  },
}
